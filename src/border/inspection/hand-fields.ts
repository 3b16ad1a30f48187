// What is typed at the counter: kept as it was typed, read when it is sent.

import type { DocumentType, Sex } from '../../lib/codes/lists.ts'
import { readDate } from '../../ui/fields/read-date.ts'
import type { Person, TravelDocument } from '../travellers/terms.ts'
import type { TypedDocument, TypedPerson } from './terms.ts'

/** The fields as they stand on the screen; a date is the text that somebody typed. */
export interface Typed {
  zone: string
  type?: DocumentType | undefined
  number: string
  issuer?: string | undefined
  expiry: string
  absentReason?: TypedDocument['absentReason']
  surname: string
  givenNames: string
  nameOriginal: string
  sex?: Sex | undefined
  birthDate: string
  nationality?: string | undefined
}

export const nothingTyped: Typed = {
  zone: '', number: '', expiry: '', surname: '', givenNames: '', nameOriginal: '', birthDate: '',
}

/** What is known, as it would be typed: to amend it or to correct it. */
export function typedFrom(person: Person, document: TravelDocument): Typed {
  const shown = (iso = '') => iso.split('-').reverse().join('.')
  return {
    ...nothingTyped,
    type: document.type, number: document.number ?? '', issuer: document.issuer,
    expiry: shown(document.expiry), absentReason: document.absentReason,
    surname: person.surname ?? (person.givenNames ? '' : person.nameParts?.join(' ') ?? ''),
    givenNames: person.givenNames ?? '', nameOriginal: person.nameOriginal ?? '', sex: person.sex,
    birthDate: person.birthDate.precision === 'unknown' ? '?'
      : (person.birthDate.precision === 'estimated' ? '~' : '') + shown(person.birthDate.value),
    nationality: person.nationality,
  }
}

/** Fields that cannot be sent as they are, with the words of what to do. */
export type Faults = Partial<Record<keyof Typed, string>>

/** What was typed as an inspection takes it, and what is wrong with it. */
export function readTyped(typed: Typed, today: string): {
  person: TypedPerson; document: TypedDocument; faults: Faults
} {
  const faults: Faults = {}
  const born = readDate(typed.birthDate, { calendar: 'gregorian', today, when: 'past' })
  if (born && 'wrong' in born) faults.birthDate = born.wrong
  const expiry = readDate(typed.expiry, { calendar: 'gregorian', today, when: 'future' })
  if (expiry && 'wrong' in expiry) faults.expiry = expiry.wrong
  else if (expiry && expiry.precision !== 'day' &&
    expiry.precision !== 'unknown') faults.expiry = 'wrong.whole-day'
  const none = typed.type === 'none' || typed.number.trim() === ''
  if (!typed.surname.trim() && !typed.givenNames.trim() && !typed.nameOriginal.trim()) {
    faults.surname = 'booth.name-needed'
  }
  if (!typed.nationality) faults.nationality = 'wrong.not-in-list'
  if (none && !typed.absentReason) faults.absentReason = 'booth.reason-why-none'
  const text = (value: string) => value.trim().normalize('NFC')
  return {
    faults,
    person: {
      ...(text(typed.surname) && { surname: text(typed.surname) }),
      ...(text(typed.givenNames) && { givenNames: text(typed.givenNames) }),
      ...(text(typed.nameOriginal) && { nameOriginal: text(typed.nameOriginal) }),
      sex: typed.sex ?? 'U',
      birthDate: born && 'value' in born
        ? { ...(born.value && { value: born.value }), precision: born.precision }
        : { precision: 'unknown' },
      ...(typed.nationality && { nationality: typed.nationality }),
    },
    document: {
      type: none ? 'none' : typed.type ?? 'P',
      ...(!none && { number: text(typed.number).toUpperCase() }),
      ...(typed.issuer && { issuer: typed.issuer }),
      ...(expiry && 'value' in expiry && expiry.precision === 'day' && { expiry: expiry.value }),
      ...(none && typed.absentReason && { absentReason: typed.absentReason }),
    },
  }
}
