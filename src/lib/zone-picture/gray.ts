// A picture in shades of grey: the zone is searched and read in it.

/** Shades row by row, 0 black to 255 white. */
export interface Gray { width: number; height: number; data: Uint8Array }

/** The shades of a picture in colour (RGBA, four bytes a pixel), by the weights of ITU-R BT.601. */
export function grayOf(
  { width, height, data }: { width: number; height: number; data: Uint8ClampedArray | Uint8Array },
): Gray {
  const shades = new Uint8Array(width * height)
  for (let i = 0, at = 0; i < shades.length; i++, at += 4) {
    shades[i] = (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8
  }
  return { width, height, data: shades }
}

/** The picture at half its size: each pixel is the mean of four. */
export function halved({ width, height, data }: Gray): Gray {
  const w = Math.max(1, width >> 1)
  const h = Math.max(1, height >> 1)
  const half = new Uint8Array(w * h)
  const below = height > 1 ? width : 0
  const beside = width > 1 ? 1 : 0
  for (let y = 0; y < h; y++) {
    let at = 2 * y * width
    for (let x = 0; x < w; x++, at += 2) {
      half[y * w + x] = (data[at]! + data[at + beside]! + data[at + below]!
        + data[at + below + beside]! + 2) >> 2
    }
  }
  return { width: w, height: h, data: half }
}

/** The picture at another size, by linear interpolation: for enlarging, or shrinking a little. */
export function resized(of: Gray, factor: number): Gray {
  const width = Math.max(1, Math.round(of.width * factor))
  const height = Math.max(1, Math.round(of.height * factor))
  const data = new Uint8Array(width * height)
  const stepX = of.width / width
  const stepY = of.height / height
  const lefts = new Int32Array(width)
  const weights = new Int32Array(width)
  for (let x = 0; x < width; x++) {
    const at = Math.min(Math.max((x + 0.5) * stepX - 0.5, 0), of.width - 1)
    lefts[x] = Math.min(at | 0, Math.max(0, of.width - 2))
    weights[x] = Math.round((at - lefts[x]!) * 256)
  }
  const next = of.width > 1 ? 1 : 0
  for (let y = 0; y < height; y++) {
    const at = Math.min(Math.max((y + 0.5) * stepY - 0.5, 0), of.height - 1)
    const top = Math.min(at | 0, Math.max(0, of.height - 2))
    const down = Math.round((at - top) * 256)
    const row = top * of.width
    const below = of.height > 1 ? row + of.width : row
    for (let x = 0; x < width; x++) {
      const i = lefts[x]!
      const w = weights[x]!
      const upper = of.data[row + i]! * (256 - w) + of.data[row + i + next]! * w
      const lower = of.data[below + i]! * (256 - w) + of.data[below + i + next]! * w
      data[y * width + x] = (upper * (256 - down) + lower * down + 32768) >> 16
    }
  }
  return { width, height, data }
}
