// From what was read or typed to a person and a document, with what is odd about both.

import { findCountry } from '../../lib/codes/country-codes.ts'
import { documentTypeOf } from '../../lib/codes/lists.ts'
import { ageOn, isDay, partialDate } from '../../lib/dates/partial-date.ts'
import { readMrz, readMrzAsIs } from '../../lib/mrz/read-mrz.ts'
import { fieldAt } from '../../lib/mrz/layout.ts'
import type { MrzReading } from '../../lib/mrz/reading.ts'
import { decodeArabicEscapes, hasArabicEscapes } from '../../lib/mrz/transliterate.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { namesOf, type PartialDay, type Person, type TravelDocument } from '../travellers/terms.ts'
import type { Finding, InspectedDocument, InspectedPerson } from './inspect-answer.ts'
import type { ConfirmedCharacter, SeenAs, TypedDocument, TypedPerson } from './terms.ts'
import { zoneFindings } from './zone-findings.ts'

/** Who is written where nobody could read or say a name. */
export const nameUnknown = 'UNKNOWN'

export interface ReadDocument {
  person: Person
  document: TravelDocument
  shown: { person: InspectedPerson; document: InspectedDocument }
  findings: Finding[]
  /** A zone was read, so that check digits were compared. */
  zone: boolean
}

/** Reads what was presented on a day; refuses (`nothing-read`) where there is nobody in it. */
export function readDocument(asked: {
  mrz?: string | undefined; person?: TypedPerson | undefined; document?: TypedDocument | undefined
  confirmed?: ConfirmedCharacter[] | undefined; seenAs?: SeenAs[] | undefined
}, today: string): ReadDocument | Refusal {
  const { mrz, person: typedPerson, document: typedDocument } = asked
  const zone = mrz === undefined ? undefined : readZone({ ...asked, mrz }, today)
  const reading = zone && 'reading' in zone ? zone : undefined
  const typed = typedPerson !== undefined && namesOf(typedPerson).length > 0
    || Boolean(typedDocument?.number)
  const unread = zone && 'why' in zone ? zone.why : undefined
  if (!reading && !typed) return refuse('nothing-read', unread)
  const findings: Finding[] = []
  if (unread) findings.push({ state: 'look', reason: 'text-not-read', about: 'document' })
  const person = personOf(reading?.reading, typedPerson, findings)
  const document = documentOf(reading, typedDocument, findings)
  if (reading) findings.push(...zoneFindings(reading.reading, reading.repairs))
  findings.push(...oddities(person, document, today))
  return {
    person, document, findings, zone: reading !== undefined,
    shown: {
      person: shownPerson(person, reading?.reading, today),
      document: shownDocument(document, reading),
    },
  }
}

interface Zone { reading: MrzReading; repairs: InspectedDocument['repairs'] }

/** The zone with the characters that the officer confirmed or changed against the document. */
function readZone({ mrz: text, confirmed = [], seenAs = [] }: {
  mrz: string; confirmed?: ConfirmedCharacter[] | undefined; seenAs?: SeenAs[] | undefined
}, today: string): Zone | { why: Record<string, unknown> } {
  const first = readMrz(text, today)
  if ('refused' in first) return { why: { why: first.refused, ...first.detail } }
  const said = new Map(confirmed.map((one) => [`${one.line}/${one.column}`, one.to]))
  const lines = first.lines.map((line, row) => [...line].map((character, column) =>
    said.get(`${row}/${column}`) ?? character).join(''))
  const changed = lines.join('\n') !== first.lines.join('\n')
  const again = changed ? readMrzAsIs(lines.join('\n'), today) : first
  const reading = 'refused' in again ? first : again
  return {
    reading: { ...reading, linesAsRead: first.linesAsRead },
    repairs: [...first.repairs, ...doubted(first, seenAs)].map((repair) => {
      const to = said.get(`${repair.line}/${repair.column}`)
      return { ...repair, to: to ?? repair.to, confirmed: to !== undefined }
    }),
  }
}

// What a camera was not sure of is a proposal like any other: it waits for the officer.
function doubted(
  { lines, format, repairs }: MrzReading, seenAs: readonly SeenAs[],
): MrzReading['repairs'] {
  const at = (one: Place) => (other: Place) =>
    other.line === one.line && other.column === one.column
  return seenAs.flatMap((seen) => {
    const to = lines[seen.line]?.[seen.column]
    if (to === undefined || to === seen.from || repairs.some(at(seen))) return []
    return [{
      ...seen, to, field: fieldAt(format, seen), why: 'check-digit', others: '', confirmed: false,
    }]
  })
}

interface Place { line: number; column: number }

function personOf(
  reading: MrzReading | undefined, typed: TypedPerson | undefined, findings: Finding[],
): Person {
  const fields = reading?.fields
  const original = fields && hasArabicEscapes(fields.nameAsMrz)
    ? decodeArabicEscapes(fields.nameAsMrz) : undefined
  const birthDate = typed?.birthDate ? typedBirth(typed.birthDate, findings) : fields
    ? known({ value: fields.birthDate.value, precision: fields.birthDate.precision })
    : known({ precision: 'unknown' })
  const names = {
    ...(fields?.surname && { surname: fields.surname }),
    ...(fields?.givenNames && { givenNames: fields.givenNames }),
    ...(typeof original === 'string' && { nameOriginal: original }),
    ...given(typed, ['surname', 'givenNames', 'nameParts', 'nameOriginal']),
  }
  if (namesOf(names).length === 0) {
    names.surname = nameUnknown
    if (!reading) findings.push({ state: 'look', reason: 'name-missing', about: 'person' })
  }
  return {
    ...names, birthDate,
    sex: typed?.sex ?? fields?.sex ?? 'U',
    nationality: typed?.nationality ?? (fields?.nationality || 'XXX'),
    ...given(typed, ['birthPlace', 'residenceCountry']),
  }
}

function documentOf(
  zone: Zone | undefined, typed: TypedDocument | undefined, findings: Finding[],
): TravelDocument {
  const fields = zone?.reading.fields
  const confirmed = (zone?.repairs ?? []).filter((one) => one.confirmed && one.to !== one.from)
  const days = Object.fromEntries((['issued', 'expiry'] as const).flatMap((field) => {
    const value = typed?.[field]
    if (value === undefined) return []
    if (isDay(value)) return [[field, value]]
    const exists = 'value' in partialDate(value)
    findings.push({
      state: 'look', reason: exists ? 'expiry-unknown' : 'date-does-not-exist', about: 'document',
      evidence: { field, value },
    })
    return []
  }))
  const number = typed?.number ?? fields?.documentNumber
  return {
    type: typed?.type ?? (fields ? documentTypeOf(fields.documentCode) : number ? 'other' : 'none'),
    ...(number && { number }),
    ...(fields?.issuer && { issuer: fields.issuer }),
    ...(fields?.expiryDate.precision === 'day' && { expiry: fields.expiryDate.value }),
    ...given(typed, ['issuer', 'absentReason']), ...days,
    ...(!number && { absentReason: typed?.absentReason ?? 'not-shown' }),
    ...(zone && { mrz: zone.reading.lines }),
    ...(confirmed.length > 0 && {
      repaired: confirmed.map(({ line, column, from, to }) => ({ line, column, from, to })),
    }),
  }
}

function oddities(person: Person, document: TravelDocument, today: string): Finding[] {
  const found: Finding[] = []
  if (!document.number) {
    found.push({
      state: 'look', reason: 'no-document', about: 'document',
      evidence: { absentReason: document.absentReason ?? 'not-shown' },
    })
  }
  const { value = '' } = person.birthDate
  if (value > today) {
    found.push({
      state: 'look', reason: 'birth-date-in-future', about: 'person', evidence: { value },
    })
  }
  if (value === '') found.push({ state: 'look', reason: 'birth-date-unknown', about: 'person' })
  return found
}

function typedBirth(typed: NonNullable<TypedPerson['birthDate']>, findings: Finding[]): PartialDay {
  const made = partialDate(typed.value ?? '', typed.precision)
  if ('value' in made) return known(made)
  const asLong = partialDate(typed.value ?? '')
  if ('value' in asLong) return known(asLong)
  findings.push({
    state: 'look', reason: 'date-does-not-exist', about: 'person',
    evidence: { field: 'birthDate', value: typed.value ?? '' },
  })
  return { precision: 'unknown' }
}

function known({ value, precision }: PartialDay): PartialDay {
  return value ? { value, precision } : { precision: 'unknown' }
}

function given<T extends object, K extends keyof T>(
  from: T | undefined, fields: readonly K[],
): Pick<Partial<T>, K> {
  const there = fields.filter((field) => from?.[field] !== undefined && from[field] !== '')
  const chosen: unknown = Object.fromEntries(there.map((field) => [field, from![field]]))
  return chosen as Pick<Partial<T>, K>
}

function shownPerson(
  person: Person, reading: MrzReading | undefined, today: string,
): InspectedPerson {
  const { value = '', precision } = person.birthDate
  const age = value > today ? undefined : ageOn({ value, precision }, today)
  const fields = reading?.fields
  return {
    ...person, ...(age && { age }),
    ...(fields && { nameAsMrz: fields.nameAsMrz, nameLength: fields.nameLength }),
    ...(fields?.birthDate.otherCentury && { otherCentury: fields.birthDate.otherCentury }),
  }
}

function shownDocument(document: TravelDocument, zone: Zone | undefined): InspectedDocument {
  const issuer = document.issuer === undefined ? undefined : findCountry(document.issuer)
  return {
    ...document, checks: zone?.reading.checks ?? [], repairs: zone?.repairs ?? [],
    ...(zone && { format: zone.reading.format, linesAsRead: zone.reading.linesAsRead }),
    ...(zone?.reading.fields.optionalData && { optionalData: zone.reading.fields.optionalData }),
    ...(issuer && { issuerKind: issuer.kind }),
  }
}
