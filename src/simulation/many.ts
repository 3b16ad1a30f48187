// Very many crossings and alerts for the benches: one after the other, none of them kept.

import { addDays, dayNumber, dayOf } from '../lib/dates/days.ts'
import { SeededLuck } from './luck.ts'
import type { CrossingSaid } from './crossing.ts'
import { printed, unprinted, type DemoTraveller } from './travellers.ts'

/** A person crosses so often on the average, going in and out. */
export const crossingsEach = 4

/** A crossing for a bench: what is said, and when it happened. */
export interface ManyCrossing { at: string; said: CrossingSaid }

/** The person of a place among the travellers of the many, with a zone to inspect. */
export function oneOfMany(place: number, of: { seed: number; today: string }): DemoTraveller {
  return printed(withoutZone(place, of))
}

function withoutZone(place: number, of: { seed: number; today: string }): DemoTraveller {
  return varied(unprinted(place, of), new SeededLuck(of.seed, 0x4000_0000 + place))
}

/**
 * So many crossings in the order of their times, ending the day before `today`. Place p of the
 * many crosses as crossing p, p + count / 4, and so on: in, out, in, out. Documents are without
 * their zones, which would be most of the work.
 */
export function* manyCrossings(
  { count, seed, today }: { count: number; seed: number; today: string },
): Generator<ManyCrossing> {
  const people = Math.max(1, Math.ceil(count / crossingsEach))
  const end = dayNumber(today) * 86_400_000
  const span = 1000 * 86_400_000
  for (let i = 0; i < count; i++) {
    const atMs = end - span + Math.floor(span * (i / count))
    const place = i % people
    const { traveller, person, document } = withoutZone(place, { seed, today })
    const luck = new SeededLuck(seed, 0x2000_0000 + i)
    const direction = Math.floor(i / people) % 2 === 0 ? 'entry' : 'exit'
    yield {
      at: new Date(atMs).toISOString(),
      said: {
        crossing: luck.id(atMs), traveller, direction, person, document, evidence: 'mrz',
        decision: 'admitted', lane: String(luck.between(1, 4)), mode: 'bus',
        ...(direction === 'entry' && {
          purpose: 'family', until: addDays(dayOf(Math.floor(atMs / 86_400_000)), 89),
        }),
      },
    }
  }
}

/** What is said of an alert on a person. */
export interface ManyAlert {
  alert: string
  list: { code: string; name: string }
  legalBasis: string
  subjectKind: 'person'
  names: { whole: string }[]
  birthDate: { value: string; precision: 'day' | 'year' }
  sex: 'M' | 'F'
  nationalities: string[]
  documents?: { number: string; issuer: string }[]
  reason: { code: 'wanted' | 'entry-ban' | 'sanctions' }
  action: 'refer' | 'detain' | 'deny-entry' | 'inform' | 'discreet'
  priority: 'top' | 'high' | 'normal'
  validFrom: string
  validUntil: string
  contact: string
}

const actions = ['refer', 'refer', 'refer', 'detain', 'deny-entry', 'inform', 'discreet'] as const

/** So many alerts on invented persons, with up to three spellings each; none is about the many. */
export function* manyAlerts(
  { count, seed, today }: { count: number; seed: number; today: string },
): Generator<ManyAlert> {
  for (let i = 0; i < count; i++) {
    const luck = new SeededLuck(seed, 0x6000_0000 + i)
    const { person, document } = withoutZone(1_000_000_000 + i, { seed, today })
    yield {
      alert: luck.id(dayNumber(today) * 86_400_000),
      list: { code: `L${i % 12}`, name: `List ${i % 12}` },
      legalBasis: 'Immigration Act 2019, s. 31', subjectKind: 'person',
      names: spellings(`${person.givenNames} ${person.surname}`, person.nameOriginal, luck),
      birthDate: person.birthDate, sex: person.sex, nationalities: [person.nationality],
      // Numbers of alerts begin with a letter that no document of the many begins with.
      ...(luck.chance(0.4) && {
        documents: [{ number: `Z${document.number}`, issuer: document.issuer }],
      }),
      reason: { code: luck.pick(['wanted', 'entry-ban', 'sanctions'] as const) },
      action: luck.pick(actions),
      priority: luck.pick(['top', 'high', 'normal', 'normal'] as const),
      validFrom: addDays(today, -luck.between(1, 900)),
      validUntil: addDays(today, luck.between(30, 900)),
      contact: 'duty desk',
    }
  }
}

function spellings(whole: string, original: string | undefined, luck: SeededLuck) {
  const other = whole.replace(/ou|oo/g, 'u').replace(/([a-z])\1/g, '$1').replace(/^Mo/, 'Mu')
  const third = luck.chance(0.3) && other !== whole
  return [whole, ...(original ? [original] : []), ...(third ? [other] : [])]
    .map((each) => ({ whole: each }))
}

const starts = 'B D F G H J K L M N R S T W Y Sh Kh Dh Ab Ad Am An As Ib Is Ma Sa Wa Gu'.split(' ')
const middles = 'a i u e o aa ee ii'.split(' ')
const ends = 'bdi ris san mir lid gan rif wel dar kum neb tosh ram zin hal jib nuf qal'.split(' ')

// A few dozen names borne by millions would be harder than life: half the surnames are rare ones.
function varied(one: DemoTraveller, luck: SeededLuck): DemoTraveller {
  if (luck.chance(0.5)) return one
  const rare = luck.pick(starts) + luck.pick(middles) + luck.pick(ends)
    + (luck.chance(0.4) ? luck.pick(middles) + luck.pick(ends) : '')
  const { nameOriginal: _, ...person } = { ...one.person, surname: rare }
  return { ...one, person }
}
