// Whole pages of documents, made for tests and for measuring: portrait, fields, zone, and a desk
// around them, photographed from anywhere.

import type { Gray } from './gray.ts'
import { cameraOf } from './lines-on-trial.ts'
import { print, type Ink } from './printing-on-trial.ts'
import {
  film, homography, paper, softened, taken, thrown, worn, type Camera, type Chance, type Film,
} from './photograph-on-trial.ts'

export interface Sitting {
  /** Pixels of the photograph from one character of the zone to the next. */
  pitch: number
  /** By how much the page is turned, in degrees. */
  turned: number
  /** Share by which its far side looks shorter. */
  leaning: number
  chance: Chance
  camera?: Camera
}

/** Pixels from one character of the zone to the next as the page is drawn. */
const drawn = 22

/** A photograph of a page that carries the lines. */
export function photographPage(lines: readonly string[], sitting: Sitting): Gray {
  const { pitch, turned, leaning, chance } = sitting
  const page = pageWith(lines, chance)
  const shrink = drawn / pitch
  const [w, h] = [page.width / shrink, page.height / shrink]
  const angle = turned * Math.PI / 180
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const lean = (share: number) => leaning * share * chance.between(0.4, 1)
  const corners = ([[-w / 2, -h / 2], [w / 2, -h / 2], [w / 2, h / 2], [-w / 2, h / 2]] as const)
    .map(([x, y]) => [x * (1 - (y < 0 ? lean(1) : 0)), y * (1 - (x < 0 ? lean(0.6) : 0))] as const)
    .map(([x, y]) => [x * c - y * s, x * s + y * c] as [number, number])
  const least = (i: 0 | 1) => Math.min(...corners.map((corner) => corner[i]))
  const most = (i: 0 | 1) => Math.max(...corners.map((corner) => corner[i]))
  const around = w * 0.06
  const seen = corners.map(([x, y]) =>
    [x - least(0) + around, y - least(1) + around] as [number, number])
  const size = {
    width: Math.ceil(most(0) - least(0) + 2 * around),
    height: Math.ceil(most(1) - least(1) + 2 * around), around: chance.between(20, 200),
  }
  const flat = ([[0, 0], [page.width, 0], [page.width, page.height], [0, page.height]]) as
    [number, number][]
  const sharp = softened(page, Math.max(0.1, 0.42 * shrink))
  return taken(thrown(sharp, size, homography(seen, flat)),
    sitting.camera ?? cameraOf(pitch, chance), chance)
}

/** A camera that is held still in good light. */
export const calm: Camera = {
  blur: [0.5, 0.5], noise: 2, fall: 0.1, from: 0, gamma: 1, sharpened: 0, quality: 85, glare: 0,
}

// The page of a passport or a card: 125 × 88 mm around a zone of 44 characters, in proportion.
function pageWith(lines: readonly string[], chance: Chance): Film {
  const columns = lines[0]!.length
  const width = Math.round((columns + 5) * drawn)
  const height = Math.round(width * (columns === 30 ? 0.63 : 0.7))
  const page = paper(width, height, chance)
  const portrait = { x: width * 0.17, y: height * 0.36 }
  shade(page, portrait, { rx: width * 0.11, ry: height * 0.22 }, chance.between(50, 110))
  shade(page, { ...portrait, y: portrait.y * 0.8 }, { rx: width * 0.05, ry: height * 0.1 }, 170)
  const fields = print(Array.from({ length: 7 }, () => wordsOf(chance)),
    { pitch: 13, tall: 1, apart: 2.6, weight: 'plain', margin: 1 })
  lay(page, fields, { x: width * 0.33, y: height * 0.06, dark: chance.between(0.3, 0.9) })
  const printing = {
    pitch: drawn, tall: chance.of([0.9, 0.97, 1.05]), apart: 2.5,
    weight: chance.of(['plain', 'heavy'] as const), margin: 1,
  }
  const zone = worn(print(lines, printing), drawn, chance)
  lay(page, zone, {
    x: (width - zone.width) / 2, y: height - zone.height - drawn * 0.8,
    dark: chance.between(0.55, 0.95),
  })
  return page
}

function wordsOf(chance: Chance): string {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return Array.from({ length: chance.whole(1, 3) }, () =>
    Array.from({ length: chance.whole(3, 9) }, () => chance.of(letters)).join('')).join(' ')
}

function lay(page: Film, ink: Ink, at: { x: number; y: number; dark: number }) {
  const [left, top] = [Math.round(at.x), Math.round(at.y)]
  for (let y = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++) {
      const i = (top + y) * page.width + left + x
      const inside = left + x >= 0 && left + x < page.width && i >= 0 && i < page.data.length
      if (inside) page.data[i]! *= 1 - at.dark * ink.data[y * ink.width + x]!
    }
  }
}

function shade(
  page: Film, at: { x: number; y: number }, { rx, ry }: { rx: number; ry: number }, to: number,
) {
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++) {
      if (((x - at.x) / rx) ** 2 + ((y - at.y) / ry) ** 2 < 1) page.data[y * page.width + x] = to
    }
  }
}

/** A page without a zone: another thing on the desk. */
export function photographCover(chance: Chance): Gray {
  const cover = film(700, 900, 70)
  lay(cover, print(['PASSPORT', 'REPUBLIC'], {
    pitch: 50, tall: 1, apart: 2, weight: 'heavy', margin: 1,
  }), { x: 60, y: 120, dark: 0.7 })
  return taken(cover, calm, chance)
}
