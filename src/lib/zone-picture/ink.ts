// What is darker than its surroundings, and the pieces of it that hang together.

import type { Gray } from './gray.ts'

/** Pixels around one whose mean says what is dark: more than a character of a zone is wide. */
const reach = 16
/** Shades that a pixel must be below the mean at least; less is the grain of a camera. */
const leastContrast = 5

/** Rows of dark pixels, and the piece that each belongs to. */
export interface Pieces {
  count: number
  runs: number
  /** Of each run: its row, first column, the column after it, and its piece. */
  row: Int32Array
  from: Int32Array
  to: Int32Array
  piece: Int32Array
}

/** More runs than this is no page but noise. */
const mostRuns = 400_000

/** What is held to be ink: darker than the mean around by so many mean deviations … */
export interface Inking {
  depth: number
  /** … and by this share of the contrast of the darkest fiftieth of the whole picture. */
  share: number
}

/** A picture with the means and deviations around each of its pixels. */
export interface Surroundings { picture: Gray; mean: Uint8Array; deviation: Uint8Array
  contrast: number }

/** The surroundings of each pixel. */
export function surroundingsOf(picture: Gray): Surroundings {
  const { width, height, data } = picture
  const mean = boxed(data, width, height)
  const away = new Uint8Array(data.length)
  const darker = new Int32Array(256)
  for (let i = 0; i < data.length; i++) {
    const below = mean[i]! - data[i]!
    if (below > 0) darker[below]!++
    away[i] = below < 0 ? -below : below
  }
  let contrast = 255
  for (let left = data.length / 50; contrast > 0 && left > 0; contrast--) left -= darker[contrast]!
  return { picture, mean, deviation: boxed(away, width, height), contrast }
}

/** The dark pieces of a picture. */
export function piecesOf(around: Surroundings, inking: Inking): Pieces {
  return joined(runsOf(around.picture, thresholds(around, inking)))
}

function thresholds({ mean, deviation, contrast }: Surroundings, { depth, share }: Inking) {
  const least = Math.max(leastContrast, Math.round(contrast * share))
  const out = new Int16Array(mean.length)
  const by = Math.round(depth * 256)
  for (let i = 0; i < mean.length; i++) {
    const below = (deviation[i]! * by) >> 8
    out[i] = mean[i]! - (below > least ? below : least)
  }
  return out
}

// The mean of the square around each pixel, cut at the edges, by running sums.
function boxed(data: Uint8Array, width: number, height: number): Uint8Array {
  const sums = new Int32Array(width)
  const out = new Uint8Array(data.length)
  const add = (row: number, sign: 1 | -1) => {
    const at = row * width
    for (let x = 0; x < width; x++) sums[x] = sums[x]! + sign * data[at + x]!
  }
  for (let row = 0; row < Math.min(reach, height); row++) add(row, 1)
  for (let y = 0; y < height; y++) {
    if (y + reach < height) add(y + reach, 1)
    if (y - reach - 1 >= 0) add(y - reach - 1, -1)
    const rows = Math.min(height, y + reach + 1) - Math.max(0, y - reach)
    let sum = 0
    for (let x = 0; x < Math.min(reach, width); x++) sum += sums[x]!
    const whole = 1 / (rows * (2 * reach + 1))
    for (let x = 0; x < width; x++) {
      if (x + reach < width) sum += sums[x + reach]!
      if (x - reach - 1 >= 0) sum -= sums[x - reach - 1]!
      const inside = x >= reach && x + reach < width
      out[y * width + x] = inside ? sum * whole
        : sum / (rows * (Math.min(width, x + reach + 1) - Math.max(0, x - reach)))
    }
  }
  return out
}

type Runs = Omit<Pieces, 'count' | 'piece'>

function runsOf({ width, height, data }: Gray, threshold: Int16Array): Runs {
  const most = Math.min(mostRuns, (width * height >> 1) + height)
  const found: Runs = {
    runs: 0, row: new Int32Array(most), from: new Int32Array(most), to: new Int32Array(most),
  }
  for (let y = 0; y < height; y++) {
    let start = -1
    for (let x = 0, at = y * width; x <= width; x++, at++) {
      const dark = x < width && data[at]! < threshold[at]!
      if (dark === start >= 0) continue
      if (dark) {
        start = x
        continue
      }
      if (found.runs === most) return found
      found.row[found.runs] = y
      found.from[found.runs] = start
      found.to[found.runs++] = x
      start = -1
    }
  }
  return found
}

// Runs of neighbouring rows that touch, even at a corner, are of one piece.
function joined(runs: Runs): Pieces {
  const { row, from, to } = runs
  const parent = Int32Array.from({ length: runs.runs }, (_, i) => i)
  const rootOf = (run: number) => {
    let root = run
    while (parent[root] !== root) root = parent[root]!
    while (parent[run] !== root) [parent[run], run] = [root, parent[run]!]
    return root
  }
  let above = 0
  for (let run = 0; run < runs.runs; run++) {
    while (row[above]! < row[run]! - 1) above++
    for (let other = above; row[other]! < row[run]!; other++) {
      if (from[other]! > to[run]!) break
      if (to[other]! < from[run]!) continue
      const [a, b] = [rootOf(other), rootOf(run)]
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
  const piece = new Int32Array(runs.runs)
  let count = 0
  for (let run = 0; run < runs.runs; run++) {
    const root = rootOf(run)
    piece[run] = root === run ? count++ : piece[root]!
  }
  return { ...runs, count, piece }
}
