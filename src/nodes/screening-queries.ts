// A person out of a row of a file: which column is what, and what of it can be compared.

import { listedCountry, listedSex } from '../border/lists/listed-countries.ts'
import { listedDate } from '../border/lists/listed-dates.ts'
import { longestName } from '../border/lists/entry.ts'
import type { ScreenedPerson } from '../border/travellers/look-up-terms.ts'

const headings = {
  id: ['id', 'query', 'query id', 'ref', 'reference'],
  name: ['name', 'full name', 'fullname', 'names', 'person'],
  'birth-date': ['birth date', 'birthdate', 'date of birth', 'dob', 'born', 'birth'],
  nationality: ['nationality', 'nationalities', 'country', 'citizenship'],
  sex: ['sex', 'gender'],
  document: [
    'document', 'document number', 'documents', 'passport', 'passport number', 'id number',
  ],
} as const
export type QueryRole = keyof typeof headings

/** What each column of a file is, by its heading; a column of another heading is passed over. */
export function rolesOf(fields: readonly string[]): (QueryRole | undefined)[] {
  const taken = new Set<QueryRole>()
  return fields.map((field) => {
    const plain = field.toLowerCase().replaceAll(/[_\-.\s]+/g, ' ').trim()
    const role = (Object.keys(headings) as QueryRole[]).find((each) =>
      !taken.has(each) && (headings[each] as readonly string[]).includes(plain))
    if (role) taken.add(role)
    return role
  })
}

/** The person of a row, or what is wrong with it; values of a field stand between ; or |. */
export function personOf(
  fields: readonly string[], roles: readonly (QueryRole | undefined)[],
): { id?: string; person?: ScreenedPerson; wrong?: string } {
  const of = (role: QueryRole) => (fields[roles.indexOf(role)] ?? '').trim()
  const id = of('id')
  const name = of('name').slice(0, longestName)
  const documents = parts(of('document')).map((number) => ({ number: number.slice(0, 40) }))
  const named = id ? { id } : {}
  if (!name && documents.length === 0) return { ...named, wrong: 'neither a name nor a document' }
  const birth = listedDate(of('birth-date'))
  const sex = listedSex(of('sex'))
  const nationalities = parts(of('nationality')).map((each) => listedCountry(each))
    .filter((each) => each !== undefined)
  return {
    ...named,
    person: {
      names: name ? [name] : [],
      ...(birth && { birthDate: {
        value: birth.value, precision: birth.approximate ? 'estimated' : 'day',
      } }),
      ...(sex && { sex: sex as 'M' }), ...(nationalities.length > 0 && { nationalities }),
      ...(documents.length > 0 && { documents: documents.slice(0, 8) }),
    },
  }
}

function parts(text: string): string[] {
  return text.split(/[;|]/).map((part) => part.trim()).filter((part) => part !== '')
}
