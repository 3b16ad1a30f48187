// The register of crossings: one row a crossing, found by document, traveller, name and day.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { readingPersons } from '../travellers/person-looked-up.ts'
import { Day, Person, TravelDocument } from '../travellers/terms.ts'
import * as terms from './terms.ts'

export const crossings = register('crossings', {
  about: 'Every crossing as it stands now, corrections applied.',
  key: 'crossing',
  columns: {
    crossing: z.uuid(),
    at: z.string(),
    number: z.int(),
    origin: z.string(),
    post: z.string(),
    officer: z.string(),
    direction: terms.Direction,
    decision: terms.Decision,
    lookUp: z.uuid().optional(),
    person: Person,
    document: TravelDocument,
    /** Whose crossing it is; a crossing that says nothing of it begins a traveller of its own. */
    traveller: z.uuid(),
    /** Derived from person and document when the row is made, for finding. */
    nameKey: z.string(),
    name1: z.string().optional(),
    name2: z.string().optional(),
    name3: z.string().optional(),
    birthDate: z.string().optional(),
    birthYear: z.string().optional(),
    nationality: z.string(),
    documentNumber: z.string().optional(),
    documentIssuer: z.string().optional(),
    plate: z.string().optional(),
    /** What was said at the counter, as it stood before any correction. */
    asRecorded: z.record(z.string(), z.json()),
    correctedAt: z.string().optional(),
    evidence: terms.Evidence.optional(),
    mode: terms.Mode.optional(),
    conveyance: terms.Conveyance.optional(),
    from: terms.Place.optional(),
    to: terms.Place.optional(),
    purpose: terms.Purpose.optional(),
    stayDays: terms.StayDays.optional(),
    addressInCountry: terms.Address.optional(),
    phone: terms.Phone.optional(),
    visa: terms.Visa.optional(),
    reasons: terms.Reasons.optional(),
    reasonText: terms.ReasonText.optional(),
    nonRefoulement: terms.NonRefoulement.optional(),
    until: Day.optional(),
    rule: terms.Rule.optional(),
    group: z.uuid().optional(),
    groupRole: terms.GroupRole.optional(),
    pairedWith: z.uuid().optional(),
    pairing: terms.Pairing.optional(),
    steps: terms.Steps.optional(),
    lane: terms.Lane.optional(),
    note: terms.Note.optional(),
    paperSerial: terms.PaperSerial.optional(),
  },
  indexes: [
    ['documentNumber', 'documentIssuer', 'at'], ['traveller', 'at'],
    ['nameKey', 'birthYear', 'nationality', 'at'], ['at'], ['name1', 'at'], ['name2', 'at'],
    ['name3', 'at'], ['group'], ['pairedWith', 'direction', 'at'], ['direction', 'until'],
    ['lookUp'],
  ],
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  filters: ['direction', 'decision', 'post', 'officer', 'group'],
  order: 'at desc',
  readingIs: readingPersons,
})

export const corrections = register('corrections', {
  about: 'What was said about a crossing after it was recorded, in the order in which it was said.',
  key: 'statement',
  columns: {
    statement: z.string(),
    correction: z.uuid().optional(),
    crossing: z.uuid(),
    fact: z.enum(['crossing-corrected', 'crossing-paired']),
    corrected: z.record(z.string(), z.json()),
    why: z.string().optional(),
    after: z.array(z.uuid()).optional(),
    at: z.string(),
    number: z.int(),
    origin: z.string(),
    officer: z.string(),
    second: z.string().optional(),
    post: z.string(),
  },
  indexes: [['crossing', 'at']],
  seenBy: ['supervisor', 'inspector'],
  filters: ['crossing', 'officer'],
  order: 'at desc',
  readingIs: readingPersons,
})
