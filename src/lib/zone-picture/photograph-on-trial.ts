// Photographs of printed zones, made for tests, for measuring and for learning: paper, light, lens,
// camera and file, each from chance that is handed in.

import type { Gray } from './gray.ts'
import { quantized } from './jpeg-on-trial.ts'
import type { Ink } from './printing-on-trial.ts'

/** Chance from a seed: the same numbers on every machine (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const normal = () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next())
  const between = (from: number, to: number) => from + (to - from) * next()
  return {
    next, normal, between,
    whole: (from, to) => Math.floor(between(from, to + 1)),
    of: (choices) => choices[Math.floor(next() * choices.length)]!,
  }
}

export interface Chance {
  next(): number
  normal(): number
  between(from: number, to: number): number
  whole(from: number, to: number): number
  of<T>(choices: readonly T[]): T
}

/** Shades as they fall on the film, before they are rounded. */
export interface Film { width: number; height: number; data: Float32Array }

/** A film of one shade. */
export function film(width: number, height: number, shade = 0): Film {
  return { width, height, data: new Float32Array(width * height).fill(shade) }
}

/** Softened by a Gaussian of a width in pixels, along the rows and then across them. */
export function softened<F extends Film>(of: F, sigma: number, across = sigma): F {
  const { width, height } = of
  let data = of.data
  for (const [size, step, lines, next, by] of [
    [width, 1, height, width, sigma], [height, width, width, 1, across],
  ] as const) {
    if (by < 0.15) continue
    const weights = kernelOf(by)
    const reach = (weights.length - 1) / 2
    const out = new Float32Array(data.length)
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < size; i++) {
        let sum = 0
        for (let k = -reach; k <= reach; k++) {
          const at = i + k < 0 ? 0 : i + k >= size ? size - 1 : i + k
          sum += weights[k + reach]! * data[line * next + at * step]!
        }
        out[line * next + i * step] = sum
      }
    }
    data = out
  }
  return { ...of, data }
}

function kernelOf(sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 2.5)
  const weights = Float32Array.from({ length: 2 * reach + 1 },
    (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/** Paper with what is printed under the zone: waves of fine lines, patches, specks. */
export function paper(width: number, height: number, chance: Chance): Film {
  const sheet = film(width, height, chance.between(150, 245))
  for (let waves = chance.whole(0, 3); waves > 0; waves--) wave(sheet, chance)
  for (let patches = chance.whole(0, 2); patches > 0; patches--) patch(sheet, chance)
  return sheet
}

function wave({ width, height, data }: Film, chance: Chance) {
  const angle = chance.between(0, Math.PI)
  const period = chance.between(3, 24)
  const bend = chance.between(0, 6)
  const bendOver = chance.between(20, 120)
  const strength = chance.between(2, 28) * (chance.next() < 0.8 ? 1 : -0.6)
  const sharp = chance.between(1, 4)
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const along = x * s - y * c
      const phase = (x * c + y * s + bend * Math.sin(along / bendOver * 6)) / period * 6.283
      data[y * width + x]! -= strength * (0.5 + 0.5 * Math.sin(phase)) ** sharp
    }
  }
}

function patch({ width, height, data }: Film, chance: Chance) {
  const [cx, cy] = [chance.between(0, width), chance.between(0, height)]
  const [rx, ry] = [chance.between(0.05, 0.6) * width, chance.between(0.2, 1) * height]
  const by = chance.between(-45, 30)
  const soft = chance.between(0.02, 0.6)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = Math.hypot((x - cx) / rx, (y - cy) / ry)
      const part = Math.min(1, Math.max(0, (1 - far) / soft))
      data[y * width + x]! += by * part
    }
  }
}

/** Ink as it stands after spreading, wearing off and being scanned. */
export function worn(ink: Ink, pitch: number, chance: Chance): Ink {
  const spread = softened(ink, chance.between(0.02, 0.09) * pitch)
  const level = chance.between(0.28, 0.62)
  const hard = chance.between(1.2, 5)
  const rubbed = chance.next() < 0.3 ? chance.between(0.2, 0.9) : 0
  const { width, height, data } = spread
  const coarse = rubbed ? grain(width, height, { size: pitch * chance.between(0.1, 1), chance })
    : undefined
  for (let i = 0; i < data.length; i++) {
    const dark = Math.min(1, Math.max(0, (data[i]! - level) * hard + 0.5))
    data[i] = data[i]! < 0.01 ? 0 : dark * (1 - rubbed * Math.max(0, coarse?.[i] ?? 0))
  }
  return spread
}

// Smooth noise of a size of grain, about -1 to 1.
function grain(
  width: number, height: number, { size, chance }: { size: number; chance: Chance },
): Float32Array {
  const w = Math.ceil(width / size) + 2
  const h = Math.ceil(height / size) + 2
  const knots = Float32Array.from({ length: w * h }, () => chance.between(-1, 1))
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const gy = y / size
    const top = gy | 0
    for (let x = 0; x < width; x++) {
      const gx = x / size
      const left = gx | 0
      const at = top * w + left
      const upper = knots[at]! + (knots[at + 1]! - knots[at]!) * (gx - left)
      const lower = knots[at + w]! + (knots[at + w + 1]! - knots[at + w]!) * (gx - left)
      out[y * width + x] = upper + (lower - upper) * (gy - top)
    }
  }
  return out
}

/** From a place on the photograph to the place on the flat page, in homogeneous rows. */
export type Homography = readonly number[]

/** The homography that takes four corners to four others, both clockwise from the first. */
export function homography(
  from: readonly (readonly [number, number])[], to: readonly (readonly [number, number])[],
): Homography {
  const rows = from.flatMap(([x, y], i) => {
    const [u, v] = to[i]!
    return [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
  })
  for (let pivot = 0; pivot < 8; pivot++) {
    const best = rows.slice(pivot).reduce((most, row, i) =>
      (Math.abs(row[pivot]!) > Math.abs(rows[most]![pivot]!) ? i + pivot : most), pivot);
    [rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!]
    const lead = rows[pivot]!
    for (const row of rows) {
      if (row === lead) continue
      const by = row[pivot]! / lead[pivot]!
      for (let i = pivot; i < 9; i++) row[i]! -= by * lead[i]!
    }
  }
  return [...rows.map((row, i) => row[8]! / row[i]!), 1]
}

/** Where a homography takes a point. */
export function through(h: Homography, x: number, y: number): [number, number] {
  const w = h[6]! * x + h[7]! * y + h[8]!
  return [(h[0]! * x + h[1]! * y + h[2]!) / w, (h[3]! * x + h[4]! * y + h[5]!) / w]
}

/** The page as a lens throws it on the film: `toPage` says what each pixel sees. */
export function thrown(
  page: Film, size: { width: number; height: number; around: number }, toPage: Homography,
): Film {
  const out = film(size.width, size.height, size.around)
  const { width, height, data } = page
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [u, v] = through(toPage, x, y)
      if (!(u >= 0 && v >= 0 && u < width - 1 && v < height - 1)) continue
      const left = u | 0
      const top = v | 0
      const at = top * width + left
      const upper = data[at]! + (data[at + 1]! - data[at]!) * (u - left)
      const lower = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * (u - left)
      out.data[y * size.width + x] = upper + (lower - upper) * (v - top)
    }
  }
  return out
}

export interface Camera {
  /** Blur of lens and motion, in pixels along and across. */
  blur: [number, number]
  noise: number
  /** Share of light that falls off from one side to the other, and the side. */
  fall: number
  from: number
  gamma: number
  /** Sharpening of the file, 0 none. */
  sharpened: number
  /** Quality of the JPEG file, 1 to 100; 0 is no JPEG. */
  quality: number
  /** A spot of glare, brightness added; 0 none. */
  glare: number
}

/** The photograph: light, lens, sensor, file. */
export function taken(of: Film, camera: Camera, chance: Chance): Gray {
  const { width, height } = of
  const soft = softened(of, ...camera.blur)
  const { data } = soft.data === of.data ? { data: of.data.slice() } : soft
  const [c, s] = [Math.cos(camera.from), Math.sin(camera.from)]
  const [gx, gy] = [chance.between(0, width), chance.between(0, height)]
  const reach = chance.between(0.05, 0.3) * width
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const side = (x / width - 0.5) * c + (y / height - 0.5) * s
      let shade = data[y * width + x]! * (1 - camera.fall * (side + 0.5))
      if (camera.glare) {
        shade += camera.glare * Math.exp(-((x - gx) ** 2 + 4 * (y - gy) ** 2) / (reach * reach))
      }
      shade = 255 * Math.max(0, Math.min(1, shade / 255)) ** camera.gamma
      data[y * width + x] = shade + (camera.noise ? camera.noise * chance.normal() : 0)
    }
  }
  const clear = camera.sharpened ? sharpened({ width, height, data }, camera.sharpened) : data
  const shades = Uint8Array.from(clear, (shade) => Math.max(0, Math.min(255, shade + 0.5)))
  const gray = { width, height, data: shades }
  return camera.quality ? quantized(gray, camera.quality) : gray
}

function sharpened(of: Film, by: number): Float32Array {
  const soft = softened(of, 1).data
  return of.data.map((shade, i) => shade + by * (shade - soft[i]!))
}
