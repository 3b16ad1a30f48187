// What a crossing is found by: the columns that follow from the person and the document.

import { foldName, keyOfSkeletons } from '../../lib/names/fold-name.ts'
import { skeleton } from '../../lib/names/skeleton.ts'
import type { LeafHead } from '../../kernel/event.ts'
import { documentKey, namesOf, type Person, type TravelDocument } from '../travellers/terms.ts'
import type { Conveyance } from './terms.ts'

interface Recorded {
  crossing: string
  person: Person
  document: TravelDocument
  traveller?: string | undefined
  conveyance?: Conveyance | undefined
}

/** All columns of a new row that are not said in so many words. */
export function found(said: Recorded, leaf: LeafHead) {
  return {
    at: leaf.at, number: leaf.number, origin: leaf.origin, post: leaf.post, officer: leaf.by,
    traveller: said.traveller ?? said.crossing,
    ...keysOfPerson(said.person), ...keysOfDocument(said.document),
    plate: plateKey(said.conveyance),
    asRecorded: said as unknown as Record<string, never>,
  }
}

/** Who said something more about a crossing, where and when; the key is the leaf's own. */
export function statementOf(crossing: string, leaf: LeafHead) {
  return {
    statement: `${crossing}/${leaf.origin}/${leaf.number}`, crossing, at: leaf.at,
    number: leaf.number, origin: leaf.origin, officer: leaf.by, second: leaf.second,
    post: leaf.post,
  }
}

/** The columns that a person is found by; the words of a name by their skeletons. */
export function keysOfPerson(person: Person) {
  const name = namesOf(person)[0] ?? ''
  const skeletons = foldName(name).map(skeleton)
  const [name1, name2, name3] = skeletons
  const birthDate = person.birthDate.value || undefined
  return {
    nameKey: keyOfSkeletons(skeletons), name1, name2, name3, birthDate,
    birthYear: birthDate?.slice(0, 4), nationality: person.nationality,
  }
}

/** The columns that a document is found by. */
export function keysOfDocument(document: TravelDocument) {
  const key = documentKey(document.number ?? '')
  return { documentNumber: key === '' ? undefined : key, documentIssuer: document.issuer }
}

/** A number plate for comparing: letters and digits only. */
export function plateKey(conveyance: Conveyance | undefined): string | undefined {
  return conveyance?.plate === undefined ? undefined : documentKey(conveyance.plate)
}
