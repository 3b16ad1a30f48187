// What a JPEG file leaves of a picture: each block of 8 × 8 rounded in its cosines (ITU-T T.81).

import type { Gray } from './gray.ts'

/** Table K.1 of T.81, luminance. */
const table = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
  14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
  49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
]
const cosines = Float32Array.from({ length: 64 }, (_, i) => {
  const [k, n] = [i >> 3, i & 7]
  return Math.cos((2 * n + 1) * k * Math.PI / 16) * (k === 0 ? Math.SQRT1_2 : 1) / 2
})

/** The picture after being written with a quality of 1 to 100 and read again. */
export function quantized({ width, height, data }: Gray, quality: number): Gray {
  const scale = quality < 50 ? 50 / quality : 2 - quality / 50
  const steps = table.map((step) => Math.max(1, Math.round(step * scale)))
  const out = new Uint8Array(data.length)
  const block = new Float32Array(64)
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let i = 0; i < 64; i++) {
        const y = Math.min(height - 1, top + (i >> 3))
        block[i] = data[y * width + Math.min(width - 1, left + (i & 7))]! - 128
      }
      const rounded = turned(block, 'into').map((value, i) =>
        Math.round(value / steps[i]!) * steps[i]!)
      const shades = turned(rounded, 'back')
      for (let i = 0; i < 64; i++) {
        const [y, x] = [top + (i >> 3), left + (i & 7)]
        if (y >= height || x >= width) continue
        out[y * width + x] = Math.max(0, Math.min(255, Math.round(shades[i]! + 128)))
      }
    }
  }
  return { width, height, data: out }
}

function turned(block: Float32Array, way: 'into' | 'back'): Float32Array {
  const weight = (k: number, n: number) => cosines[way === 'into' ? k * 8 + n : n * 8 + k]!
  const rows = new Float32Array(64)
  const both = new Float32Array(64)
  for (let line = 0; line < 8; line++) {
    for (let k = 0; k < 8; k++) {
      let sum = 0
      for (let n = 0; n < 8; n++) sum += weight(k, n) * block[line * 8 + n]!
      rows[line * 8 + k] = sum
    }
  }
  for (let line = 0; line < 8; line++) {
    for (let k = 0; k < 8; k++) {
      let sum = 0
      for (let n = 0; n < 8; n++) sum += weight(k, n) * rows[n * 8 + line]!
      both[k * 8 + line] = sum
    }
  }
  return both
}
