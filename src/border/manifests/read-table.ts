// A list of a bus or a boat as a table: CSV with named columns, each wrong cell with its place.

import { parse, CsvError } from 'csv-parse/sync'
import { countryCode, countryOfAlpha2 } from '../../lib/codes/country-codes.ts'
import { partialDate } from '../../lib/dates/partial-date.ts'
import type { EdifactFault, FaultKind, Place } from '../../lib/edifact/segments.ts'
import type { ListedPerson } from './terms.ts'

/** A bus has sixty seats and a ferry some thousands. */
export const mostListed = 5_000
const longestTable = 4 * 1024 * 1024

const headings = {
  surname: ['surname', 'last_name', 'family_name', 'nom'],
  given: ['given_names', 'given_name', 'first_name', 'first_names', 'prenom', 'prénom'],
  name: ['name', 'full_name'],
  sex: ['sex', 'gender', 'sexe'],
  birth: ['birth_date', 'date_of_birth', 'dob', 'birth'],
  nationality: ['nationality', 'nationalité'],
  type: ['document_type'],
  number: ['document_number', 'passport_number', 'document', 'passport', 'number'],
  issuer: ['issuing_state', 'document_issuer', 'issuer'],
  expires: ['expiry', 'expiry_date', 'document_expiry', 'valid_until'],
  role: ['role', 'crew'],
  seat: ['seat'],
  phone: ['phone', 'telephone', 'contact'],
} as const
type Heading = keyof typeof headings

export interface Table { persons: ListedPerson[]; faults: EdifactFault[] }

/** Reads a table of persons; the first line names the columns. Nothing throws. */
export function readTable(text: string): Table {
  const faults: EdifactFault[] = []
  const told = (fault: FaultKind, line: number, column: string, hint: string) => {
    faults.push({ fault, hint, place: { segment: line, tag: column, line, column: 1 } })
  }
  const [head, ...rows] = rowsIn(text, told)
  if (!head) return { persons: [], faults }
  const columns = head.map((each) => headingOf(each))
  if (!columns.includes('surname') && !columns.includes('name')) {
    told('segment-missing', 1, '', 'no column is headed surname or name: name the columns first')
    return { persons: [], faults }
  }
  if (rows.length > mostListed) told('too-long', 1, '', `at most ${mostListed} persons are read`)
  const persons = rows.slice(0, mostListed).map((fields, index) => {
    const cells = new Map<Heading, string>()
    for (const [at, heading] of columns.entries()) {
      if (heading && fields[at]?.trim()) cells.set(heading, fields[at].trim())
    }
    return personOf(cells, index + 2, told)
  })
  return { persons, faults }
}

type Told = (fault: FaultKind, line: number, column: string, hint: string) => void

function rowsIn(text: string, told: Told): string[][] {
  if (text.length > longestTable) {
    told('too-long', 1, '', `a table has at most ${longestTable} characters`)
    return []
  }
  const [heading = ''] = text.split('\n', 1)
  const delimiter = ['\t', ';', ','].find((sign) => heading.includes(sign)) ?? ','
  try {
    return parse(text, {
      bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true,
    })
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure
    told('value-form', 1, '', 'quotation marks do not pair: save the table as CSV again')
    return []
  }
}

function headingOf(text: string): Heading | undefined {
  const name = text.trim().toLowerCase().replaceAll(/[\s-]+/g, '_')
  return (Object.keys(headings) as Heading[])
    .find((each) => (headings[each] as readonly string[]).includes(name))
}

function personOf(cells: ReadonlyMap<Heading, string>, line: number, told: Told): ListedPerson {
  const place: Place = { segment: line, tag: 'row', line, column: 1 }
  const [surname, given] = namesIn(cells)
  if (!surname && !given) told('value-missing', line, 'surname', 'the person has no name')
  const day = (column: 'birth' | 'expires') => {
    const cell = cells.get(column)
    const date = cell ? partialDate(cell) : undefined
    if (!date || !('refused' in date)) return date
    told('date-form', line, column, `${cell!.slice(0, 20)}: write the day as YYYY-MM-DD`)
    return undefined
  }
  const country = (column: 'nationality' | 'issuer') => {
    const cell = cells.get(column)
    const code = cell && (countryCode(cell) ?? countryOfAlpha2(cell))
    if (cell && !code) told('code-unknown', line, column, `${cell.slice(0, 20)} is no State's code`)
    return code
  }
  const sex = cells.get('sex')?.toUpperCase().charAt(0)
  if (sex && !'MFXU'.includes(sex)) told('code-unknown', line, 'sex', `${sex} is no sex`)
  const [birthDate, expires] = [day('birth'), day('expires')]
  const [nationality, issuer] = [country('nationality'), country('issuer')]
  const [number, phone] = [cells.get('number'), cells.get('phone')]
  return {
    place, role: /^(crew|driver|yes)$/i.test(cells.get('role') ?? '') ? 'crew' : 'passenger',
    surname, givenNames: given ? [given] : [],
    ...(sex && 'MFXU'.includes(sex) && { sex }), ...(birthDate && { birthDate }),
    nationalities: nationality ? [nationality] : [], addresses: [],
    contacts: phone ? [{ kind: 'TE', value: phone }] : [],
    documents: number ? [{
      type: cells.get('type') ?? 'P', number, ...(expires?.value && { expires: expires.value }),
      ...(issuer && { issuer }),
    }] : [],
    seats: cells.has('seat') ? [cells.get('seat')!] : [], references: [], other: [],
  }
}

/** Surname and given names; a whole name without a comma is a surname with nothing beside it. */
function namesIn(cells: ReadonlyMap<Heading, string>): [string, string] {
  const whole = cells.get('name')
  if (cells.has('surname') || !whole) return [cells.get('surname') ?? '', cells.get('given') ?? '']
  const [surname = '', given = ''] = whole.split(',', 2).map((each) => each.trim())
  return [surname, given]
}
