// The consolidated list of the European Union in CSV: one row a name, a birth or a document.

import { rowsOf } from './csv-rows.ts'
import { entryOf, ListEnds, type ListedEntry, type ListFault } from './entry.ts'
import { euBirth } from './eu-xml.ts'
import { listedCountry, listedSex } from './listed-countries.ts'

/** Headings in both forms that the list has been published in, without case and signs. */
const headings = {
  id: ['entityeureferencenumber', 'entityeurefnumber', 'entitylogicalid', 'entityid'],
  subject: ['entitysubjecttypeclassificationcode', 'entitysubjecttype', 'subjecttype'],
  programme: ['entityregulationprogramme', 'programme', 'entityprogramme'],
  whole: ['namealiaswholename', 'naalwholename'],
  given: ['namealiasfirstname', 'naalfirstname'],
  middle: ['namealiasmiddlename', 'naalmiddlename'],
  family: ['namealiaslastname', 'naallastname'],
  strong: ['namealiasstrong'],
  sex: ['namealiasgender', 'naalgender'],
  birthdate: ['birthdatebirthdate', 'birtdate'],
  year: ['birthdateyear', 'birtyear'],
  monthOfYear: ['birthdatemonth', 'birtmonth'],
  dayOfMonth: ['birthdateday', 'birtday'],
  yearRangeFrom: ['birthdateyearrangefrom'],
  yearRangeTo: ['birthdateyearrangeto'],
  circa: ['birthdatecirca'],
  city: ['birthdatecity', 'birtplace', 'birthdateplace'],
  country: ['birthdatecountrydescription', 'birtcountry'],
  number: ['identificationnumber', 'idennumber'],
  numberKind: ['identificationtypecode', 'identypecode', 'identificationtypedescription'],
  issuer: ['identificationcountryiso2code', 'idencountry'],
  citizen: ['citizenshipcountryiso2code', 'citicountry'],
} as const
type Column = keyof typeof headings

/** One entry has some hundred rows at most. */
const mostRows = 5000

/** Whether the first line is the heading of the European Union's CSV. */
export function isEuCsv(firstLine: string): boolean {
  return /\b(NameAlias_WholeName|Naal_wholename)\b/i.test(firstLine)
}

/** Entries of the European Union's CSV: rows of one entry follow each other and are one entry. */
export async function* readEuCsv(
  text: AsyncIterable<string>, list: string, delimiter: string,
): AsyncGenerator<ListedEntry | ListFault> {
  let at: Partial<Record<Column, number>> | undefined
  let open: { id: string; line: number; rows: string[][] } | undefined
  for await (const { fields, line } of rowsOf(text, delimiter)) {
    if (!at) {
      at = columnsOf(fields)
      continue
    }
    const id = fields[at.id ?? -1]?.trim() ?? ''
    if (open && open.id !== id) {
      yield entryIn(open.rows, at, { list, line: open.line, id: open.id })
      open = undefined
    }
    open ??= { id, line, rows: [] }
    open.rows.push(fields)
    if (open.rows.length > mostRows) {
      throw new ListEnds('too-long', open.line, `more than ${mostRows} rows are of one entry`)
    }
  }
  if (open) yield entryIn(open.rows, at!, { list, line: open.line, id: open.id })
}

function columnsOf(header: readonly string[]): Partial<Record<Column, number>> {
  const plain = header.map((each) => each.toLowerCase().replace(/[^a-z0-9]/g, ''))
  return Object.fromEntries((Object.entries(headings) as [Column, readonly string[]][])
    .flatMap(([column, names]) => {
      const found = names.map((name) => plain.indexOf(name)).find((index) => index >= 0)
      return found === undefined ? [] : [[column, found]]
    }))
}

function entryIn(
  rows: readonly string[][], at: Partial<Record<Column, number>>,
  about: { list: string; line: number; id: string },
): ListedEntry | ListFault {
  const cell = (row: readonly string[], column: Column) =>
    row[at[column] ?? -1]?.trim() || undefined
  const subject = rows.map((row) => cell(row, 'subject')).find(Boolean) ?? ''
  return entryOf({
    id: about.id, programme: cell(rows[0]!, 'programme'),
    kind: /^p/i.test(subject) ? 'person' : subject ? 'organisation' : 'unknown',
    names: rows.map((row, index) => ({
      text: cell(row, 'whole') ??
        (['given', 'middle', 'family'] as const).map((part) => cell(row, part)).join(' '),
      kind: index === 0 ? 'primary' : cell(row, 'strong') === 'false' ? 'weak' : 'alias',
    })),
    births: rows.flatMap((row) => euBirth(Object.fromEntries(([
      'birthdate', 'year', 'monthOfYear', 'dayOfMonth', 'yearRangeFrom', 'yearRangeTo', 'circa',
    ] as const).map((column) => [column, cell(row, column)])))),
    sexes: rows.map((row) => listedSex(cell(row, 'sex'))),
    nationalities: rows.map((row) => listedCountry(cell(row, 'citizen'))),
    places: rows.map((row) => [cell(row, 'city'), cell(row, 'country')].filter(Boolean).join(', ')),
    documents: rows.map((row) => ({
      number: cell(row, 'number'), kind: cell(row, 'numberKind'),
      issuer: listedCountry(cell(row, 'issuer')),
    })),
  }, about)
}
