// Lines of zones as they are photographed, each with where it truly runs: to learn from.

import { LAYOUTS, MRZ_FORMATS, checkDigit } from '../mrz/layout.ts'
import type { Gray } from './gray.ts'
import { halfHeightOf, middleOf, print, type Printing } from './printing-on-trial.ts'
import {
  homography, paper, softened, taken, through, thrown, worn, type Camera, type Chance,
  type Homography,
} from './photograph-on-trial.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const digits = '0123456789'

/** Lines of a zone out of chance; half of them hold no language at all. */
export function linesOf(chance: Chance): string[] {
  const format = chance.of(MRZ_FORMATS)
  const { lines, width } = LAYOUTS[format]
  const run = (from: string, length: number) =>
    Array.from({ length }, () => chance.of([...from])).join('')
  if (chance.next() < 0.5) {
    const fillers = '<'.repeat(chance.whole(1, 14))
    return Array.from({ length: lines }, () => run(letters + digits + fillers, width))
  }
  const name = () => run(letters, chance.whole(2, 11))
  const names = `${name()}<<${name()}${chance.next() < 0.5 ? `<${name()}` : ''}`
  const padded = (text: string) => text.slice(0, width).padEnd(width, '<')
  const dated = () => run(digits, 6)
  const number = run(chance.next() < 0.5 ? digits : digits + letters, 9)
  const data = `${number}${checkDigit(number)}${run(letters, 3)}${dated()}${run(digits, 1)}`
    + `${chance.of(['M', 'F', '<'])}${dated()}${run(digits, 1)}`
  const rest = run(digits + letters, chance.whole(0, 14)).padEnd(width, '<')
  const end = (text: string) => text.slice(0, width - 2) + run(digits, 2)
  return lines === 3
    ? [padded(`I<${run(letters, 3)}${number}${rest}`), end(padded(data.slice(10) + rest)),
      padded(names)]
    : [padded(`P<${run(letters, 3)}${names}`), end(padded(data + rest))]
}

/** A photograph of the lines alone, and the way from a place on the print to the photograph. */
export interface PhotographedLines {
  lines: string[]
  printing: Printing
  picture: Gray
  toPicture: Homography
}

/** Photographs lines close up, `pitch` pixels from one character to the next. */
export function photographLines(
  lines: string[], { pitch, chance }: { pitch: number; chance: Chance },
): PhotographedLines {
  const printing: Printing = {
    pitch: pitch > 14 ? 28 : pitch > 8 ? 20 : 14, tall: chance.of([0.82, 0.9, 0.97, 1.05, 1.15]),
    apart: chance.between(1.8, 2.9), weight: chance.next() < 0.6 ? 'plain' : 'heavy', margin: 2,
  }
  const sway = chance.next() < 0.3 ? printing.pitch * 0.03 : 0
  const ink = worn(print(lines, printing, () => sway * chance.normal()), printing.pitch, chance)
  const sheet = paper(ink.width, ink.height, chance)
  const dark = chance.between(0.35, 0.97)
  for (let i = 0; i < ink.data.length; i++) {
    sheet.data[i] = sheet.data[i]! * (1 - dark * ink.data[i]!)
  }
  const shrink = printing.pitch / pitch
  const { width, height } = ink
  const sharp = softened(sheet, Math.max(0.1, 0.42 * shrink * chance.between(0.6, 1.2)))
  const w = Math.ceil(width / shrink)
  const h = Math.ceil(height / shrink)
  const lean = () => chance.normal() * 0.03 * h
  const corners = [[0, 0], [w, 0], [w, h], [0, h]] as [number, number][]
  const seen = corners.map(([x, y]) => [
    x + lean() + (x ? 1 : -1) * chance.between(-0.02, 0.03) * w, y + lean(),
  ] as [number, number])
  const flat = [[0, 0], [width, 0], [width, height], [0, height]] as [number, number][]
  const film = thrown(sharp, { width: w, height: h, around: sheet.data[0]! },
    homography(seen, flat))
  const picture = taken(film, cameraOf(pitch, chance), chance)
  return { lines, printing, picture, toPicture: homography(flat, seen) }
}

/** A camera out of chance, for characters that far apart. */
export function cameraOf(pitch: number, chance: Chance): Camera {
  const most = Math.min(0.2 * pitch, 2.6)
  const blur = chance.next() < 0.25 ? 0 : chance.between(0, most)
  return {
    blur: chance.next() < 0.2 ? [chance.between(0, most), chance.between(0, most)] : [blur, blur],
    noise: chance.next() < 0.4 ? 0 : chance.between(0, 14), fall: chance.between(0, 0.5),
    from: chance.between(0, 6.28), gamma: chance.between(0.6, 1.6),
    sharpened: chance.next() < 0.4 ? chance.between(0.2, 2.2) : 0,
    quality: chance.next() < 0.25 ? 0 : chance.whole(25, 95),
    glare: chance.next() < 0.2 ? chance.between(30, 160) : 0,
  }
}

/** The middle of a character (fractions allowed) on the photograph. */
export function placeOf(
  { printing, toPicture }: PhotographedLines, line: number, column: number,
): { middle: [number, number]; down: [number, number] } {
  const { x, y } = middleOf(printing, line, column)
  const half = halfHeightOf(printing)
  const middle = through(toPicture, x, y)
  const foot = through(toPicture, x, y + half)
  return { middle, down: [foot[0] - middle[0], foot[1] - middle[1]] }
}
