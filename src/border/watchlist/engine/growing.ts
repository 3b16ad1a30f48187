// Columns of numbers that grow: a list of a million names is a few long arrays and nothing else.

export type Numbers = Uint8Array | Uint16Array | Uint32Array

/** The column itself where it holds so many, or a longer copy of it. */
export function roomFor<T extends Numbers>(column: T, length: number): T {
  if (length <= column.length) return column
  // A third more: a list that is read from a file is copied few times and wastes little.
  const longer = new (column.constructor as new (length: number) => T)(
    Math.max(1024, length, Math.ceil(column.length * 1.33)),
  )
  longer.set(column)
  return longer
}

/** The hash of a text in 32 bits: FNV-1a with a last mixing. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mixed(hash)
}

/** The last mixing of a hash, so that its low bits depend on all of it. */
export function mixed(hash: number): number {
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
