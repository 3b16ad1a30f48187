// What a node is handed and never takes by itself: time, luck, timers and the disk beside its
// store.

/** Wall time and a clock that only goes forward, both in milliseconds. */
export interface Clock {
  /** Milliseconds since 1970 by the wall clock, which people and batteries may set wrongly. */
  now(): number
  /** Milliseconds since an arbitrary start, never set back; what elapsed, not what time it is. */
  elapsed(): number
}

/** Where random bytes come from: the operating system in a post, a seed in the simulation. */
export interface Luck {
  bytes(count: number): Buffer
}

/** Runs something later; the returned function calls it off. */
export interface Timers {
  after(ms: number, run: () => void): () => void
}

/** The few files that a node keeps beside its store; every call is durable when it returns. */
export interface Disk {
  exists(path: string): boolean
  read(path: string): Buffer | undefined
  list(folder: string): string[]
  /** Replaces a whole file: written beside, synced, renamed, and the folder synced. */
  replace(path: string, bytes: Uint8Array, mode?: number): void
  /** Opens an existing file whose bytes are overwritten in place, each time synced. */
  open(path: string): OpenFile
  remove(path: string): void
  makeFolder(path: string): void
  /** Free bytes on the volume of a folder. */
  free(folder: string): number
  /** Holds a folder for this process alone until released; undefined when another one holds it. */
  hold(path: string): (() => void) | undefined
}

/** A file kept open for a change that is made often. */
export interface OpenFile {
  /** Overwrites bytes at an offset and syncs the file's data. */
  overwrite(offset: number, bytes: Uint8Array): void
  close(): void
}

/** All that is handed in. */
export interface Given {
  clock: Clock
  luck: Luck
  timers: Timers
  disk: Disk
}

/** A new UUIDv7 (RFC 9562 §5.7): its first 48 bits are the given clock's milliseconds. */
export function newId({ clock, luck }: Pick<Given, 'clock' | 'luck'>): string {
  const bytes = luck.bytes(16)
  bytes.writeUIntBE(Math.max(0, Math.floor(clock.now())), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20),
  ].join('-')
}
