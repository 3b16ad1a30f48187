// The numbers of a file while it is read: the keys of a filter, and the lines of an exact list.

import { keyOf, type Key } from '../../lib/membership/fuse-filter.ts'
import { NumbersGathered } from '../../lib/membership/numbers-filter.ts'
import { numberKey } from '../travellers/number-terms.ts'
import type { ListedNumber } from './numbers-reading.ts'

/** Forty million are on the largest list that States share; a post holds them in 100 MB. */
export const mostNumbers = 60_000_000
/** About so many lines share a place of the exact list, and are read to find one. */
const linesOfPlace = 256
const blockBytes = 4 * 1024 * 1024

/** Owns what was read so far. `exactly`: of how many the lines are kept too. */
export class ListedNumbers {
  readonly #keys = new NumbersGathered()
  readonly #exactly: (count: number) => boolean
  #lines: Lines | undefined = new Lines()
  #count = 0

  constructor(exactly: (count: number) => boolean) {
    this.#exactly = exactly
  }

  /** Lines that were read, the same number again counted again. */
  get count(): number { return this.#count }

  add(said: ListedNumber): void {
    this.#count += 1
    const text = numberKey(said)
    this.#keys.add(text)
    if (this.#lines && !this.#exactly(this.#count)) this.#lines = undefined
    const { issuer, type, number } = said
    this.#lines?.add(`${issuer}\t${type}\t${number}`, keyOf(text))
  }

  /** The pieces of the filter, each built when it is asked for; told of each number once. */
  pieces(told: (key: Key) => void): Generator<Uint8Array> {
    return this.#keys.pieces(told)
  }

  /** The lines of the exact list, place by place; nothing where it is not kept. */
  places(): Generator<string> | undefined {
    return this.#lines?.places()
  }
}

/** In which of so many places, a power of two, the line of a key lies. */
export function placeOf({ high }: Key, places: number): number {
  const bits = Math.log2(places)
  return bits === 0 ? 0 : high >>> (32 - bits)
}

/** Owns the bytes of lines, and of each where it begins and the key that it lies under. */
class Lines {
  readonly #blocks: Buffer[] = []
  readonly #starts = new Figures()
  readonly #keys = new Figures()
  #used = blockBytes

  add(line: string, { high }: Key): void {
    const length = Buffer.byteLength(line) + 1
    if (this.#used + length > blockBytes) {
      this.#blocks.push(Buffer.alloc(blockBytes))
      this.#used = 0
    }
    const block = this.#blocks.at(-1)!
    this.#starts.push((this.#blocks.length - 1) * blockBytes + this.#used)
    this.#keys.push(high)
    block.write(`${line}\n`, this.#used)
    this.#used += length
  }

  *places(): Generator<string> {
    const count = this.#keys.length
    const places = 2 ** Math.max(0, Math.ceil(Math.log2(count / linesOfPlace)))
    const ends = new Uint32Array(places + 1)
    const of = (at: number) => placeOf({ high: this.#keys.at(at), low: 0 }, places)
    for (let at = 0; at < count; at++) ends[of(at) + 1]! += 1
    for (let place = 0; place < places; place++) ends[place + 1]! += ends[place]!
    const [order, next] = [new Uint32Array(count), ends.slice()]
    for (let at = 0; at < count; at++) order[next[of(at)]!++] = at
    for (let place = 0; place < places; place++) {
      let text = ''
      for (let at = ends[place]!; at < ends[place + 1]!; at++) text += this.#line(order[at]!)
      yield text
    }
  }

  #line(at: number): string {
    const start = this.#starts.at(at)
    const block = this.#blocks[Math.floor(start / blockBytes)]!
    const from = start % blockBytes
    return block.toString('utf8', from, block.indexOf(10, from) + 1)
  }
}

/** Owns many figures of 32 bits, block by block, so that no block is ever copied. */
class Figures {
  readonly #blocks: Uint32Array[] = []
  #length = 0

  get length(): number { return this.#length }

  at(place: number): number { return this.#blocks[place >>> 20]![place & 0xf_ffff]! }

  push(figure: number): void {
    const at = this.#length & 0xf_ffff
    if (at === 0) this.#blocks.push(new Uint32Array(1 << 20))
    this.#blocks.at(-1)![at] = figure
    this.#length += 1
  }
}
