// The list of the US Treasury in its advanced XML: parties, and the tables they refer to.

import { entryOf, type ListedEntry, type ListFault } from './entry.ts'
import { listedCountry, listedSex } from './listed-countries.ts'
import { listedDate, type PartialSpan } from './listed-dates.ts'
import { anywhereIn, elementsOf, inside, textIn, type Element } from './xml-elements.ts'

const tables = new Set([
  'AliasType', 'AreaCode', 'Country', 'DetailReference', 'FeatureType', 'IDRegDocType',
  'PartySubType',
])
const wanted = new Set([...tables, 'Location', 'IDRegDocument', 'DistinctParty'])
const kinds: Readonly<Record<string, ListedEntry['kind']>> = {
  vessel: 'vessel', aircraft: 'aircraft', unknown: 'unknown',
}
/** More documents than this are not kept while the parties that they belong to are awaited. */
const mostDocuments = 200_000

type Document = NonNullable<Parameters<typeof entryOf>[0]['documents']>[number]

/** Entries of sdn_advanced.xml; its tables stand before its parties and are kept while reading. */
export async function* readOfacAdvanced(
  text: AsyncIterable<string>, list: string,
): AsyncGenerator<ListedEntry | ListFault> {
  const known = new Tables()
  for await (const element of elementsOf(text, wanted)) {
    if (element.name === 'DistinctParty') {
      yield entryOf(known.partyIn(element), { list, line: element.line })
    } else known.take(element)
  }
}

/** Owns what the parties refer to by number. */
class Tables {
  readonly #words = new Map<string, string>()
  readonly #places = new Map<string, { place: string; country?: string | undefined }>()
  readonly #documents = new Map<string, Document[]>()

  take(element: Element): void {
    const id = element.attributes['ID'] ?? ''
    if (element.name === 'Location') this.#places.set(id, this.#placeIn(element))
    else if (element.name === 'IDRegDocument') this.#takeDocument(element)
    else if (tables.has(element.name)) this.#words.set(`${element.name} ${id}`, element.text.trim())
  }

  partyIn(party: Element): Parameters<typeof entryOf>[0] {
    const profile = inside(party, 'Profile')[0]
    const features = inside(profile, 'Feature')
    const identities = inside(profile, 'Identity')
    const subType = this.#word('PartySubType', profile, 'PartySubTypeID')?.toLowerCase() ?? ''
    const of = (pattern: RegExp) => features.filter((feature) =>
      pattern.test(this.#word('FeatureType', feature, 'FeatureTypeID') ?? ''))
    // A subtype of its own have vessels and aircraft; a birth date or a sex makes a person.
    const person = of(/birthdate|gender/i).length > 0
    return {
      id: party.attributes['FixedRef'] ?? profile?.attributes['ID'],
      kind: kinds[subType] === 'unknown' && person ? 'person' : kinds[subType] ?? 'unknown',
      names: identities.flatMap((identity) => inside(identity, 'Alias'))
        .flatMap((alias) => this.#namesIn(alias)),
      births: of(/birthdate/i).flatMap(birthIn),
      sexes: of(/gender/i).map((feature) => listedSex(
        anywhereIn(feature, 'VersionDetail').map((detail) =>
          this.#word('DetailReference', detail, 'DetailReferenceID') ?? detail.text)[0]
      )),
      nationalities: of(/nationality|citizenship/i)
        .flatMap((feature) => this.#countriesOf(feature)),
      places: of(/place of birth/i).map((feature) => this.#placeOf(feature)),
      documents: identities.flatMap(
        (identity) => this.#documents.get(identity.attributes['ID'] ?? '') ?? []
      ),
      programme: textIn(party, 'Comment'),
    }
  }

  #namesIn(alias: Element): Parameters<typeof entryOf>[0]['names'] {
    const { Primary, LowQuality } = alias.attributes
    const kind = Primary === 'true' ? 'primary' : LowQuality === 'true' ? 'weak' : 'alias'
    return inside(alias, 'DocumentedName').map((name) => ({
      kind, text: anywhereIn(name, 'NamePartValue').map((part) => part.text.trim()).join(' '),
    }))
  }

  #placeIn(location: Element): { place: string; country?: string | undefined } {
    const country = this.#word('Country', inside(location, 'LocationCountry')[0], 'CountryID') ??
      this.#word('AreaCode', inside(location, 'LocationAreaCode')[0], 'AreaCodeID')
    const place = anywhereIn(location, 'Value').map((each) => each.text.trim()).join(', ')
    return { place: place || (country ?? ''), country }
  }

  #takeDocument(element: Element): void {
    const owner = element.attributes['IdentityID'] ?? ''
    if (this.#documents.size >= mostDocuments) return
    const document = {
      number: textIn(element, 'IDRegistrationNo'),
      kind: this.#word('IDRegDocType', element, 'IDRegDocTypeID'),
      issuer: listedCountry(this.#word('Country', element, 'IssuedBy-CountryID')),
    }
    this.#documents.set(owner, [...this.#documents.get(owner) ?? [], document])
  }

  #locationsOf(feature: Element) {
    return anywhereIn(feature, 'VersionLocation')
      .flatMap(({ attributes }) => this.#places.get(attributes['LocationID'] ?? '') ?? [])
  }

  #countriesOf(feature: Element): (string | undefined)[] {
    return this.#locationsOf(feature).map(({ place, country }) => listedCountry(country ?? place))
  }

  #placeOf(feature: Element): string | undefined {
    return anywhereIn(feature, 'VersionDetail')[0]?.text.trim() ||
      this.#locationsOf(feature)[0]?.place
  }

  #word(table: string, element: Element | undefined, attribute: string): string | undefined {
    return this.#words.get(`${table} ${element?.attributes[attribute] ?? ''}`)
  }
}

/** A period from the first day of its start to the last day of its end. */
function birthIn(feature: Element): PartialSpan[] {
  return anywhereIn(feature, 'DatePeriod').flatMap((period) => {
    const at = (side: string, which: 'first' | 'last') => {
      const days = inside(inside(period, side)[0], which === 'first' ? 'From' : 'To')
      const [year, month, day] = ['Year', 'Month', 'Day'].map((part) => textIn(days[0], part))
      return year && `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
    }
    const [first, last] = [at('Start', 'first'), at('End', 'last')]
    if (!first) return []
    const approximate = anywhereIn(period, 'Start')[0]?.attributes['Approximate'] === 'true'
    const said = spanned(first, last)
    return said ? [{ ...said, ...(approximate && { approximate }) }] : []
  })
}

function spanned(first: string, last: string | undefined): PartialSpan | undefined {
  const from = listedDate(first)
  if (!from || !last || last === first) return from
  const [year, until] = [first.slice(0, 4), listedDate(last)?.value]
  // From the first of January to the last of December is a year, not a day.
  if (first.endsWith('-01-01') && last === `${year}-12-31`) return { value: year }
  return { ...from, ...(until && until > from.value && { until }) }
}
