// Where a zone may be on a picture: rows of print, as tracks along which they can be read.

import { boxesOf, directionsOf, rowsOf, type Row } from './find-rows.ts'
import { halved, resized, type Gray } from './gray.ts'
import { piecesOf, type Inking, type Surroundings } from './ink.ts'
import { MOST_STRIP_COLUMNS, STRIP_HEIGHT, STRIP_MARGIN, trackOf, type Track } from './strip.ts'

/** Half the height of characters in rows of a strip, as the reader likes it best. */
export const HALF_HEIGHT = 7.6

/** The picture is searched at this length of its longer side, in pixels, about. */
const searchedLength = 1040
/** Enlarged at most so many times: more shows nothing new. */
const mostEnlarged = 3

/** A row that may be a line of a zone, with the rows beside it, in a frame that is turned. */
export interface Candidate {
  row: Row
  /** Rows that run beside it as lines of one zone would, from above to below, itself among them. */
  beside: Row[]
  frame: Frame
  likeness: number
}

/** From the turned frame of a search to the pixels of the picture. */
export interface Frame { angle: number; scale: number }

/** A picture as it is searched. */
export function forSearch(picture: Gray): { searched: Gray; scale: number } {
  let searched = picture
  while (Math.max(searched.width, searched.height) >= 2 * searchedLength) {
    searched = halved(searched)
  }
  const factor = Math.min(mostEnlarged,
    searchedLength / Math.max(searched.width, searched.height))
  if (factor < 0.9 || factor > 1.1) searched = resized(searched, factor)
  return { searched, scale: picture.width / searched.width }
}

/** What is held to be ink, in the order of trying: the darkest, all, hard or barely darker. */
export const INKINGS: readonly Inking[] = [
  { depth: 0.8, share: 0.4 }, { depth: 0.8, share: 0 }, { depth: 1.5, share: 0 },
  { depth: 0.3, share: 0 },
]

/** Rows that may be lines of a zone, the likeliest first. */
export function candidatesIn(
  around: Surroundings, scale: number, inking: Inking,
): Candidate[] {
  const pieces = piecesOf(around, inking)
  return directionsOf(pieces).flatMap((angle) => {
    const rows = rowsOf(boxesOf(pieces, angle))
    return rows.slice(0, 60).map((row): Candidate => {
      const beside = besideOf(row, rows)
      return { row, beside, frame: { angle, scale }, likeness: likenessOf(row, beside) }
    })
  }).filter(({ likeness }) => likeness > 0).toSorted((a, b) => b.likeness - a.likeness)
}

// A line of a zone is 27 to 50 times as long as its characters are high, evenly covered, and
// another line of it begins and ends where it does.
function likenessOf(row: Row, beside: readonly Row[]): number {
  const long = (row.last - row.first) / row.height
  if (long < 10 || long > 75) return 0
  const length = long < 25 ? (long / 25) ** 2 : long > 52 ? (52 / long) ** 2 : 1
  const cover = Math.min(1, row.covered / (row.last - row.first) / 0.55)
  const even = Math.max(0, ...beside.filter((other) => other !== row)
    .map((other) => evenness(row, other)))
  return length * cover * (1 + even) * Math.min(1.2, row.pieces / 20 + 0.5)
}

function middleOf({ at, slope }: Row, u: number): number {
  return at + slope * u
}

/** How much of two rows' length they have in common, 0 to 1. */
function evenness(a: Row, b: Row): number {
  return Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first))
    / (Math.max(a.last, b.last) - Math.min(a.first, b.first))
}

function besideOf(row: Row, rows: readonly Row[]): Row[] {
  const u = (row.first + row.last) / 2
  return rows.filter((other) => {
    if (other === row) return true
    const apart = Math.abs(middleOf(other, u) - middleOf(row, u)) / row.height
    const ratio = other.height / row.height
    return apart > 1.3 && apart < 7 && ratio > 0.65 && ratio < 1.5 && evenness(row, other) > 0.6
      && Math.abs(other.slope - row.slope) < 0.06
  }).toSorted((a, b) => middleOf(a, u) - middleOf(b, u))
}

/** The row as a track from end to end, forwards or, upside down, backwards. */
export function trackAlong(
  row: Row, { angle, scale }: Frame, { first, last, backwards }:
    { first: number; last: number; backwards: boolean },
): Track {
  const unit = row.height / 2 / HALF_HEIGHT
  const columns = Math.min(MOST_STRIP_COLUMNS,
    Math.ceil((last - first) / unit + 2 * STRIP_MARGIN) & ~3)
  const [c, s] = [Math.cos(angle) * scale, Math.sin(angle) * scale]
  const sign = backwards ? -1 : 1
  return trackOf(columns, (column) => {
    const along = (column - STRIP_MARGIN) * unit
    const u = backwards ? last - along : first + along
    const v = middleOf(row, u)
    // Down is across the row, not across the frame.
    const down = [-s - row.slope * c, c - row.slope * s] as const
    return [u * c - v * s, u * s + v * c, sign * down[0] * unit, sign * down[1] * unit]
  })
}

/** The row where a line that was not found should be: beside a row, so many heights further. */
export function rowBeside(row: Row, heights: number): Row {
  return { ...row, at: row.at + heights * row.height, covered: 0, pieces: 0 }
}

/**
 * The track anew by what was seen along it: `place` gives the column for an even place on the line
 * (0 the first character), `below` how far the line lies below the middle, `tall` the height.
 */
export function retraced(of: Track, seen: {
  count: number; pitch: number
  place: (index: number) => number; below: (index: number) => number; tall: number
}): Track {
  const columns = Math.ceil((seen.count - 1) * seen.pitch + 2 * STRIP_MARGIN) & ~3
  const last = of.x.length - 1
  return trackOf(columns, (column) => {
    const index = (column - STRIP_MARGIN) / seen.pitch
    const place = seen.place(index)
    const inside = Math.max(0, Math.min(last - 1, place))
    const left = Math.min(last - 1, Math.floor(inside))
    const part = place - left
    const at = (values: Float32Array) => values[left]! + (values[left + 1]! - values[left]!) * part
    const down = [of.downX[left]!, of.downY[left]!] as const
    const below = seen.below(index)
    return [at(of.x) + down[0] * below, at(of.y) + down[1] * below,
      down[0] * seen.tall, down[1] * seen.tall]
  })
}

/** The corner points of a track's strip on the picture, clockwise. */
export function cornersOf({ x, y, downX, downY }: Track): [number, number][] {
  const half = STRIP_HEIGHT / 3
  const last = x.length - 1
  return ([[0, -half], [last, -half], [last, half], [0, half]] as const).map(([i, by]) =>
    [x[i]! + downX[i]! * by, y[i]! + downY[i]! * by])
}
