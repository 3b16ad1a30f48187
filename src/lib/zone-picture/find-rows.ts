// Rows of print: dark pieces of one height that stand side by side, in any direction.

import type { Pieces } from './ink.ts'

/**
 * A row of print in a frame that is turned so that it runs along u: v = at + slope·u from the
 * first to the last, with the height of what stands in it.
 */
export interface Row {
  first: number
  last: number
  at: number
  slope: number
  height: number
  /** How much of its length is covered by pieces. */
  covered: number
  pieces: number
}

/** Boxes of pieces in a turned frame, and how heavy each is. */
export interface Boxes {
  count: number
  left: Float32Array
  right: Float32Array
  top: Float32Array
  bottom: Float32Array
  weight: Int32Array
}

/** Lower pieces are grain, higher ones no characters of a whole line. */
const leastHeight = 4.5
const mostHeight = 72
const leastWeight = 6
/** So many pieces are looked at, the heaviest: a page has some thousands, noise has no end. */
const mostPieces = 5000

/** The boxes around pieces in a frame turned by an angle. */
export function boxesOf(pieces: Pieces, angle: number): Boxes {
  const { count, runs, row, from, to, piece } = pieces
  const boxes: Boxes = {
    count, left: new Float32Array(count).fill(1e9), right: new Float32Array(count).fill(-1e9),
    top: new Float32Array(count).fill(1e9), bottom: new Float32Array(count).fill(-1e9),
    weight: new Int32Array(count),
  }
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  for (let run = 0; run < runs; run++) {
    const of = piece[run]!
    const y = row[run]! + 0.5
    boxes.weight[of]! += to[run]! - from[run]!
    for (const x of [from[run]!, to[run]!]) {
      const u = x * c + y * s
      const v = y * c - x * s
      if (u < boxes.left[of]!) boxes.left[of] = u
      if (u > boxes.right[of]!) boxes.right[of] = u
      if (v < boxes.top[of]!) boxes.top[of] = v
      if (v > boxes.bottom[of]!) boxes.bottom[of] = v
    }
  }
  return boxes
}

/**
 * The directions in which pieces stand side by side, the most frequent first, in radians from
 * -π/2 to π/2.
 */
export function directionsOf(pieces: Pieces): number[] {
  const boxes = boxesOf(pieces, 0)
  const grid = new Neighbours(boxes, usable(boxes, mostHeight))
  const bins = new Float32Array(180)
  for (const one of grid.all) {
    for (const other of grid.near(one, 2)) {
      const angle = Math.atan2(middle(boxes, other, 'v') - middle(boxes, one, 'v'),
        middle(boxes, other, 'u') - middle(boxes, one, 'u'))
      bins[((Math.round(angle * 180 / Math.PI) % 180) + 180) % 180]! += 1
    }
  }
  const smooth = bins.map((_, i) => [-2, -1, 0, 1, 2].reduce((sum, by) =>
    sum + bins[(i + by + 180) % 180]! * (3 - Math.abs(by)), 0))
  const peaks = [...smooth.keys()].toSorted((a, b) => smooth[b]! - smooth[a]!)
  const picked: number[] = []
  for (const peak of peaks) {
    if (picked.some((one) => apart(one, peak) < 12)) continue
    picked.push(peak)
    if (picked.length === 3) break
  }
  return picked.map((degrees) => (degrees > 90 ? degrees - 180 : degrees) * Math.PI / 180)
}

const apart = (a: number, b: number) => Math.min(Math.abs(a - b), 180 - Math.abs(a - b))

function usable({ count, left, right, top, bottom, weight }: Boxes, widest: number): number[] {
  const kept: number[] = []
  for (let i = 0; i < count; i++) {
    const height = bottom[i]! - top[i]!
    const width = right[i]! - left[i]!
    if (weight[i]! >= leastWeight && Math.max(height, width) >= leastHeight
      && height <= mostHeight && width <= widest) kept.push(i)
  }
  return kept.length <= mostPieces ? kept
    : kept.sort((a, b) => weight[b]! - weight[a]!).slice(0, mostPieces)
}

function middle(boxes: Boxes, of: number, way: 'u' | 'v'): number {
  return way === 'u' ? (boxes.left[of]! + boxes.right[of]!) / 2
    : (boxes.top[of]! + boxes.bottom[of]!) / 2
}

/** A grid over pieces, to find those close by that are about as large. */
class Neighbours {
  readonly all: readonly number[]
  readonly #boxes: Boxes
  readonly #cells = new Map<number, number[]>()

  constructor(boxes: Boxes, all: readonly number[]) {
    this.all = all
    this.#boxes = boxes
    for (const one of all) {
      const cell = this.#cell(one)
      const known = this.#cells.get(cell)
      if (known) known.push(one)
      else this.#cells.set(cell, [one])
    }
  }

  #cell(of: number): number {
    return Math.floor(middle(this.#boxes, of, 'v') / 64 + 512) * 4096
      + Math.floor(middle(this.#boxes, of, 'u') / 64 + 512)
  }

  #size(of: number): number {
    const { left, right, top, bottom } = this.#boxes
    return Math.max(right[of]! - left[of]!, bottom[of]! - top[of]!)
  }

  near(of: number, most: number): number[] {
    const size = this.#size(of)
    const cell = this.#cell(of)
    const found: { other: number; far: number }[] = []
    for (let down = -1; down <= 1; down++) {
      for (let beside = -1; beside <= 1; beside++) {
        for (const other of this.#cells.get(cell + down * 4096 + beside) ?? []) {
          const ratio = this.#size(other) / size
          if (other === of || ratio < 0.6 || ratio > 1.65) continue
          const far = Math.hypot(middle(this.#boxes, other, 'u') - middle(this.#boxes, of, 'u'),
            middle(this.#boxes, other, 'v') - middle(this.#boxes, of, 'v'))
          if (far > 0.5 * size && far < 2.6 * size) found.push({ other, far })
        }
      }
    }
    return found.sort((a, b) => a.far - b.far).slice(0, most).map(({ other }) => other)
  }
}

/** The rows of print along u, longest for their height first; shorter than 8 heights are none. */
export function rowsOf(boxes: Boxes): Row[] {
  const kept = usable(boxes, 4000).filter((i) => boxes.bottom[i]! - boxes.top[i]! >= leastHeight)
  const order = kept.toSorted((a, b) => boxes.left[a]! - boxes.left[b]!)
  const chains: number[][] = []
  let open: number[][] = []
  for (const piece of order) {
    open = open.filter((chain) => boxes.left[piece]!
      - boxes.right[chain.at(-1)!]! < 1.6 * mostHeight)
    let best: number[] | undefined
    let least = Infinity
    for (const chain of open) {
      const far = distance(boxes, chain.at(-1)!, piece)
      if (far < least) [best, least] = [chain, far]
    }
    if (best) best.push(piece)
    else {
      const begun = [piece]
      chains.push(begun)
      open.push(begun)
    }
  }
  const rows = chains.filter((chain) => chain.length >= 3).map((chain) => fitted(boxes, chain))
    .filter((row): row is Row => row !== undefined)
  return joinedRows(rows).filter((row) => row.last - row.first >= 8 * row.height)
    .toSorted((a, b) => (b.last - b.first) / b.height - (a.last - a.first) / a.height)
}

// How badly a piece follows another in a row; Infinity where it does not.
function distance(boxes: Boxes, before: number, piece: number): number {
  const height = boxes.bottom[before]! - boxes.top[before]!
  const ratio = (boxes.bottom[piece]! - boxes.top[piece]!) / height
  if (ratio < 0.5 || ratio > 2) return Infinity
  const size = Math.max(height, height * ratio)
  const gap = boxes.left[piece]! - boxes.right[before]!
  if (gap < -0.5 * size || gap > 1.5 * size) return Infinity
  const off = Math.abs(middle(boxes, piece, 'v') - middle(boxes, before, 'v'))
  return off > 0.4 * size ? Infinity : off + Math.max(0, gap) * 0.3
    + Math.abs(1 - ratio) * size * 0.3
}

// A straight line through the middles, drawn again without what lies off it.
function fitted(boxes: Boxes, chain: readonly number[]): Row | undefined {
  let kept = chain
  let line = { at: 0, slope: 0 }
  const heightOf = (i: number) => boxes.bottom[i]! - boxes.top[i]!
  const heights = chain.map(heightOf).sort((a, b) => a - b)
  const height = heights[Math.floor(heights.length * 0.6)]!
  for (let turn = 0; turn < 3; turn++) {
    line = through(kept.map((i) => ({
      u: middle(boxes, i, 'u'), v: middle(boxes, i, 'v'), weight: boxes.right[i]! - boxes.left[i]!,
    })))
    kept = kept.filter((i) => Math.abs(middle(boxes, i, 'v') - line.at
      - line.slope * middle(boxes, i, 'u')) < 0.3 * height)
    if (kept.length < 3) return undefined
  }
  const covered = kept.reduce((sum, i) => sum + boxes.right[i]! - boxes.left[i]!, 0)
  return {
    ...line, height, covered, pieces: kept.length,
    first: kept.reduce((least, i) => Math.min(least, boxes.left[i]!), Infinity),
    last: kept.reduce((most, i) => Math.max(most, boxes.right[i]!), -Infinity),
  }
}

function through(points: readonly { u: number; v: number; weight: number }[]) {
  let [n, su, sv, suu, suv] = [0, 0, 0, 0, 0]
  for (const { u, v, weight } of points) {
    n += weight
    su += weight * u
    sv += weight * v
    suu += weight * u * u
    suv += weight * u * v
  }
  const spread = suu - su * su / n
  const slope = spread > 1e-6 ? Math.max(-0.2, Math.min(0.2, (suv - su * sv / n) / spread)) : 0
  return { slope, at: (sv - slope * su) / n }
}

// Rows that go on in each other, where light or a hand covered what stands between.
function joinedRows(rows: readonly Row[]): Row[] {
  const left = rows.toSorted((a, b) => (b.last - b.first) - (a.last - a.first))
  const done: Row[] = []
  while (left.length > 0) {
    let row = left.shift()!
    for (let again = true; again;) {
      again = false
      for (const [index, other] of left.entries()) {
        const gap = Math.max(other.first - row.last, row.first - other.last)
        const ratio = other.height / row.height
        if (gap > 8 * row.height || gap < -row.height || ratio < 0.65 || ratio > 1.5) continue
        const middleOf = (other.first + other.last) / 2
        const nearest = other.first > row.last ? other.first : other.last
        const off = Math.max(...[middleOf, nearest].map((u) =>
          Math.abs(row.at + row.slope * u - other.at - other.slope * u)))
        if (off > 0.45 * row.height) continue
        row = together(row, other)
        left.splice(index, 1)
        again = true
        break
      }
    }
    done.push(row)
  }
  return done
}

function together(a: Row, b: Row): Row {
  const ends = [a, b].flatMap((row) => [row.first, row.last].map((u) =>
    ({ u, v: row.at + row.slope * u, weight: row.covered })))
  const long = a.covered > b.covered ? a : b
  return {
    ...through(ends), height: long.height, covered: a.covered + b.covered,
    pieces: a.pieces + b.pieces, first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
  }
}
