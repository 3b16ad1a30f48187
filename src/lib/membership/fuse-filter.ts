// Whether a text is among tens of millions, in 18 bits each: a binary fuse filter of 16 bits.

import { Fingerprints } from './fingerprints.ts'

/**
 * Binary fuse filters (Graf and Lemire, 2022), three places a key: what was put in is always found;
 * of what was not, one in 65,536 is found all the same. It cannot be added to: it is built whole.
 */
export interface FuseShape {
  seed: number
  /** Places a segment, a power of two. */
  segment: number
  /** First places: all segments but the last two. */
  starts: number
}

/** A place seen this often while building would not fit its counter; such keys are built anew. */
const mostTries = 50
const headerLength = 32
const magic = 0x4655_5345

/** A built filter over its bytes, which may be a file's; holds no text. */
export class FuseFilter {
  readonly shape: FuseShape
  /** How many different texts were put in. */
  readonly count: number
  readonly bytes: Uint8Array
  readonly #prints: Uint16Array

  /** Over the bytes that `buildFuseFilter` made; refuses others with what is wrong with them. */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (bytes.length < headerLength || view.getUint32(0) !== magic || view.getUint32(4) !== 1) {
      throw new Error('this is no filter of numbers: build it from the list of numbers again')
    }
    const [seed, segment, starts] = [view.getUint32(8), view.getUint32(12), view.getUint32(16)]
    this.shape = { seed, segment, starts }
    this.count = view.getUint32(20)
    const places = this.shape.starts + 2 * this.shape.segment
    if (bytes.length !== headerLength + places * 2) {
      throw new Error('this filter of numbers is cut short: copy it again, the whole of it')
    }
    this.bytes = bytes
    // A view where the bytes lie as the machine reads them; a copy where they do not.
    const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice()
    this.#prints = new Uint16Array(aligned.buffer, aligned.byteOffset + headerLength, places)
  }

  /** False: it was never put in. True: it was, or is the one in 65,536 that looks so. */
  has(text: string): boolean {
    return this.hasKey(keyOf(text))
  }

  /** The same of a key that was made of the text already. */
  hasKey({ high, low }: Key): boolean {
    if (this.count === 0) return false
    const key = seeded(high, low, this.shape.seed)
    const [a, b, c] = placesOf(key.high, key.low, this.shape)
    const stored = this.#prints[a]! ^ this.#prints[b]! ^ this.#prints[c]!
    return printOf(key.high, key.low) === stored
  }
}

/** Builds a filter of the texts, each once however often it comes; `texts` is gone through once. */
export async function buildFuseFilter(
  texts: AsyncIterable<string> | Iterable<string>,
): Promise<FuseFilter> {
  const keys = new Fingerprints()
  for await (const text of texts) {
    const { high, low } = keyOf(text)
    keys.add(high, low)
  }
  return filterOf(keys)
}

/** Builds a filter of keys. */
export function filterOf(keys: Fingerprints): FuseFilter {
  const count = keys.size
  const segment = segmentFor(count)
  const starts = Math.max(1, Math.ceil(count * factorFor(count) / segment) - 2) * segment
  for (let seed = 1; seed <= mostTries; seed++) {
    const prints = solved(keys, { seed, segment, starts })
    if (prints) return new FuseFilter(written(prints, { seed, segment, starts }, count))
  }
  throw new Error('no filter could be built of these numbers: are they numbers?')
}

/** As the paper has it for three places a key. */
function segmentFor(count: number): number {
  if (count < 2) return 4
  return Math.min(1 << 18, 1 << Math.floor(Math.log(count) / Math.log(3.33) + 2.25))
}

function factorFor(count: number): number {
  return count < 2 ? 4 : Math.max(1.125, 0.875 + 0.25 * Math.log(1e6) / Math.log(count))
}

/** The fingerprint in each place, or nothing where this seed ties keys into a knot. */
function solved(keys: Fingerprints, shape: FuseShape): Uint16Array | undefined {
  const places = shape.starts + 2 * shape.segment
  const counts = new Uint8Array(places)
  const [highs, lows] = [new Uint32Array(places), new Uint32Array(places)]
  let overfull = false
  for (let at = 0; at < keys.size; at++) {
    const { high, low } = seeded(keys.high(at), keys.low(at), shape.seed)
    for (const place of placesOf(high, low, shape)) {
      overfull ||= counts[place] === 255
      counts[place]! += 1
      highs[place]! ^= high
      lows[place]! ^= low
    }
  }
  if (overfull) return undefined
  const peeled = peel(counts, highs, lows, shape)
  return peeled.length === keys.size ? assigned(peeled, places, shape) : undefined
}

interface Peeled { length: number; high: Uint32Array; low: Uint32Array; alone: Uint32Array }

/** Takes away, again and again, a key that is alone in one of its places. */
function peel(
  counts: Uint8Array, highs: Uint32Array, lows: Uint32Array, shape: FuseShape,
): Peeled {
  const queue = new Uint32Array(counts.length)
  let waiting = 0
  counts.forEach((count, place) => { if (count === 1) queue[waiting++] = place })
  const peeled = {
    length: 0, high: new Uint32Array(counts.length), low: new Uint32Array(counts.length),
    alone: new Uint32Array(counts.length),
  }
  while (waiting > 0) {
    const place = queue[--waiting]!
    if (counts[place] !== 1) continue
    const [high, low] = [highs[place]!, lows[place]!]
    peeled.high[peeled.length] = high
    peeled.low[peeled.length] = low
    peeled.alone[peeled.length] = place
    peeled.length += 1
    for (const each of placesOf(high, low, shape)) {
      counts[each]! -= 1
      highs[each]! ^= high
      lows[each]! ^= low
      if (counts[each] === 1) queue[waiting++] = each
    }
  }
  return peeled
}

/** Back in the order in which they were taken: each place that was alone makes its key come out. */
function assigned(peeled: Peeled, places: number, shape: FuseShape): Uint16Array {
  const prints = new Uint16Array(places)
  for (let at = peeled.length - 1; at >= 0; at--) {
    const [high, low, alone] = [peeled.high[at]!, peeled.low[at]!, peeled.alone[at]!]
    const [a, b, c] = placesOf(high, low, shape)
    prints[alone] = printOf(high, low) ^ prints[a]! ^ prints[b]! ^ prints[c]! ^ prints[alone]!
  }
  return prints
}

function written(
  prints: Uint16Array, { seed, segment, starts }: FuseShape, count: number,
): Uint8Array {
  const bytes = new Uint8Array(headerLength + prints.byteLength)
  const view = new DataView(bytes.buffer)
  ;[magic, 1, seed, segment, starts, count].forEach((value, at) => view.setUint32(at * 4, value))
  bytes.set(new Uint8Array(prints.buffer), headerLength)
  return bytes
}

/** Three places in three segments that follow each other. */
function placesOf(
  high: number, low: number, { segment, starts }: FuseShape,
): [number, number, number] {
  const first = Math.floor(high / 0x1_0000_0000 * starts)
  const mask = segment - 1
  const second = (first + segment) ^ ((low >>> 14) & mask)
  return [first, second, (first + 2 * segment) ^ (low & mask)]
}

function printOf(high: number, low: number): number {
  return Math.imul(high ^ (low >>> 3), 0x9e37_79b1) >>> 16
}

/** 64 bits of a text, as two halves. */
export interface Key { high: number; low: number }

/** The key of a text: FNV-1a twice with other beginnings, and mixed. */
export function keyOf(text: string): Key {
  let [high, low] = [0x811c_9dc5, 0xc2b2_ae35]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x0100_0193)
    low = Math.imul(low ^ code, 0x85eb_ca6b) + 0x27d4_eb2f | 0
  }
  return { high: mixed(high ^ low >>> 7), low: mixed(low ^ Math.imul(high, 0x9e37_79b1)) }
}

function seeded(high: number, low: number, seed: number): Key {
  const by = Math.imul(seed, 0x9e37_79b1)
  return { high: mixed(high ^ by), low: mixed(low + by | 0) }
}

function mixed(hash: number): number {
  let bits = hash ^ hash >>> 16
  bits = Math.imul(bits, 0x85eb_ca6b)
  bits ^= bits >>> 13
  bits = Math.imul(bits, 0xc2b2_ae35)
  return (bits ^ bits >>> 16) >>> 0
}
