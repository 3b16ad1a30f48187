// Pictures as small files: read as Chromium writes them, and written with a palette (ISO 15948).

import { crc32, deflateSync, inflateSync } from 'node:zlib'

export interface Picture { data: Uint8ClampedArray; width: number; height: number }

/** Reads a PNG of 8 bits, three or four channels, not interlaced; four channels come out. */
export function readPng(bytes: Buffer): Picture {
  const width = bytes.readUInt32BE(16)
  const height = bytes.readUInt32BE(20)
  const channels = bytes[25] === 6 ? 4 : 3
  const parts: Buffer[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.toString('latin1', at + 4, at + 8)
    if (kind === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const rows = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) unfilter(raw, rows, { y, stride, channels })
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let part = 0; part < 3; part++) data[pixel * 4 + part] = rows[pixel * channels + part]!
  }
  return { data, width, height }
}

interface Row { y: number; stride: number; channels: number }

function unfilter(raw: Buffer, rows: Uint8Array, { y, stride, channels }: Row): void {
  const filter = raw[y * (stride + 1)]
  for (let x = 0; x < stride; x++) {
    const a = x >= channels ? rows[y * stride + x - channels]! : 0
    const b = y > 0 ? rows[(y - 1) * stride + x]! : 0
    const c = y > 0 && x >= channels ? rows[(y - 1) * stride + x - channels]! : 0
    const more = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter!]!
    rows[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + more
  }
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

/** Red, green and blue of a colour, by the place of their bits. */
const parts = [16, 8, 0] as const
const mostColours = 200
/** Colours nearer to each other than this (squared, in RGB) are one. */
const alike = 120

/** Writes a picture with its most frequent distinct colours; any other becomes the nearest. */
export function writeSmallPng({ data, width, height }: Picture): Buffer {
  const counts = new Map<number, number>()
  const colourAt = (pixel: number) =>
    (data[pixel * 4]! << 16) | (data[pixel * 4 + 1]! << 8) | data[pixel * 4 + 2]!
  for (let pixel = 0; pixel < width * height; pixel++) {
    counts.set(colourAt(pixel), (counts.get(colourAt(pixel)) ?? 0) + 1)
  }
  const palette: number[] = []
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (palette.length === mostColours) break
    if (palette.every((other) => apart(colour, other) > alike)) palette.push(colour)
  }
  const places = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let pixel = 0; pixel < width * height; pixel++) {
    rows[Math.floor(pixel / width) * (width + 1) + 1 + pixel % width] = places.get(colourAt(pixel))!
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap(
    (colour) => parts.map((bits) => (colour >> bits) & 255)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ])
}

function nearest(colour: number, palette: readonly number[]): number {
  let best = 0
  let least = Infinity
  for (const [place, other] of palette.entries()) {
    const far = apart(colour, other)
    if (far < least) [best, least] = [place, far]
  }
  return best
}

function apart(one: number, other: number): number {
  return parts.reduce<number>(
    (sum, bits) => sum + (((one >> bits) & 255) - ((other >> bits) & 255)) ** 2, 0)
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
