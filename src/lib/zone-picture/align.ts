// Where each character of a line stands in its strip: as many as the format has, evenly apart.

import { CHARACTER_COUNT, COLUMN_STEP, type Seen } from './line-net.ts'

/** So many characters found along a strip, and how well that explains what was seen. */
export interface Aligned {
  count: number
  /** Logarithm of the likelihood of all columns, comparable between counts for one strip. */
  score: number
  /** The mean over the characters of how sure their places are, 0 to 1. */
  sure: number
  /** Column of the strip of each middle. */
  places: Float32Array
  /** Of each character in turn the logarithms of its 37 likelihoods. */
  likely: Float32Array
}

/** Told columns from one character to the next, at least and at most. */
const leastStep = 2
const mostStep = 7
const floor = 1e-4

/** The most likely places of `count` characters; undefined where the strip is too short. */
export function align(seen: Seen, count: number): Aligned | undefined {
  const first = chosen(seen, { count })
  if (!first) return undefined
  // Once more, near the even course of the first: a smudge does not move what stands beside it.
  const course = courseOf(first.columns)
  const second = chosen(seen, { count, course })
  if (!second) return undefined
  const places = settled(seen, second.columns)
  return {
    count, score: second.score, places, likely: likelyAt(seen, places),
    sure: second.columns.reduce((sum, column) => sum + peak(seen, column), 0) / count,
  }
}

function peak({ middle }: Seen, column: number): number {
  return Math.min(1, Math.max(middle[column - 1] ?? 0, middle[column]!, middle[column + 1] ?? 0))
}

interface Wanted { count: number; course?: (index: number) => number }

// The best choice of columns in order, each a step from the one before: every column that is not
// chosen speaks for being none, every chosen one for being a middle.
function chosen({ columns, middle }: Seen, { count, course }: Wanted) {
  if (columns < count * leastStep) return undefined
  const gain = Float64Array.from(middle, (p) =>
    Math.log(Math.max(p, floor)) - Math.log(Math.max(1 - p, floor)))
  const none = middle.reduce((sum, p) => sum + Math.log(Math.max(1 - p, floor)), 0)
  const from = new Int16Array(count * columns)
  let before = new Float64Array(columns)
  for (let t = 0; t < columns; t++) before[t] = gain[t]! - strayed(t, course?.(0))
  for (let index = 1; index < count; index++) {
    const now = new Float64Array(columns).fill(-Infinity)
    for (let t = leastStep; t < columns; t++) {
      for (let step = leastStep; step <= mostStep && step <= t; step++) {
        const score = before[t - step]! - (step === 4 ? 0 : stepCost(step))
        if (score <= now[t]!) continue
        now[t] = score
        from[index * columns + t] = t - step
      }
      now[t]! += gain[t]! - strayed(t, course?.(index))
    }
    before = now
  }
  let last = 0
  for (let t = 1; t < columns; t++) if (before[t]! > before[last]!) last = t
  if (before[last] === -Infinity) return undefined
  const picked = new Int32Array(count)
  for (let index = count - 1, t = last; index >= 0; index--) {
    picked[index] = t
    t = from[index * columns + t]!
  }
  return { columns: Array.from(picked), score: before[last]! + none }
}

function stepCost(step: number): number {
  return 0.25 * (step - 4) ** 2
}

function strayed(column: number, course: number | undefined): number {
  return course === undefined ? 0 : 1.2 * Math.max(0, Math.abs(column - course) - 0.7) ** 2
}

/** A parabola through the places, drawn so that few that lie elsewhere do not bend it. */
export function courseOf(values: ArrayLike<number>): (index: number) => number {
  const weights = new Float64Array(values.length).fill(1)
  let fit = [0, 0, 0]
  for (let turn = 0; turn < 4; turn++) {
    fit = parabola(values, weights)
    for (let i = 0; i < values.length; i++) {
      const off = values[i]! - at(fit, i, values.length)
      weights[i] = 1 / (1 + off * off)
    }
  }
  return (index) => at(fit, index, values.length)
}

function at(fit: readonly number[], index: number, length: number): number {
  const x = index / length - 0.5
  return fit[0]! + fit[1]! * x + fit[2]! * x * x
}

function parabola(values: ArrayLike<number>, weights: Float64Array): number[] {
  const rows = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1e-6, 0]]
  for (let i = 0; i < values.length; i++) {
    const x = i / values.length - 0.5
    const powers = [1, x, x * x]
    for (let r = 0; r < 3; r++) {
      for (let c = 0; c < 3; c++) rows[r]![c]! += weights[i]! * powers[r]! * powers[c]!
      rows[r]![3]! += weights[i]! * powers[r]! * values[i]!
    }
  }
  for (let pivot = 0; pivot < 3; pivot++) {
    for (let r = 0; r < 3; r++) {
      if (r === pivot) continue
      const by = rows[r]![pivot]! / (rows[pivot]![pivot]! || 1e-9)
      for (let c = pivot; c < 4; c++) rows[r]![c]! -= by * rows[pivot]![c]!
    }
  }
  return rows.map((row, i) => row[3]! / (row[i]! || 1e-9))
}

// Between told columns the middle is where their likelihoods weigh even.
function settled({ middle, columns }: Seen, chosenColumns: readonly number[]): Float32Array {
  return Float32Array.from(chosenColumns, (t) => {
    const left = t > 0 ? middle[t - 1]! : 0
    const right = t < columns - 1 ? middle[t + 1]! : 0
    const sum = left + middle[t]! + right + 1e-6
    return (t + (right - left) / sum) * COLUMN_STEP
  })
}

function likelyAt({ likely, columns }: Seen, places: Float32Array): Float32Array {
  const out = new Float32Array(places.length * CHARACTER_COUNT)
  for (const [index, place] of places.entries()) {
    const t = Math.max(0, Math.min(columns - 1.001, place / COLUMN_STEP))
    const left = Math.floor(t)
    const part = t - left
    const right = Math.min(columns - 1, left + 1)
    for (let c = 0; c < CHARACTER_COUNT; c++) {
      out[index * CHARACTER_COUNT + c] = likely[left * CHARACTER_COUNT + c]! * (1 - part)
        + likely[right * CHARACTER_COUNT + c]! * part
    }
  }
  return out
}
