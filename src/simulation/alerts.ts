// The lists of the demo: invented persons, a stolen passport, a lorry, and one silent alert.

import { addDays } from '../lib/dates/days.ts'
import { SeededLuck } from './luck.ts'
import type { DemoTraveller } from './travellers.ts'

const police = { code: 'DP', name: 'Darmila National Police' }
const border = { code: 'DBS', name: 'Darmila Border Service' }
const children = { code: 'DCP', name: 'Child Protection Office of Darmila' }
const desk = 'duty desk, channel 4, +000 555 0140'

/** Of an alert what is said when it is issued; `by` sits on the list. */
export interface DemoAlert { by: string; second: string; said: Record<string, unknown> }

/** Whom the demo's alerts are about, so that each can be met at the counter. */
export interface Sought {
  wanted: DemoTraveller
  banned: DemoTraveller
  child: DemoTraveller
  silent: DemoTraveller
  stolen: DemoTraveller
  /** On the national list; known to INTERPOL; whose passport INTERPOL has as lost. */
  listed: DemoTraveller
  nominal: DemoTraveller
  reported: DemoTraveller
  plate: string
}

/** The alerts in force on a day (ISO): who is sought are travellers of the demo and nobody else. */
export function demoAlerts(
  { seed, today, sought }: { seed: number; today: string; sought: Sought },
): DemoAlert[] {
  const luck = new SeededLuck(seed, 3)
  const issue = (by: string, said: Record<string, unknown>): DemoAlert => ({
    by, second: 'sahra.jibril',
    said: {
      alert: luck.id(Date.parse(`${today}T06:00:00Z`)), validFrom: addDays(today, -40),
      validUntil: addDays(today, 325), reviewBy: addDays(today, 140), contact: desk, ...said,
    },
  })
  return [...onPersons(sought, issue), ...onThings(sought, issue)]
}

type Issue = (by: string, said: Record<string, unknown>) => DemoAlert

function onPersons({ wanted, banned, child, silent }: Sought, issue: Issue): DemoAlert[] {
  return [
    issue('leyla.haddad', {
      list: police, subjectKind: 'person', ...person(wanted, 1), priority: 'top', action: 'detain',
      legalBasis: 'Warrant 114/2026, Galdahay Magistrate',
      reason: { code: 'wanted', text: 'Armed robbery of a money transfer office' },
      instruction: 'Do not confront alone. Call the police post at the gate.',
    }),
    issue('moussa.houssein', {
      list: border, subjectKind: 'person', ...person(banned, 0), priority: 'normal',
      documents: [listed(banned)], action: 'deny-entry', legalBasis: 'Immigration Act 2019, s. 31',
      reason: { code: 'entry-ban', text: 'Removed in 2025, no return before 2028' },
    }),
    issue('leyla.haddad', {
      list: children, subjectKind: 'person', ...person(child, 1), priority: 'top',
      action: 'protect', legalBasis: 'Children Act 2014, s. 12',
      reason: { code: 'missing', text: 'Missing from home; may be with an adult not a relative' },
      instruction: 'Keep the child with a protection officer, apart from the adult.',
    }),
    issue('leyla.haddad', {
      list: police, subjectKind: 'person', ...person(silent, 0), priority: 'high',
      documents: [listed(silent)], action: 'discreet', legalBasis: 'Court order 77/2026',
      reason: { code: 'smuggling', text: 'Travels of a suspected smuggling organiser' },
    }),
  ]
}

function onThings({ stolen, plate }: Sought, issue: Issue): DemoAlert[] {
  return [
    issue('moussa.houssein', {
      list: border, subjectKind: 'document', documents: [listed(stolen)], priority: 'high',
      action: 'refer', legalBasis: 'Immigration Act 2019, s. 8',
      reason: { code: 'stolen-document', text: 'Reported stolen by its holder' },
    }),
    issue('leyla.haddad', {
      list: police, subjectKind: 'vehicle', vehicle: { plate, country: 'ETH' }, priority: 'high',
      action: 'inform', legalBasis: 'Penal Code s. 204',
      reason: { code: 'sought-vehicle', text: 'Lorry seen where charcoal was loaded' },
    }),
  ]
}

function person({ person: sought }: DemoTraveller, years: number) {
  const { surname, givenNames, nameOriginal, ...about } = sought
  return {
    names: [
      { whole: `${givenNames} ${surname}` }, ...(nameOriginal ? [{ whole: nameOriginal }] : []),
    ],
    birthDate: { ...about.birthDate, ...(years > 0 && { toleranceYears: years }) },
    sex: about.sex, nationalities: [about.nationality],
  }
}

function listed({ document: { number, issuer, type } }: DemoTraveller) {
  return { number, issuer, type }
}
