// A line of the zone laid straight: a strip of fixed height in which the reader looks at it.

import { halved, type Gray } from './gray.ts'

/** Rows of a strip; a character's height is about half of it. */
export const STRIP_HEIGHT = 32
/** Columns of a strip from one character to the next, about. */
export const STRIP_PITCH = 16
/** Columns before the first and after the last character, where it is known. */
export const STRIP_MARGIN = 24
/** No strip is wider: twice the longest line. */
export const MOST_STRIP_COLUMNS = 1536

/**
 * Where a line runs through a picture: for each column of its strip the point in the middle of the
 * characters, and the way from one row of the strip to the next, in pixels.
 */
export interface Track {
  x: Float32Array
  y: Float32Array
  downX: Float32Array
  downY: Float32Array
}

/** A track of so many columns, by what stands in each. */
export function trackOf(
  columns: number, at: (column: number) => [x: number, y: number, downX: number, downY: number],
): Track {
  const track = {
    x: new Float32Array(columns), y: new Float32Array(columns),
    downX: new Float32Array(columns), downY: new Float32Array(columns),
  }
  for (let column = 0; column < columns; column++) {
    const [x, y, downX, downY] = at(column)
    track.x[column] = x
    track.y[column] = y
    track.downX[column] = downX
    track.downY[column] = downY
  }
  return track
}

/** A picture and its halves, each made when it is first needed: far smaller strips need them. */
export class Sizes {
  readonly #pictures: Gray[]

  constructor(picture: Gray) {
    this.#pictures = [picture]
  }

  get whole(): Gray {
    return this.#pictures[0]!
  }

  halvedBy(times: number): Gray {
    while (this.#pictures.length <= times) this.#pictures.push(halved(this.#pictures.at(-1)!))
    return this.#pictures[times]!
  }
}

/** The shades of the strip along a track, row by row; beyond the picture its edge goes on. */
export function stripOf(sizes: Sizes, track: Track): Gray {
  const width = track.x.length
  const data = new Uint8Array(width * STRIP_HEIGHT)
  const middle = width >> 1
  const step = Math.hypot(track.downX[middle]!, track.downY[middle]!)
  const times = Math.max(0, Math.floor(Math.log2(Math.max(step, 1e-3)) + 0.4))
  const { width: w, height: h, data: from } = sizes.halvedBy(times)
  const scale = 1 / 2 ** times
  for (let column = 0; column < width; column++) {
    const dx = track.downX[column]! * scale
    const dy = track.downY[column]! * scale
    let x = (track.x[column]! + 0.5) * scale - 0.5 - dx * (STRIP_HEIGHT - 1) / 2
    let y = (track.y[column]! + 0.5) * scale - 0.5 - dy * (STRIP_HEIGHT - 1) / 2
    for (let row = 0; row < STRIP_HEIGHT; row++, x += dx, y += dy) {
      const cx = x < 0 ? 0 : x > w - 1.001 ? Math.max(0, w - 1.001) : x
      const cy = y < 0 ? 0 : y > h - 1.001 ? Math.max(0, h - 1.001) : y
      const left = cx | 0
      const top = cy | 0
      const fx = cx - left
      const fy = cy - top
      const at = top * w + left
      const upper = from[at]! + (from[at + 1]! - from[at]!) * fx
      const lower = from[at + w]! + (from[at + w + 1]! - from[at + w]!) * fx
      data[row * width + column] = upper + (lower - upper) * fy + 0.5
    }
  }
  return { width, height: STRIP_HEIGHT, data }
}
