// The list of the US Treasury (OFAC SDN) in XML: sdn.xml, one element an entry.

import { entryOf, type ListedEntry, type ListFault } from './entry.ts'
import { listedCountry, listedSex } from './listed-countries.ts'
import { listedDate } from './listed-dates.ts'
import { elementsOf, inside, textIn, type Element } from './xml-elements.ts'

const kinds: Readonly<Record<string, ListedEntry['kind']>> = {
  individual: 'person', entity: 'organisation', vessel: 'vessel', aircraft: 'aircraft',
}

/** Entries of sdn.xml (and of the consolidated non-SDN list, which has the same form). */
export async function* readOfacXml(
  text: AsyncIterable<string>, list: string,
): AsyncGenerator<ListedEntry | ListFault> {
  for await (const element of elementsOf(text, new Set(['sdnEntry']))) {
    const ids = listIn(element, 'idList', 'id')
    const isSex = (id: Element) => textIn(id, 'idType') === 'Gender'
    yield entryOf({
      id: textIn(element, 'uid'),
      kind: kinds[textIn(element, 'sdnType')?.toLowerCase() ?? ''] ?? 'unknown',
      names: [
        { text: nameIn(element), kind: 'primary' },
        ...listIn(element, 'akaList', 'aka').map((aka) => ({
          text: nameIn(aka),
          kind: textIn(aka, 'category') === 'weak' ? 'weak' as const : 'alias' as const,
        })),
      ],
      births: listIn(element, 'dateOfBirthList', 'dateOfBirthItem')
        .flatMap((item) => listedDate(textIn(item, 'dateOfBirth')) ?? []),
      sexes: ids.filter(isSex).map((id) => listedSex(textIn(id, 'idNumber'))),
      nationalities: [
        ...listIn(element, 'nationalityList', 'nationality'),
        ...listIn(element, 'citizenshipList', 'citizenship'),
      ].map((each) => listedCountry(textIn(each, 'country'))),
      places: listIn(element, 'placeOfBirthList', 'placeOfBirthItem')
        .map((item) => textIn(item, 'placeOfBirth')),
      documents: ids.filter((id) => !isSex(id)).map((id) => ({
        number: textIn(id, 'idNumber'), kind: textIn(id, 'idType'),
        issuer: listedCountry(textIn(id, 'idCountry')),
      })),
      programme: listIn(element, 'programList', 'program').map((each) => each.text.trim())
        .join(', '),
    }, { list, line: element.line })
  }
}

/** Family names come first and are parted from the others by a comma, as the list prints them. */
function nameIn(element: Element): string {
  return [textIn(element, 'lastName'), textIn(element, 'firstName')].filter(Boolean).join(', ')
}

function listIn(element: Element, list: string, item: string): Element[] {
  return inside(element, list).flatMap((each) => inside(each, item))
}
