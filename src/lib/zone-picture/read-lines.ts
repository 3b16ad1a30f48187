// The lines of a zone read along their tracks, and the zone found among the rows of a picture.

import { align, courseOf, type Aligned } from './align.ts'
import {
  candidatesIn, forSearch, INKINGS, retraced, rowBeside, trackAlong, type Candidate,
} from './find-zones.ts'
import type { Row } from './find-rows.ts'
import type { Gray } from './gray.ts'
import { surroundingsOf } from './ink.ts'
import { COLUMN_STEP, look, type layersOf, type Seen } from './line-net.ts'
import { Sizes, STRIP_PITCH, stripOf, type Track } from './strip.ts'

export type Layers = ReturnType<typeof layersOf>

/** A line as it was seen, before anything is known of what it says. */
export interface SeenLine { track: Track; aligned: Aligned }

/** Lines that belong together: two of 44 or 36 characters, three of 30. */
export interface SeenZone { lines: SeenLine[]; count: number; sure: number }

const counts = [44, 36, 30] as const
/** Below this a row is no line of a zone. */
const leastSure = 0.42
/** Rows looked at by one way of inking, and in all, before a picture is held to have no zone. */
const mostLooks = 7
const mostLooksInAll = 18

/** Rows elsewhere that are looked at once a zone was found, to see whether it is the only one. */
const mostLooksBeside = 2
/** A zone as sure as this is searched no further. */
const quiteSure = 0.8

/**
 * What may be the zone of a picture, the surest first, then what may be another elsewhere on it.
 * The search ends, with what it has, when it may not go on.
 */
export function findZones(
  picture: Gray, layers: Layers, mayGoOn: () => boolean,
): SeenZone[] {
  const sizes = new Sizes(picture)
  const { searched, scale } = forSearch(picture)
  let best: SeenZone | undefined
  const around = surroundingsOf(searched)
  let looks = 0
  for (const inking of INKINGS) {
    const candidates = looks < mostLooksInAll ? candidatesIn(around, scale, inking) : []
    for (const candidate of candidates.slice(0, mostLooks)) {
      if (looks++ >= mostLooksInAll || !mayGoOn()) break
      const zone = zoneAround(candidate, sizes, layers)
      if (zone && zone.sure > (best?.sure ?? 0)) best = zone
      if (best && best.sure > quiteSure) break
    }
    if (!best || best.sure < 0.6) continue
    const { lines, count } = best
    const elsewhere = candidates.filter((one) =>
      one.likeness > 1.4 && !near(lines, count, middleOf(one)))
    const others = elsewhere.slice(0, mostLooksBeside).flatMap((one) =>
      (glance(one, sizes, layers).sure > 0.7 ? zoneAround(one, sizes, layers) ?? [] : []))
    // Rows that run beside the found zone lead to it again.
    return [best, ...others.filter((zone) => !zone.lines.some(({ track }) =>
      near(lines, count, track)))]
  }
  return best ? [best] : []
}

// Whether the middle of a row lies on a zone's lines or closer to them than another document's can.
function near(lines: readonly SeenLine[], count: number, other: Track): boolean {
  const middle = other.x.length >> 1
  const [x, y] = [other.x[middle], other.y[middle]]
  return lines.some(({ track }) => {
    const last = track.x.length - 1
    const [dx, dy] = [track.x[last]! - track.x[0]!, track.y[last]! - track.y[0]!]
    const long = Math.hypot(dx, dy)
    const along = ((x! - track.x[0]!) * dx + (y! - track.y[0]!) * dy) / long
    const off = Math.abs((x! - track.x[0]!) * dy - (y! - track.y[0]!) * dx) / long
    return along > -0.2 * long && along < 1.2 * long && off < 6 * long / count
  })
}

function middleOf({ row, frame }: Candidate): Track {
  const u = (row.first + row.last) / 2
  return trackAlong(row, frame, { first: u, last: u, backwards: false })
}

/** Columns of the middle of a row that are looked at to see what it is. */
const glanced = 256

function glance(candidate: Candidate, sizes: Sizes, layers: Layers) {
  const { row, frame } = candidate
  const unit = row.height / 15.2
  const middle = (row.first + row.last) / 2
  const half = Math.min((row.last - row.first) / 2, glanced / 2 * unit)
  const looked = (backwards: boolean) => {
    const track = trackAlong(row, frame,
      { first: middle - half, last: middle + half, backwards })
    return { backwards, sure: peaksOf(look(layers, stripOf(sizes, track))) }
  }
  const upright = looked(false)
  if (upright.sure > 0.75) return upright
  const turned = looked(true)
  return turned.sure > upright.sure ? turned : upright
}

// How sure the middles are, taken over the place that the row has for characters.
function peaksOf({ middle, columns }: Seen): number {
  let sum = 0
  let found = 0
  for (let t = 1; t < columns - 1; t++) {
    if (middle[t]! < 0.2 || middle[t]! < middle[t - 1]! || middle[t]! <= middle[t + 1]!) continue
    sum += middle[t]!
    found++
  }
  const places = (columns * COLUMN_STEP - 48) / STRIP_PITCH
  return found === 0 ? 0 : sum / Math.max(found, places * 0.8)
}

function zoneAround(
  candidate: Candidate, sizes: Sizes, layers: Layers,
): SeenZone | undefined {
  const seen = glance(candidate, sizes, layers)
  if (seen.sure < leastSure) return undefined
  const { backwards } = seen
  const looked = rowsAround(candidate).map((rows) => {
    const first = Math.min(...rows.map((row) => row.first))
    const last = Math.max(...rows.map((row) => row.last))
    return rows.map((row) => {
      const track = trackAlong(row, candidate.frame, { first, last, backwards })
      return { track, seen: look(layers, stripOf(sizes, track)) }
    })
  })
  return looked.map((lines) => bestZone(backwards ? lines.toReversed() : lines, sizes, layers))
    .reduce((best, zone) => ((zone?.sure ?? 0) > (best?.sure ?? 0) ? zone : best), undefined)
}

// The rows that are lines together with this one; where some were not found, where they should be.
function rowsAround({ row, beside }: Candidate): Row[][] {
  if (beside.length > 1) {
    const own = beside.indexOf(row)
    return [beside.slice(Math.max(0, own - 2), own + 3)]
  }
  return [[rowBeside(row, -2.3), row, rowBeside(row, 2.3)]]
}

type Looked = { track: Track; seen: Seen }

function bestZone(
  lines: readonly Looked[], sizes: Sizes, layers: Layers,
): SeenZone | undefined {
  let best: { from: number; count: number; aligned: Aligned[]; sure: number } | undefined
  for (const count of counts) {
    const wanted = count === 30 ? 3 : 2
    const aligned = lines.map(({ seen }) => align(seen, count))
    for (let from = 0; from + wanted <= lines.length; from++) {
      const window = aligned.slice(from, from + wanted)
      if (window.some((line) => line === undefined)) continue
      const sure = window.reduce((sum, line) => sum + explained(line!), 0) / wanted
      if (sure > (best?.sure ?? 0)) best = { from, count, aligned: window as Aligned[], sure }
    }
  }
  if (!best || best.sure < leastSure) return undefined
  const read = best.aligned.map((aligned, i) => again(
    { ...lines[best.from + i]!, aligned }, sizes, layers,
  ))
  const sure = read.reduce((sum, { aligned }) => sum + explained(aligned), 0) / read.length
  return { lines: read, count: best.count, sure }
}

// How much of the columns' likelihood the characters explain: characters left out cost as well.
function explained({ score, sure, count }: Aligned): number {
  return sure * Math.exp(Math.min(0, score) / count * 0.15)
}

/** Looked at again along the track that the first look shows. */
function again(
  { track, seen, aligned }: Looked & { aligned: Aligned }, sizes: Sizes, layers: Layers,
): SeenLine {
  const course = courseOf(aligned.places)
  const at = (values: Float32Array, place: number) =>
    values[Math.max(0, Math.min(seen.columns - 1, Math.round(place / COLUMN_STEP)))]!
  const places = Array.from(aligned.places)
  const below = courseOf(places.map((place) => at(seen.below, place)))
  const talls = places.map((place) => at(seen.tall, place)).sort((a, b) => a - b)
  const tall = talls[talls.length >> 1]!
  const retrack = retraced(track, {
    count: aligned.count, pitch: STRIP_PITCH, place: course, below, tall,
  })
  const anew = align(look(layers, stripOf(sizes, retrack)), aligned.count)
  if (!anew || explained(anew) < explained(aligned) * 0.97) return { track, aligned }
  // Two looks of one line err differently: what both say is said more surely.
  const both = anew.likely.map((value, i) => 0.6 * value + 0.4 * aligned.likely[i]!)
  return { track: retrack, aligned: { ...anew, likely: both } }
}
