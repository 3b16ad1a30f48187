// By what a person is known again: a document, or name, birth date and nationality together.

import { foldName, nameKey } from '../../lib/names/fold-name.ts'
import { numbered } from './listed.ts'
import { readNumber } from '../travellers/number-terms.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'

const mostKeys = 8

/**
 * The keys of a person, those handed in first: `document:<issuer>:<number>` for each document, and
 * `name:<key>|<birth date>|<nationality>` for the first name where all three are known.
 */
export function personKeysOf(person: ScreenedPerson): string[] {
  const birth = person.birthDate?.value
  const [nationality] = person.nationalities ?? []
  const name = person.names.find((each) => foldName(each).length > 0)
  return [...new Set([
    ...(person.personKeys ?? []),
    ...numbered(person).map(
      ({ number, issuer }) => `document:${issuer ?? ''}:${readNumber(number)}`
    ),
    ...(name && birth && nationality ? [`name:${nameKey(name)}|${birth}|${nationality}`] : []),
  ])].slice(0, mostKeys)
}

/**
 * Whether two sets of keys are one person's. Where both have documents, a document must agree:
 * a namesake with another passport is somebody else until two officers say so.
 */
export function samePerson(a: readonly string[], b: readonly string[]): boolean {
  const documents = (keys: readonly string[]) => keys.filter((key) => key.startsWith('document:'))
  const [ours, theirs] = [documents(a), documents(b)]
  if (ours.length > 0 && theirs.length > 0) return ours.some((key) => theirs.includes(key))
  return a.some((key) => b.includes(key))
}
