// The columns of a list as bytes, and back: what a snapshot of it holds.

/** Columns by name, one in another; what else a list holds is numbers, and texts. */
export interface Columns { [name: string]: Column }
export type Column = Uint8Array | Uint32Array | readonly string[] | number | Columns

/** What a column is, and how many bytes it has. */
type Place = [kind: 'bytes' | 'numbers' | 'texts', bytes: number]
interface Plan { [name: string]: Place | number | Plan }

/** A plan of how to read them, and then the bytes of each, in pieces of at most so many. */
export function* packedColumns(columns: Columns, pieceBytes: number): Generator<Uint8Array> {
  const parts: Uint8Array[] = []
  yield Buffer.from(JSON.stringify(planOf(columns, parts)))
  for (const part of parts) {
    for (let at = 0; at < part.length; at += pieceBytes) yield part.subarray(at, at + pieceBytes)
  }
}

/** The columns in the pieces that `packedColumns` gave; throws where the pieces are not those. */
export function columnsIn(pieces: Iterator<Uint8Array>): Columns {
  const next = () => {
    const { value, done } = pieces.next()
    if (done) throw new RangeError('the columns are cut short')
    return value
  }
  const plan = JSON.parse(Buffer.from(next()).toString('utf8')) as Plan
  const columns = columnsOf(plan, (length) => {
    // Each has its own memory, so that a column that grows lets go of it.
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length;) {
      const piece = next()
      bytes.set(piece, at)
      at += piece.length
    }
    return bytes
  })
  if (!pieces.next().done) throw new RangeError('more follows the columns')
  return columns
}

function planOf(columns: Columns, parts: Uint8Array[]): Plan {
  const plan: Plan = {}
  for (const [name, column] of Object.entries(columns)) {
    if (typeof column === 'number') plan[name] = column
    else if (!Array.isArray(column) && !ArrayBuffer.isView(column)) {
      plan[name] = planOf(column as Columns, parts)
    } else {
      const bytes = Array.isArray(column) ? Buffer.from(JSON.stringify(column))
        : new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
      const kind = Array.isArray(column) ? 'texts'
        : column instanceof Uint32Array ? 'numbers' : 'bytes'
      plan[name] = [kind, bytes.length]
      parts.push(bytes)
    }
  }
  return plan
}

function columnsOf(plan: Plan, take: (bytes: number) => Uint8Array): Columns {
  const columns: Columns = {}
  for (const [name, part] of Object.entries(plan)) {
    if (typeof part === 'number') columns[name] = part
    else if (!Array.isArray(part)) columns[name] = columnsOf(part, take)
    else {
      const bytes = take(part[1])
      columns[name] = part[0] === 'bytes' ? bytes
        : part[0] === 'numbers' ? new Uint32Array(bytes.buffer)
          : JSON.parse(Buffer.from(bytes.buffer).toString('utf8')) as string[]
    }
  }
  return columns
}
