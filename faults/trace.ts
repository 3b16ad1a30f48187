// Reads the list of all that a program asked of the disk, in order, as disk-shim.c wrote it.

import { appendFileSync, readFileSync } from 'node:fs'

const KINDS = [
  '', 'open', 'close', 'dup', 'write', 'truncate', 'sync', 'range', 'unlink', 'rename', 'mkdir',
  'rmdir', 'link', 'ack',
] as const
const MAGIC = 0x31544653
const HEADER_BYTES = 40
const O_ACCMODE = 3
const O_CREAT_OR_TRUNC = 0o1100
const O_DSYNC = 0o10000

export type OperationKind = Exclude<(typeof KINDS)[number], ''>

/** One call on the disk. Paths are relative to the watched folder; '' is the folder itself. */
export interface Operation {
  kind: OperationKind
  path: string
  /** The second name of a rename or link; '' if it lies outside the folder. */
  to: string
  pid: number
  thread: number
  fd: number
  /** New descriptor of a dup. */
  newFd: number
  /** Byte offset of a write; the new size for a truncate. */
  at: number
  data: Buffer
  /** The file was made, or emptied, by this open. */
  created: boolean
  emptied: boolean
  isFolder: boolean
  /** Opened so that each write is durable by itself (O_DSYNC or O_SYNC). */
  durableWrites: boolean
  /** Opened so that it may write. */
  mayWrite: boolean
  /** The number of the error that the program was given (EIO is 5); 0 if none. */
  error: number
  /** The shim made this call go wrong. */
  faulted: boolean
  /** The disk did it, whatever the program was told. */
  done: boolean
}

export interface Trace {
  operations: Operation[]
  /** What was written to `.ack`, in order, with the number of operations that came before. */
  acks: { text: string; after: number }[]
}

/** The trace in a file. A last record that a kill cut short is dropped. */
export function readTrace(file: string): Trace {
  const bytes = readFileSync(file)
  const trace: Trace = { operations: [], acks: [] }
  for (let from = 0; from + HEADER_BYTES <= bytes.length;) {
    if (bytes.readUInt32LE(from) !== MAGIC) throw new Error(`no record at byte ${from} of ${file}`)
    const pathAt = from + HEADER_BYTES
    const dataAt = pathAt + bytes.readUInt32LE(from + 32)
    const end = dataAt + bytes.readUInt32LE(from + 36)
    if (end > bytes.length) break
    const path = bytes.toString('utf8', pathAt, dataAt)
    const data = bytes.subarray(dataAt, end)
    const operation = read(bytes.subarray(from, pathAt), path, data)
    if (operation.kind === 'ack') {
      trace.acks.push({ text: data.toString('utf8').trim(), after: trace.operations.length })
    } else trace.operations.push(operation)
    from = end
  }
  return trace
}

/**
 * Puts an acknowledgement into a trace from another process: one that was told "saved" by the
 * program under the shim, and so comes after all that the program did before it answered.
 */
export function acknowledge(trace: string, text: string): void {
  const header = Buffer.alloc(HEADER_BYTES)
  const data = Buffer.from(text)
  header.writeUInt32LE(MAGIC, 0)
  header.writeUInt8(KINDS.indexOf('ack'), 4)
  header.writeInt32LE(process.pid, 8)
  header.writeUInt32LE(data.length, 36)
  appendFileSync(trace, Buffer.concat([header, data]))
}

/** The calls that a fault of this class (and file) counts, so that a test can fail each of them. */
export function callsOf(trace: Trace, at: string, file = ''): Operation[] {
  return trace.operations.filter((operation) => {
    const named = operation.to || operation.path
    const is = classOf(operation)
    return is !== undefined && (at === 'any' || at === is) && named.includes(file)
  })
}

function classOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'open': return operation.mayWrite ? 'open' : undefined
    case 'mkdir': return 'open'
    case 'write': return 'write'
    case 'truncate': return 'truncate'
    case 'sync':
    case 'range': return 'sync'
    case 'unlink':
    case 'rmdir': return 'unlink'
    case 'rename':
    case 'link': return 'rename'
    default: return undefined
  }
}

function read(header: Buffer, path: string, data: Buffer): Operation {
  const kind = KINDS[header.readUInt8(4)]
  if (!kind) throw new Error('a kind of record that this reader does not know')
  const marks = header.readUInt8(5)
  const error = header.readUInt16LE(6)
  const other = header.readInt32LE(20)
  const named = kind === 'rename' || kind === 'link'
  return {
    kind,
    path,
    to: named ? data.toString('utf8') : '',
    pid: header.readInt32LE(8),
    thread: header.readInt32LE(12),
    fd: header.readInt32LE(16),
    newFd: other,
    at: Number(header.readBigInt64LE(24)),
    data: named ? Buffer.alloc(0) : data,
    created: (marks & 1) !== 0,
    emptied: (marks & 2) !== 0,
    isFolder: (marks & 4) !== 0,
    durableWrites: kind === 'open' && (other & O_DSYNC) !== 0,
    mayWrite: kind === 'open' && ((other & O_ACCMODE) !== 0 || (other & O_CREAT_OR_TRUNC) !== 0),
    error,
    faulted: (marks & 8) !== 0,
    done: error === 0 || (marks & 16) !== 0,
  }
}
