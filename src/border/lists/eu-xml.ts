// The consolidated list of the European Union, in XML.

import { entryOf, type ListedEntry, type ListFault } from './entry.ts'
import { listedCountry, listedSex } from './listed-countries.ts'
import { listedDate, type PartialSpan } from './listed-dates.ts'
import { elementsOf, inside, type Element } from './xml-elements.ts'

/** Entries of the European Union's list, each with all names in all languages it has. */
export async function* readEuXml(
  text: AsyncIterable<string>, list: string,
): AsyncGenerator<ListedEntry | ListFault> {
  for await (const element of elementsOf(text, new Set(['sanctionEntity']))) {
    const names = inside(element, 'nameAlias').map(({ attributes }) => attributes)
    const births = inside(element, 'birthdate')
    const subject = inside(element, 'subjectType')[0]?.attributes ?? {}
    const person = /^p/i.test(subject['classificationCode'] ?? subject['code'] ?? '')
    yield entryOf({
      id: element.attributes['euReferenceNumber'] || element.attributes['logicalId'],
      kind: person ? 'person' : subject['code'] ? 'organisation' : 'unknown',
      names: names.map((name, index) => ({
        text: name['wholeName'] ||
          ['firstName', 'middleName', 'lastName'].map((part) => name[part]).join(' '),
        kind: index === 0 ? 'primary' : name['strong'] === 'false' ? 'weak' : 'alias',
      })),
      births: births.flatMap(({ attributes }) => euBirth(attributes)),
      sexes: names.map((name) => listedSex(name['gender'])),
      nationalities: inside(element, 'citizenship').map(countryIn),
      places: births.map(({ attributes: at }) => [
        at['city'] || at['place'], at['countryIso2Code'] !== '00' && at['countryDescription'],
      ].filter(Boolean).join(', ')),
      documents: inside(element, 'identification').map((each) => ({
        number: each.attributes['number'] || each.attributes['latinNumber'],
        kind: each.attributes['identificationTypeCode'], issuer: countryIn(each),
      })),
      programme: inside(element, 'regulation')[0]?.attributes['programme'],
    }, { list, line: element.line })
  }
}

/** A birth as the European Union's list has it, in XML and CSV alike; 00 is an unknown country. */
export function euBirth(at: Readonly<Record<string, string | undefined>>): PartialSpan[] {
  const year = at['year'] && at['year'] !== '0' ? at['year'] : undefined
  const parted = year && `${year}-${at['monthOfYear'] || '0'}-${at['dayOfMonth'] || '0'}`
  const said = listedDate(at['birthdate']) ?? listedDate(parted) ?? listedDate(at['yearRangeFrom'])
  if (!said) return []
  const until = listedDate(at['yearRangeTo'])?.value
  return [{
    value: said.value, ...(at['circa'] === 'true' && { approximate: true }),
    ...(until && until > said.value && { until }),
  }]
}

function countryIn({ attributes }: Element): string | undefined {
  const code = attributes['countryIso2Code']
  return listedCountry(code && code !== '00' ? code : attributes['countryDescription'])
}
