// Lines of a zone printed in OCR-B, as ink on nothing: the outlines are Debian's fonts-ocr-b.

import { readFileSync } from 'node:fs'

type Outlines = Record<string, string>
const outlines = JSON.parse(readFileSync(
  new URL('../../../testdata/zones/ocr-b.json', import.meta.url), 'utf8',
)) as { plain: Outlines; heavy: Outlines }

/** How far one character is from the next in the units of the outlines. */
const advance = 723
/** Between the middle of a digit and the line it stands on, in the same units. */
const middle = 380

/** Ink by pixel, 0 none to 1 full. */
export interface Ink { width: number; height: number; data: Float32Array }

export interface Printing {
  /** Pixels from one character to the next. */
  pitch: number
  /** Height of the characters against the pitch, 1 as OCR-B has it. */
  tall: number
  /** Distance of the lines in pitches; 2.5 by ICAO 9303-3 §4.4. */
  apart: number
  weight: 'plain' | 'heavy'
  /** Pitches of empty paper around. */
  margin: number
}

/** Middle of a character of printed lines, in pixels. */
export function middleOf(
  { pitch, apart, margin }: Printing, line: number, column: number,
): { x: number; y: number } {
  return { x: (margin + column + 0.5) * pitch, y: (margin + 0.5 + line * apart) * pitch }
}

/** Half the height of a digit in pixels. */
export function halfHeightOf({ pitch, tall }: Printing): number {
  return pitch * tall * 393 / advance
}

/** Prints lines; `sway` moves each character by so many pixels, as a worn printer does. */
export function print(
  lines: readonly string[], how: Printing, sway: () => number = () => 0,
): Ink {
  const { pitch, apart, margin, tall } = how
  const columns = Math.max(...lines.map((line) => line.length))
  const width = Math.ceil((columns + 2 * margin) * pitch)
  const height = Math.ceil(((lines.length - 1) * apart + 1 + 2 * margin) * pitch)
  const ink: Ink = { width, height, data: new Float32Array(width * height) }
  for (const [row, line] of lines.entries()) {
    for (const [column, character] of [...line].entries()) {
      if (character === ' ') continue
      const { x, y } = middleOf(how, row, column)
      const glyph = glyphOf(character, { pitch, tall, weight: how.weight })
      stamp(ink, glyph, {
        x: x - glyph.width / 2 + sway(), y: y + middle * pitch * tall / advance - glyph.base
          + sway(),
      })
    }
  }
  return ink
}

interface Glyph extends Ink { base: number }
const glyphs = new Map<string, Glyph>()

function glyphOf(
  character: string, { pitch, tall, weight }: Pick<Printing, 'pitch' | 'tall' | 'weight'>,
): Glyph {
  const key = [character, pitch.toFixed(1), tall.toFixed(2), weight].join(' ')
  const known = glyphs.get(key)
  if (known) return known
  const scale = pitch / advance
  const base = Math.ceil(800 * scale * tall)
  const glyph: Glyph = {
    base, width: Math.ceil(pitch) + 2, height: base + Math.ceil(60 * scale * tall) + 1,
    data: new Float32Array(0),
  }
  glyph.data = filled(outlines[weight][character] ?? '', glyph, {
    x: scale, y: scale * tall, fromX: (glyph.width - advance * scale) / 2, fromY: base,
  })
  if (glyphs.size > 8000) glyphs.clear()
  glyphs.set(key, glyph)
  return glyph
}

function stamp(ink: Ink, glyph: Glyph, { x, y }: { x: number; y: number }) {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const fx = x - left
  const fy = y - top
  for (let row = 0; row < glyph.height; row++) {
    for (let column = 0; column < glyph.width; column++) {
      const value = glyph.data[row * glyph.width + column]!
      if (value === 0) continue
      for (const [dx, dy, part] of [[0, 0, (1 - fx) * (1 - fy)], [1, 0, fx * (1 - fy)],
        [0, 1, (1 - fx) * fy], [1, 1, fx * fy]] as const) {
        const at = (top + row + dy) * ink.width + left + column + dx
        if (at < 0 || at >= ink.data.length) continue
        ink.data[at] = Math.min(1, ink.data[at]! + value * part)
      }
    }
  }
}

interface Placing { x: number; y: number; fromX: number; fromY: number }
/** Lines sampled in a pixel, up and across. */
const samples = 4

// Crossings of each sampled line with the outline, filled where the winding is not zero.
function filled(path: string, { width, height }: Ink, placing: Placing): Float32Array {
  const rows = height * samples
  const crossings: { x: number; turn: number }[][] = Array.from({ length: rows }, () => [])
  for (const [x1, y1, x2, y2] of edgesOf(path, placing)) {
    const [from, to] = y1 < y2 ? [y1, y2] : [y2, y1]
    const last = Math.min(rows - 1, Math.ceil(to * samples - 0.5) - 1)
    for (let row = Math.max(0, Math.ceil(from * samples - 0.5)); row <= last; row++) {
      const y = (row + 0.5) / samples
      crossings[row]!.push({ x: x1 + (y - y1) / (y2 - y1) * (x2 - x1), turn: y1 < y2 ? 1 : -1 })
    }
  }
  const data = new Float32Array(width * height)
  for (const [row, found] of crossings.entries()) {
    found.sort((a, b) => a.x - b.x)
    let winding = 0
    for (const [index, { x, turn }] of found.entries()) {
      winding += turn
      const next = found[index + 1]
      if (winding === 0 || !next) continue
      const line = Math.floor(row / samples) * width
      for (let column = Math.max(0, Math.floor(x)); column < Math.min(width, next.x); column++) {
        const covered = Math.min(column + 1, next.x) - Math.max(column, x)
        data[line + column] = data[line + column]! + Math.max(0, covered) / samples
      }
    }
  }
  return data
}

type Edge = [x1: number, y1: number, x2: number, y2: number]

function edgesOf(path: string, { x: sx, y: sy, fromX, fromY }: Placing): Edge[] {
  const edges: Edge[] = []
  let at: [number, number] = [0, 0]
  let start: [number, number] = [0, 0]
  const to = (x: number, y: number) => {
    if (y !== at[1]) edges.push([...at, x, y])
    at = [x, y]
  }
  for (const [, letter, numbers] of path.matchAll(/([MLC])([^MLC]*)/g)) {
    const points = numbers!.trim().split(' ').map(Number)
      .map((value, index) => (index % 2 ? fromY + value * sy : fromX + value * sx))
    if (letter === 'M') {
      // An outline closes itself where the next begins.
      to(...start)
      at = start = points as [number, number]
    } else if (letter === 'L') to(points[0]!, points[1]!)
    else {
      const [x0, y0] = at
      const [x1, y1, x2, y2, x3, y3] = points as [number, number, number, number, number, number]
      for (let step = 1; step <= 6; step++) {
        const t = step / 6
        const a = (1 - t) ** 3
        const b = 3 * t * (1 - t) ** 2
        const c = 3 * t * t * (1 - t)
        const d = t ** 3
        to(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
      }
    }
  }
  to(...start)
  return edges
}
