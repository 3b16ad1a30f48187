// What stands in each column of a strip: a small convolutional net of our own, learned from lines
// that bench/learn-zones.ts prints; its weights are in line-net.bin, eight bits each.

import { STRIP_HEIGHT } from './strip.ts'
import type { Gray } from './gray.ts'

/** The characters of a zone, in the order in which the net tells them. */
export const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'
export const CHARACTER_COUNT = CHARACTERS.length

/** Columns of a strip for one that the net tells of. */
export const COLUMN_STEP = 4

/** What the net tells of a strip, by every fourth column. */
export interface Seen {
  columns: number
  /** How near the middle of a character is, 0 to 1. */
  middle: Float32Array
  /** For each column the logarithm of each character's likelihood, 37 after one another. */
  likely: Float32Array
  /** How far the middle of the line is below the middle of the strip, in rows. */
  below: Float32Array
  /** Half the height of the characters against what the reader likes best, 1 is right. */
  tall: Float32Array
}

/** One layer: `across` and `down` are the filter's, `stride` and margins those of the step. */
interface Layer {
  from: number
  to: number
  down: number
  across: number
  stride: number
  marginY: number
  marginX: number
  weights: Float32Array
  biases: Float32Array
}

const shapes = [
  [1, 12, 5, 5, 2, 2, 2], [12, 24, 3, 3, 2, 1, 1], [24, 32, 3, 3, 1, 1, 1],
  [32, 48, 3, 3, 1, 1, 1], [48, 96, 4, 3, 1, 0, 1], [96, 64, 1, 3, 1, 0, 1],
  [64, 40, 1, 1, 1, 0, 0],
] as const
/** After this layer every two rows become the greater of them. */
const halvedAfter = 2
const opening = 'zones001'

/** The layers of a file of weights; throws where it is not one. */
export function layersOf(file: ArrayBuffer | Uint8Array): Layer[] {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = shapes.reduce((sum, [from, to, down, across]) =>
    sum + to * (8 + from * down * across), opening.length)
  if (String.fromCharCode(...bytes.subarray(0, opening.length)) !== opening
    || bytes.length !== size) throw new Error('line-net.bin is not a file of weights')
  let at = opening.length
  return shapes.map(([from, to, down, across, stride, marginY, marginX]) => {
    const scales = Array.from({ length: to }, (_, i) => view.getFloat32(at + i * 4, true))
    at += to * 4
    const biases = Float32Array.from({ length: to }, (_, i) => view.getFloat32(at + i * 4, true))
    at += to * 4
    const each = from * down * across
    const weights = new Float32Array(to * each)
    for (let i = 0; i < weights.length; i++) {
      weights[i] = view.getInt8(at + i) * scales[Math.floor(i / each)]!
    }
    at += weights.length
    return { from, to, down, across, stride, marginY, marginX, weights, biases }
  })
}

/** Looks at a strip. */
export function look(layers: readonly Layer[], strip: Gray): Seen {
  const width = Math.floor(strip.width / COLUMN_STEP) * COLUMN_STEP
  let plane: Plane = { depth: 1, height: STRIP_HEIGHT, width, data: evened(strip, width) }
  for (const [index, layer] of layers.entries()) {
    plane = convolved(plane, layer, index < layers.length - 1)
    if (index === halvedAfter) plane = pooled(plane)
  }
  return told(plane)
}

interface Plane { depth: number; height: number; width: number; data: Float32Array }

/** Columns on either side whose shades say what is light and dark here. */
const around = 64

// Each shade less the mean, by the deviation, of the columns around.
function evened({ width: stride, data }: Gray, width: number): Float32Array {
  const sums = new Float64Array(width + 1)
  const squares = new Float64Array(width + 1)
  for (let column = 0; column < width; column++) {
    let sum = 0
    let square = 0
    for (let at = column; at < data.length; at += stride) {
      sum += data[at]!
      square += data[at]! * data[at]!
    }
    sums[column + 1] = sums[column]! + sum
    squares[column + 1] = squares[column]! + square
  }
  const out = new Float32Array(width * STRIP_HEIGHT)
  for (let column = 0; column < width; column++) {
    const from = Math.max(0, column - around)
    const to = Math.min(width, column + around + 1)
    const count = (to - from) * STRIP_HEIGHT
    const mean = (sums[to]! - sums[from]!) / count
    const variance = (squares[to]! - squares[from]!) / count - mean * mean
    const by = 1 / (Math.sqrt(Math.max(0, variance)) + 4)
    for (let row = 0; row < STRIP_HEIGHT; row++) {
      out[row * width + column] = (data[row * stride + column]! - mean) * by
    }
  }
  return out
}

// The picture is laid out so that each filter runs along one row of numbers (a matrix product),
// four columns and four filters at a time: that is what an engine of JavaScript does fastest.
function convolved(plane: Plane, layer: Layer, rectified: boolean): Plane {
  const { from, to, down, across, stride, marginY, marginX, weights, biases } = layer
  const height = Math.floor((plane.height + 2 * marginY - down) / stride) + 1
  const width = Math.floor((plane.width + 2 * marginX - across) / stride) + 1
  const each = from * down * across
  const out = new Float32Array(to * height * width)
  const padded = (width + 3) & ~3
  const patches = new Float32Array(padded * each)
  for (let row = 0; row < height; row++) {
    gather(patches, plane, { layer, top: row * stride - marginY, width })
    for (let column = 0; column < width; column += 4) {
      for (let filter = 0; filter < to; filter += 4) {
        fourByFour({ weights, patches, each, filter, column })
        for (let f = 0; f < 4; f++) {
          const at = ((filter + f) * height + row) * width + column
          const bias = biases[filter + f]!
          for (let c = 0; c < 4 && column + c < width; c++) {
            const sum = block[f * 4 + c]! + bias
            out[at + c] = rectified && sum < 0 ? 0 : sum
          }
        }
      }
    }
  }
  return { depth: to, height, width, data: out }
}

// For every column of a row the numbers under the filter, one after another.
function gather(
  patches: Float32Array, { height, width, depth, data }: Plane,
  to: { layer: Layer; top: number; width: number },
) {
  const { down, across, stride, marginX } = to.layer
  patches.fill(0)
  const each = depth * down * across
  for (let plane = 0; plane < depth; plane++) {
    for (let y = 0; y < down; y++) {
      const row = to.top + y
      if (row < 0 || row >= height) continue
      const line = (plane * height + row) * width
      for (let x = 0; x < across; x++) {
        let into = (plane * down + y) * across + x
        let column = x - marginX
        for (let i = 0; i < to.width; i++, into += each, column += stride) {
          if (column >= 0 && column < width) patches[into] = data[line + column]!
        }
      }
    }
  }
}

const block = new Float32Array(16)

function fourByFour({ weights, patches, each, filter, column }: {
  weights: Float32Array; patches: Float32Array; each: number; filter: number; column: number
}) {
  let a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0
  let c0 = 0, c1 = 0, c2 = 0, c3 = 0, d0 = 0, d1 = 0, d2 = 0, d3 = 0
  const w = filter * each
  const p = column * each
  for (let i = 0; i < each; i++) {
    const wa = weights[w + i]!, wb = weights[w + each + i]!
    const wc = weights[w + 2 * each + i]!, wd = weights[w + 3 * each + i]!
    const p0 = patches[p + i]!, p1 = patches[p + each + i]!
    const p2 = patches[p + 2 * each + i]!, p3 = patches[p + 3 * each + i]!
    a0 += wa * p0; a1 += wa * p1; a2 += wa * p2; a3 += wa * p3
    b0 += wb * p0; b1 += wb * p1; b2 += wb * p2; b3 += wb * p3
    c0 += wc * p0; c1 += wc * p1; c2 += wc * p2; c3 += wc * p3
    d0 += wd * p0; d1 += wd * p1; d2 += wd * p2; d3 += wd * p3
  }
  block[0] = a0; block[1] = a1; block[2] = a2; block[3] = a3
  block[4] = b0; block[5] = b1; block[6] = b2; block[7] = b3
  block[8] = c0; block[9] = c1; block[10] = c2; block[11] = c3
  block[12] = d0; block[13] = d1; block[14] = d2; block[15] = d3
}

function pooled({ depth, height, width, data }: Plane): Plane {
  const half = height >> 1
  const out = new Float32Array(depth * half * width)
  for (let plane = 0; plane < depth; plane++) {
    for (let row = 0; row < half; row++) {
      const upper = (plane * height + 2 * row) * width
      const into = (plane * half + row) * width
      for (let i = 0; i < width; i++) {
        out[into + i] = Math.max(data[upper + i]!, data[upper + width + i]!)
      }
    }
  }
  return { depth, height: half, width, data: out }
}

function told({ width, data }: Plane): Seen {
  const row = (plane: number) => data.subarray(plane * width, (plane + 1) * width)
  const likely = new Float32Array(width * CHARACTER_COUNT)
  for (let column = 0; column < width; column++) {
    let most = -Infinity
    for (let c = 0; c < CHARACTER_COUNT; c++) most = Math.max(most, data[c * width + column]!)
    let sum = 0
    for (let c = 0; c < CHARACTER_COUNT; c++) sum += Math.exp(data[c * width + column]! - most)
    const whole = most + Math.log(sum)
    for (let c = 0; c < CHARACTER_COUNT; c++) {
      likely[column * CHARACTER_COUNT + c] = data[c * width + column]! - whole
    }
  }
  return {
    columns: width, likely,
    middle: row(CHARACTER_COUNT).map((value) => 1 / (1 + Math.exp(-value))),
    below: row(CHARACTER_COUNT + 1).map((value) => value * 4),
    tall: row(CHARACTER_COUNT + 2).map((value) => Math.exp(value / 4)),
  }
}
