// A list from outside that is screened against as it is, without a node: entry by entry.

import { spanOf } from '../../lib/dates/partial-date.ts'
import type { ListedEntry } from '../lists/entry.ts'
import type { Kept } from './alert-index.ts'
import type { Compared } from './listed.ts'

/** Never over: lists from outside say of an entry when it was made, and not until when it holds. */
const always = { from: 0, until: 0xffff }
const mostNames = 60

/** Whether an entry is somebody, or some document, that can stand at a counter. */
export function standsAtCounters({ kind, names, documents }: ListedEntry): boolean {
  return kind === 'person' || kind === 'unknown' && names.length > 0 ||
    kind === 'document' && documents.length > 0
}

/** An entry as the screening keeps it. */
export function keptOf(entry: ListedEntry): Kept {
  const { id, sexes, nationalities, documents, source } = entry
  const names = entry.names.slice(0, mostNames)
  const [birth, ...births] = entry.births.map(birthOf)
  const weak = names.flatMap(({ kind }, at) => (kind === 'weak' ? [at] : []))
  const rest: Omit<Compared, 'alert' | 'names'> = {
    ...(weak.length > 0 && { weak }), ...(birth && { birth }),
    ...(births.length > 0 && { births }),
    // Of two sexes on one entry neither is known.
    ...(sexes.length === 1 && { sex: sexes[0]! }),
    ...(nationalities.length > 0 && { nationalities }),
    ...(documents.length > 0 && {
      documents: documents.map(({ number, issuer }) => ({ number, ...(issuer && { issuer }) })),
    }),
  }
  const texts = names.map(({ text }) => text)
  return {
    alert: id, compared: { alert: id, names: texts, ...rest }, ...always,
    told: JSON.stringify([source.list, source.list, 'refer', 'normal', '']),
  }
}

function birthOf({ value, until, approximate }: ListedEntry['births'][number]):
  NonNullable<Compared['birth']> {
  if (!until) {
    if (!approximate) return { value, precision: 'day' }
    return { value: value.slice(0, 4), precision: 'estimated', toleranceYears: 2 }
  }
  const last = spanOf({ value: until, precision: 'day' })?.last ?? until
  const [first, end] = [Number(value.slice(0, 4)), Number(last.slice(0, 4))]
  const middle = Math.round((first + end) / 2)
  return {
    value: String(middle), precision: 'year',
    toleranceYears: Math.min(20, Math.max(middle - first, end - middle)),
  }
}
