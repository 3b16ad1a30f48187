// Texts and random bytes apart: what is random does not compress, and spoils what stands beside it.

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { Reader, UnreadableBody } from './entries.ts'

/** What 256 leaves say is some 100 KB; what one says has at most a mebibyte of characters. */
const mostTextBytes = 8 * 1024 * 1024
/** Above this the slowest and best compression costs a post more seconds than bytes. */
const slowlyUpTo = 512 * 1024
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** What stands in a text for an id: one that was before, one of about this time, any other. */
const marks = { before: '\u0002', near: '\u0003', other: '\u0004' } as const
const marked = /\u0002([^])|[\u0003\u0004]/g
const farthest = 0xd000
const nearMs = 0x7fff

/** Takes texts and random bytes, and gives both as one body: the bytes as they are, the texts
 *  compressed. Ids in the texts become bytes. Owns what it was given until `end`. */
export class Squeezer {
  #raw: Buffer[] = []
  #texts: string[] = []
  #ids = new Ids()

  /** Bytes that cannot be compressed. */
  bytes(...raw: readonly Buffer[]): void {
    this.#raw.push(...raw)
  }

  /** A line of text without control characters; ids made about `atMs` take fewer bytes. */
  line(text: string, atMs: number): void {
    this.#texts.push(text.replace(uuid, (id) => {
      const back = this.#ids.back(id)
      this.#ids.add(id)
      if (back !== undefined) return `${marks.before}${String.fromCharCode(0x100 + back)}`
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
      const since = bytes.readUIntBE(0, 6) - Math.trunc(atMs)
      const near = Math.abs(since) <= nearMs
      if (near) this.bytes(int16(since), bytes.subarray(6))
      else this.bytes(bytes)
      return near ? marks.near : marks.other
    }))
  }

  /** The length of the bytes (4), the bytes, the compressed lines. */
  end(): Buffer {
    const raw = Buffer.concat(this.#raw)
    const text = Buffer.from(this.#texts.map((line) => `${line}\n`).join(''))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(raw.length)
    const quality = text.length > slowlyUpTo ? 7 : constants.BROTLI_MAX_QUALITY
    return Buffer.concat([length, raw, brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    })])
  }
}

/** Whether a text can stand in a line: our marks and newlines are not in it. */
export function squeezable(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return !/[\u0000-\u001f]/.test(text) && text.isWellFormed()
}

/** Gives back, in the same order, what a Squeezer was given. Throws UnreadableBody. */
export class Stretcher {
  readonly raw: Reader
  readonly #lines: string[]
  #at = 0
  #ids = new Ids()
  #given = 0

  constructor(body: Buffer) {
    const reader = new Reader(body)
    this.raw = new Reader(reader.bytes(reader.number(4), body.length))
    const compressed = reader.bytes(reader.left, body.length)
    this.#lines = linesOf(inflated(compressed))
  }

  /** The next line, ids and all. */
  line(atMs: number): string {
    const line = this.#lines[this.#at++]
    if (line === undefined) throw new UnreadableBody('body', 'a line is missing')
    const text = line.replace(marked, (mark, back: string | undefined) => {
      const id = back === undefined ? this.#read(mark, atMs)
        : this.#ids.at(back.charCodeAt(0) - 0x100)
      if (id === undefined) throw new UnreadableBody('body', 'an id that was not before')
      this.#ids.add(id)
      return id
    })
    this.#given += text.length
    if (this.#given > 4 * mostTextBytes) throw new UnreadableBody('body', 'too long')
    return text
  }

  /** Nothing may be left over. */
  end(): void {
    if (this.raw.left > 0 || this.#at < this.#lines.length) {
      throw new UnreadableBody('body', 'the body goes on after its end')
    }
  }

  #read(mark: string, atMs: number): string {
    if (mark === marks.other) return idOf(this.raw.bytes(16, 16))
    const since = this.raw.bytes(2, 2).readInt16BE()
    const time = Buffer.alloc(6)
    // What belongs to no leaf here is read and thrown away: its ids are of no time.
    const ms = Number.isNaN(atMs) ? 0 : Math.trunc(atMs) + since
    if (!(ms >= 0 && ms < 2 ** 48)) throw new UnreadableBody('body', 'an id of no time')
    time.writeUIntBE(ms, 0, 6)
    return idOf(Buffer.concat([time, this.raw.bytes(10, 10)]))
  }
}

/** Ids by when they were last: what was lately said is said again soon. */
class Ids {
  #places = new Map<string, number>()
  #order: string[] = []

  add(id: string): void {
    this.#places.set(id, this.#order.length)
    this.#order.push(id)
  }

  back(id: string): number | undefined {
    const place = this.#places.get(id)
    const back = place === undefined ? Infinity : this.#order.length - 1 - place
    return back < farthest ? back : undefined
  }

  at(back: number): string | undefined {
    return this.#order[this.#order.length - 1 - back]
  }
}

function inflated(compressed: Buffer): string {
  try {
    const bytes = brotliDecompressSync(compressed, { maxOutputLength: mostTextBytes })
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UnreadableBody('body', 'the lines cannot be decompressed, or are not text')
  }
}

function linesOf(text: string): string[] {
  if (text !== '' && !text.endsWith('\n')) throw new UnreadableBody('body', 'half a line')
  return text.split('\n').slice(0, -1)
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-')
}
