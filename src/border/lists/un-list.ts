// The consolidated list of the United Nations Security Council, in XML.

import { entryOf, type ListedEntry, type ListFault } from './entry.ts'
import { listedCountry, listedSex } from './listed-countries.ts'
import { listedDate, type PartialSpan } from './listed-dates.ts'
import { elementsOf, inside, textIn, type Element } from './xml-elements.ts'

const wanted = new Set(['INDIVIDUAL', 'ENTITY'])

/** Entries of the Security Council's list: individuals and entities, in their own script too. */
export async function* readUnList(
  text: AsyncIterable<string>, list: string,
): AsyncGenerator<ListedEntry | ListFault> {
  for await (const element of elementsOf(text, wanted)) {
    const person = element.name === 'INDIVIDUAL'
    const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME']
      .map((part) => textIn(element, part)).filter(Boolean)
    yield entryOf({
      id: textIn(element, 'REFERENCE_NUMBER') ?? textIn(element, 'DATAID'),
      kind: person ? 'person' : 'organisation',
      names: [
        { text: parts.join(' '), kind: 'primary' },
        { text: textIn(element, 'NAME_ORIGINAL_SCRIPT'), kind: 'alias' },
        ...inside(element, person ? 'INDIVIDUAL_ALIAS' : 'ENTITY_ALIAS').flatMap(aliasesIn),
      ],
      births: inside(element, 'INDIVIDUAL_DATE_OF_BIRTH').flatMap(birthIn),
      sexes: [listedSex(textIn(element, 'GENDER'))],
      nationalities: inside(element, 'NATIONALITY').flatMap((each) => inside(each, 'VALUE'))
        .map(({ text: country }) => listedCountry(country)),
      places: inside(element, 'INDIVIDUAL_PLACE_OF_BIRTH').map(placeIn),
      documents: inside(element, 'INDIVIDUAL_DOCUMENT').map((each) => ({
        number: textIn(each, 'NUMBER'), kind: textIn(each, 'TYPE_OF_DOCUMENT'),
        issuer: listedCountry(
          textIn(each, 'ISSUING_COUNTRY') ?? textIn(each, 'COUNTRY_OF_ISSUE')
        ),
      })),
      programme: textIn(element, 'UN_LIST_TYPE'),
    }, { list, line: element.line })
  }
}

/** A name in several spellings is written with semicolons or "a.k.a." between them. */
function aliasesIn(element: Element): { text: string; kind: 'alias' | 'weak' }[] {
  const kind = /low/i.test(textIn(element, 'QUALITY') ?? '') ? 'weak' : 'alias'
  return (textIn(element, 'ALIAS_NAME') ?? '').split(/;|\ba\.?k\.?a\.?\b/i)
    .map((text) => ({ text: text.trim(), kind }))
}

function birthIn(element: Element): PartialSpan[] {
  const [from, to] = [textIn(element, 'FROM_YEAR'), textIn(element, 'TO_YEAR')]
  const said = listedDate(textIn(element, 'DATE') ?? textIn(element, 'YEAR') ?? from)
  if (!said) return []
  const until = to && listedDate(to)?.value
  const about = /approx|between/i.test(textIn(element, 'TYPE_OF_DATE') ?? '')
  return [{
    value: said.value, ...((about || said.approximate) && { approximate: true }),
    ...(until && until > said.value && { until }),
  }]
}

function placeIn(element: Element): string {
  return ['CITY', 'STATE_PROVINCE', 'COUNTRY'].map((part) => textIn(element, part))
    .filter(Boolean).join(', ')
}
