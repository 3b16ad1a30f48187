// Which column of a national list is what: by its heading in four languages, or by a mapping.

import type { Gathered } from './entry.ts'
import { listedCountry, listedSex } from './listed-countries.ts'
import { listedDate } from './listed-dates.ts'

/** What a column can hold. */
export const columnRoles = [
  'id', 'name', 'given', 'middle', 'family', 'alias', 'weak-alias', 'birth-date', 'birth-year',
  'birth-month', 'birth-day', 'sex', 'nationality', 'birth-place', 'document', 'document-type',
  'document-issuer', 'kind', 'programme',
] as const
export type ColumnRole = (typeof columnRoles)[number]

/** Which heading holds what; headings that are not named are not read. */
export type Mapping = Readonly<Record<string, ColumnRole>>

const headings: Readonly<Record<ColumnRole, string>> = {
  id: 'id n uid entryid reference referencenumber ref entnum numero no number serial identifiant ' +
    'matricule رقم الرقم الرقمالمرجعي lambar tirsi entityid dataid',
  name: 'name names fullname wholename primaryname caption person subject nom nomcomplet ' +
    'nometprenom nomprenom nomsetprenoms الاسم الإسم الاسمالكامل اسم magac magaca magacabuuxa ' +
    'name1 text query entityname',
  given: 'given givenname givennames first firstname forename forenames prenom prenoms ' +
    'الاسمالأول الاسمالاول magacakoowaad',
  middle: 'middle middlename middlenames secondname fathername fathersname father nomdupere pere ' +
    'اسمالأب اسمالاب magacaaabaha magacalabaad',
  family: 'family familyname surname last lastname secondsurname nomdefamille اللقب اسمالعائلة ' +
    'العائلة qoyska magacaqoyska magacaawoowaha',
  alias: 'alias aliases aka alsoknownas alternatename altnames othernames strong strongaliases ' +
    'alternativename autresnoms surnom surnoms الاسمالمستعار أسماءأخرى ' +
    'اسماءاخرى كنية الكنية magacyokale naanays',
  'weak-alias': 'weak weakalias weakaliases lowqualityaka nomdeguerre',
  'birth-date': 'dob birthdate dateofbirth born birth bornon birthdates datedenaissance ' +
    'naissance nele تاريخالميلاد تاريخالولادة الميلاد taariikhdadhalashada',
  'birth-year': 'yob yearofbirth birthyear anneedenaissance سنةالميلاد sanadkadhalashada year',
  'birth-month': 'monthofbirth birthmonth moisdenaissance شهرالميلاد',
  'birth-day': 'dayofbirth birthday jourdenaissance يومالميلاد',
  sex: 'sex gender sexe genre الجنس النوع jinsi',
  nationality: 'nationality nationalities citizenship citizenships country countries nationalite ' +
    'pays الجنسية البلد jinsiyad jinsiyadda dhalasho dal waddan nat',
  'birth-place': 'placeofbirth birthplace pob lieudenaissance مكانالميلاد محلالميلاد ' +
    'مكانالولادة goobtadhalashada place',
  document: 'document documents documentnumber documentno docno docnumber passport passports ' +
    'passportnumber passportno passportnum identifiers identifier idnumber nationalid passeport ' +
    'numeropasseport numerodepasseport numerodocument nopasseport رقمالجواز جوازالسفر رقمالوثيقة ' +
    'baasaboor lambarkabaasaboorka',
  'document-type': 'documenttype doctype typeofdocument typedocument typededocument نوعالوثيقة',
  'document-issuer': 'issuer issuingcountry documentissuer issuedby paysdedelivrance ' +
    'بلدالإصدار بلدالاصدار جهةالإصدار',
  kind: 'kind type schema sdntype entitytype subjecttype category النوعالكيان',
  programme: 'program programme programs programids list listname dataset sanctions liste القائمة',
}
const roleOf = new Map((Object.entries(headings) as [ColumnRole, string][])
  .flatMap(([role, all]) => all.split(' ').map((each) => [plain(each), role] as const)))

/** A heading without case, accents, spaces and signs. */
function plain(heading: string): string {
  return heading.slice(0, 80).normalize('NFKD').toLowerCase()
    .replace(/\p{M}/gu, '').replace(/[أإآ]/g, 'ا').replace(/[^\p{L}\p{N}]/gu, '')
}

/** What a heading means by itself; nothing where it is not known. */
export function roleOfHeading(heading: string): ColumnRole | undefined {
  const text = plain(heading)
  return roleOf.get(text) ?? roleOf.get(text.replace(/\d+$/, ''))
}

/** What each column holds, by the mapping where there is one, otherwise by its heading. */
export function rolesOf(
  header: readonly string[], mapping?: Mapping,
): (ColumnRole | undefined)[] {
  return header.map((heading) => mapping
    ? (Object.hasOwn(mapping, heading.trim()) ? mapping[heading.trim()] : undefined)
    : roleOfHeading(heading))
}

/** Whether entries can be read of such columns: a name or a document must be among them. */
export function areEnough(roles: readonly (ColumnRole | undefined)[]): boolean {
  return roles.some((role) => ['name', 'given', 'family', 'document'].includes(role ?? ''))
}

/** What parts the values of one field. */
const several = /[;|\n]/

/** What a row says, by the role of each of its cells; a cell of several values is several cells. */
export function gatheredFrom(
  cells: readonly { role: ColumnRole | undefined; text: string }[],
): Gathered {
  const of = (...roles: ColumnRole[]) => cells
    .filter(({ role, text }) => role && roles.includes(role) && text.trim() && !isNull(text))
    .map(({ text }) => text.trim())
  const all = (role: ColumnRole) => of(role).flatMap((text) => text.split(several))
  const parts = [...of('given'), ...of('middle'), ...of('family')]
  const names = [...all('name'), ...(of('name').length === 0 ? [parts.join(' ')] : [])]
  const [kind] = of('document-type')
  const [issuer] = of('document-issuer')
  const yearly = [of('birth-year')[0], of('birth-month')[0], of('birth-day')[0]]
  const [whole] = of('birth-date')
  return {
    id: of('id')[0], kind: kindOf(of('kind')[0]), programme: of('programme')[0],
    names: [
      ...names.map((text, index) => (
        { text, kind: index ? 'alias' as const : 'primary' as const }
      )),
      ...all('alias').map((text) => ({ text, kind: 'alias' as const })),
      ...all('weak-alias').map((text) => ({ text, kind: 'weak' as const })),
    ],
    births: [
      ...all('birth-date').flatMap((text) => listedDate(text) ?? []),
      ...(whole || !yearly[0] ? [] : [listedDate(
        [yearly[0], yearly[1] ?? 0, yearly[2] ?? 0].join('-')
      ) ?? []].flat()),
    ],
    sexes: of('sex').map(listedSex),
    nationalities: all('nationality').map(listedCountry),
    places: of('birth-place'),
    documents: all('document').map((number) => ({ number, kind, issuer: listedCountry(issuer) })),
  }
}

const isNull = (text: string) => /^\s*(-0-|n\/?a|null|none|nil|-+|\.)\s*$/i.test(text)

/** The kind that a list's own word means; nothing is said where the word is not known. */
export function kindOf(word: string | undefined): Gathered['kind'] {
  const text = word?.toLowerCase() ?? ''
  if (/^(person|individu|human|فرد|شخص|qof|p$)/u.test(text)) return 'person'
  if (/vessel|ship|navire|سفينة/u.test(text)) return 'vessel'
  if (/aircraft|airplane|plane|aéronef/u.test(text)) return 'aircraft'
  if (/passport|identification|document|passeport|جواز/u.test(text)) return 'document'
  const organised = /entity|compan|organi[sz]ation|publicbody|enterprise|business|société|شركة/u
  return organised.test(text) ? 'organisation' : undefined
}
