// Persons of a carrier's list against a list from outside, before they come; and the answer to it.

import { writeCusres, type BoardAnswer } from '../border/manifests/write-cusres.ts'
import type { ListedPerson, ManifestMessage } from '../border/manifests/terms.ts'
import type { AlertIndex } from '../border/watchlist/alert-index.ts'
import type { ScreenedPerson } from '../border/travellers/look-up-terms.ts'
import { answerOf, type Screened } from './screening-file.ts'

/** A person of a list with whom they may be, and what the carrier is told. */
export interface ScreenedOnList {
  segment: number
  answer: BoardAnswer
  hits: Screened['hits']
}

/** A person of a list as they are compared; nothing where neither name nor document is said. */
export function comparedOf(person: ListedPerson): ScreenedPerson | undefined {
  const { surname, givenNames, sex, birthDate, nationalities, documents } = person
  const name = [surname, ...givenNames].filter(Boolean).join(' ')
  const numbers = documents.filter(({ number }) => number).slice(0, 8)
  if (!name && numbers.length === 0) return undefined
  return {
    names: name ? [name] : [],
    ...(birthDate?.value && { birthDate }), ...(sex && sex !== 'U' && { sex: sex as 'M' }),
    ...(nationalities.length > 0 && { nationalities }),
    ...(numbers.length > 0 && {
      documents: numbers.map(({ number, issuer }) =>
        ({ number: number.slice(0, 40), ...(issuer && { issuer }) })),
    }),
  } as ScreenedPerson
}

/**
 * Who of a message may be on the list. The carrier is told to board whom nothing was found of, not
 * to board whom an officer must look at first, and who could not be compared.
 */
export function screenedOnList(
  index: AlertIndex, { persons }: ManifestMessage, today: string,
): ScreenedOnList[] {
  return persons.map((person) => {
    const compared = comparedOf(person)
    const { hits } = compared ? answerOf(index.weigh(compared, today)) : { hits: [] }
    const answer = !compared ? 'not-known' : hits.length > 0 ? 'do-not-board' : 'board'
    return { segment: person.place.segment, answer, hits }
  })
}

/** The answer to a message as a carrier reads it: sent back from its recipient to its sender. */
export function answerTo(
  message: ManifestMessage, screened: readonly ScreenedOnList[],
  envelope: Parameters<typeof writeCusres>[0]['interchange'],
): string {
  return writeCusres({
    list: message, interchange: envelope, reference: '1',
    answers: message.persons.map((person, at) => ({ person, answer: screened[at]!.answer })),
  })
}
