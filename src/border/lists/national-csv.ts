// A list of separated values with a heading of its own: a national list, or one of OpenSanctions.

import { areEnough, gatheredFrom, rolesOf, type ColumnRole, type Mapping } from './columns.ts'
import { rowsOf, type Row } from './csv-rows.ts'
import { entryOf, ListEnds, type ListedEntry, type ListFault } from './entry.ts'

/** So many rows are looked at where no heading says which column holds the names. */
const lookedAt = 50

/**
 * Entries of a list with a header row: by the mapping, by the headings, or, where no heading is
 * known, with the column that looks most like names as the name. A last row that is shorter than
 * the heading, with no line end after it, is a list cut short.
 */
export async function* readNationalCsv(
  text: AsyncIterable<string>, list: string, { delimiter, mapping }: {
    delimiter: string; mapping?: Mapping | undefined
  },
): AsyncGenerator<ListedEntry | ListFault> {
  const ending = { text: '' }
  const held: Row[] = []
  let columns: Columns | undefined
  for await (const row of rowsOf(watched(text, ending), delimiter)) {
    held.push(row)
    columns ??= columnsOf(held, mapping, held.length === lookedAt)
    // One row is always held back: only the last can have been cut.
    while (columns && held.length > 1) {
      const first = held.shift()!
      if (columns.skip > 0) columns.skip -= 1
      else yield entryIn(first, columns.roles, list)
    }
  }
  columns ??= columnsOf(held, mapping, true)!
  for (const row of held.slice(columns.skip)) {
    const last = row === held.at(-1)
    if (last && row.fields.length < columns.roles.length && !/[\r\n]/.test(ending.text)) {
      throw new ListEnds('cut-short', row.line,
        `${row.fields.length} of ${columns.roles.length} columns and no end: fetch the list again`)
    }
    yield entryIn(row, columns.roles, list)
  }
}

interface Columns { roles: (ColumnRole | undefined)[]; skip: number }

/** What the columns hold, from the first row where it is a heading; else from all looked at. */
function columnsOf(
  head: readonly Row[], mapping: Mapping | undefined, all: boolean,
): Columns | undefined {
  const [first] = head
  if (!first) throw new ListEnds('empty', 1, 'there is nothing in it')
  const roles = rolesOf(first.fields, mapping)
  if (areEnough(roles)) return { roles, skip: 1 }
  if (mapping) {
    throw new ListEnds('columns-unknown', first.line,
      'the mapping names no column of this list that holds a name or a document: map it anew')
  }
  if (!all) return undefined
  const names = likeliestNames(head)
  if (names < 0) {
    throw new ListEnds('columns-unknown', first.line,
      'no column is headed as a name or a document number: say with a mapping what each holds')
  }
  return { roles: first.fields.map((_, at) => (at === names ? 'name' : undefined)), skip: 0 }
}

function entryIn(
  { fields, line }: Row, roles: readonly (ColumnRole | undefined)[], list: string,
): ListedEntry | ListFault {
  const cells = fields.map((text, at) => ({ text, role: roles[at] }))
  return entryOf(gatheredFrom(cells), { list, line })
}

/** The column most of whose cells are two or more words of letters; -1 where none is. */
function likeliestNames(rows: readonly Row[]): number {
  const width = Math.max(...rows.map(({ fields }) => fields.length))
  const shares = Array.from({ length: width }, (_, at) => rows.filter(({ fields }) =>
    /^[\p{L}\p{M}'’.,() -]{3,120}$/u.test(fields[at] ?? '') &&
    /\p{L}\p{M}*[\s,-]+\p{L}/u.test(fields[at] ?? '')).length / rows.length)
  const best = Math.max(...shares)
  return best >= 0.5 ? shares.indexOf(best) : -1
}

async function* watched(
  text: AsyncIterable<string>, ending: { text: string },
): AsyncGenerator<string> {
  for await (const piece of text) {
    ending.text = piece.at(-1) ?? ending.text
    yield piece
  }
}
