// The text of a list from its bytes: UTF-8, UTF-16 and the 8-bit pages, told by what they hold.

import { ListEnds } from './entry.ts'

const pages: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8', 'utf8': 'utf-8', 'us-ascii': 'windows-1252', 'ascii': 'windows-1252',
  'iso-8859-1': 'windows-1252', 'latin1': 'windows-1252', 'latin-1': 'windows-1252',
  'windows-1252': 'windows-1252', 'iso-8859-15': 'iso-8859-15', 'cp1252': 'windows-1252',
  'windows-1256': 'windows-1256', 'cp1256': 'windows-1256', 'iso-8859-6': 'iso-8859-6',
  'utf-16': 'utf-16le', 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be',
  'windows-1251': 'windows-1251', 'iso-8859-2': 'iso-8859-2', 'windows-1250': 'windows-1250',
}
/** One piece of a list holds at most so many bytes when it is decoded. */
const pieceBytes = 64 * 1024

/**
 * The text of a list, piece by piece; ends with `ListEnds` where bytes are of no one encoding, or
 * where there is a NUL. Bytes that are not UTF-8 are read as windows-1256 where they make Arabic
 * words, otherwise as windows-1252, as long as none before them was UTF-8.
 */
export async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoding = new Decoding()
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      const text = decoding.take(chunk.subarray(from, from + pieceBytes))
      if (text) yield text
    }
  }
  const rest = decoding.end()
  if (rest) yield rest
}

/** Owns the decoder, which is chosen with the first piece and at most once again. */
class Decoding {
  #decoder: TextDecoder | undefined
  #utf8 = false
  #sawWide = false
  #line = 1
  /** Bytes at the end of a piece that may begin a character of UTF-8. */
  #held: Uint8Array = new Uint8Array(0)

  take(piece: Uint8Array): string {
    const bytes = this.#held.length > 0 ? joined(this.#held, piece) : piece
    this.#held = new Uint8Array(0)
    if (!this.#decoder) {
      if (bytes.length < 4) {
        this.#held = bytes.slice()
        return ''
      }
      this.#choose(bytes)
    }
    return this.#counted(this.#utf8 ? this.#asUtf8(bytes) : this.#decoder!.decode(bytes, stream))
  }

  end(): string {
    const bytes = this.#held
    this.#held = new Uint8Array(0)
    if (!this.#decoder && bytes.length > 0) this.#choose(bytes)
    if (!this.#decoder) return ''
    if (!this.#utf8) return this.#counted(this.#decoder.decode(bytes))
    try {
      return this.#counted(this.#decoder.decode(bytes))
    } catch {
      // Half a character at the very end: an 8-bit page, or a file cut in the middle of one.
      if (this.#sawWide) this.#fail()
      return this.#counted(new TextDecoder(pageOf(bytes)).decode(bytes))
    }
  }

  #choose(bytes: Uint8Array): void {
    const name = encodingAt(bytes)
    this.#utf8 = name === 'utf-8'
    this.#decoder = new TextDecoder(name, { fatal: this.#utf8 })
  }

  #asUtf8(bytes: Uint8Array): string {
    const whole = bytes.length - unfinished(bytes)
    try {
      const text = this.#decoder!.decode(bytes.subarray(0, whole), stream)
      this.#held = bytes.slice(whole)
      this.#sawWide ||= text.length < whole
      return text
    } catch {
      if (this.#sawWide) this.#fail(bytes)
      this.#utf8 = false
      this.#decoder = new TextDecoder(pageOf(bytes))
      return this.#decoder.decode(bytes, stream)
    }
  }

  #counted(text: string): string {
    const nul = text.indexOf('\0')
    if (nul >= 0) {
      throw new ListEnds('nul', this.#line + linesIn(text.slice(0, nul)),
        'there is a NUL byte: this is no text, or it was damaged on its way; fetch it again')
    }
    this.#line += linesIn(text)
    return text
  }

  /** Bytes before were UTF-8 and these are not: the line of the first that is not. */
  #fail(bytes: Uint8Array = new Uint8Array(0)): never {
    let good = 0
    const probe = new TextDecoder('utf-8', { fatal: true })
    for (let step = 1 << 16; step > 0; step >>= 1) {
      const to = Math.min(good + step, bytes.length)
      try {
        probe.decode(bytes.subarray(0, to - unfinished(bytes.subarray(0, to))))
        good = to
      } catch {
        // The first bad byte lies in this step; a smaller one finds it.
      }
    }
    const lines = bytes.subarray(0, good).reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0)
    throw new ListEnds('wrong-encoding', this.#line + lines,
      'the lines before are UTF-8 and this is not: save the whole list as UTF-8')
  }
}

const stream = { stream: true } as const

/** The encoding that the first bytes tell: a mark, NULs of UTF-16, or what an XML head names. */
function encodingAt(bytes: Uint8Array): string {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a !== 0 && b === 0 && c !== 0) return 'utf-16le'
  if (a === 0 && b !== 0 && c === 0) return 'utf-16be'
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200))
  const [, named] = /^<\?xml[^>]{0,150}encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head) ?? []
  if (!named) return 'utf-8'
  const page = pages[named.toLowerCase()]
  // An XML head of one byte a character cannot be of UTF-16, whatever it says.
  if (page) return page.startsWith('utf-16') ? 'utf-8' : page
  throw new ListEnds('wrong-encoding', 1,
    `the list says it is in ${named}, which is not read here: save it as UTF-8`)
}

/** Arabic words are runs of high bytes; letters with accents stand alone among plain ones. */
function pageOf(bytes: Uint8Array): string {
  let high = 0
  let runs = 0
  let before = false
  for (const byte of bytes) {
    const now = byte >= 0x80
    if (now) high += 1
    if (now && !before) runs += 1
    before = now
  }
  return high >= runs * 2.2 ? 'windows-1256' : 'windows-1252'
}

/** How many bytes at the end begin a character of UTF-8 without finishing it; at most three. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** Line ends in a text. */
export function linesIn(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
