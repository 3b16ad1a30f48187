// The list of the US Treasury in its old CSV: no header, -0- for nothing, details in words.

import { rowsOf, type Row } from './csv-rows.ts'
import { entryOf, ListEnds, type ListedEntry, type ListFault } from './entry.ts'
import { listedCountry, listedSex } from './listed-countries.ts'
import { listedDate } from './listed-dates.ts'
import { textOf } from './decoding.ts'

const columns = 12
/** The file of aliases holds some 20,000 rows. */
const mostAliases = 500_000
const kinds: Readonly<Record<string, ListedEntry['kind']>> = {
  individual: 'person', vessel: 'vessel', aircraft: 'aircraft', '': 'organisation',
}

/** Whether the first lines are of sdn.csv: a number, a name, and nulls written -0-. */
export function isOfacCsv(head: string): boolean {
  return /^\s*\d+\s*,\s*"?[^\n]*-0-/.test(head)
}

/** Entries of sdn.csv; `beside` is alt.csv, the file of aliases that is published with it. */
export async function* readOfacCsv(
  text: AsyncIterable<string>, list: string, beside?: AsyncIterable<Uint8Array>,
): AsyncGenerator<ListedEntry | ListFault> {
  const aliases = await aliasesIn(beside)
  for await (const { fields, line } of rowsOf(text, ',')) {
    const [id, name, kind, programme, title, ...rest] = fields.map(nothing)
    if (fields.length < columns) {
      throw new ListEnds('cut-short', line,
        `a row has ${fields.length} of ${columns} columns: fetch the list again, the whole of it`)
    }
    const remarks = rest.at(-1) ?? ''
    const details = detailsIn(remarks)
    yield entryOf({
      id, kind: kinds[kind!.toLowerCase()] ?? 'unknown', programme: programme || title,
      names: [{ text: name, kind: 'primary' }, ...(aliases.get(id!) ?? []), ...details.names],
      births: details.births.flatMap((each) => listedDate(each) ?? []),
      sexes: details.sexes.map(listedSex), nationalities: details.countries.map(listedCountry),
      places: details.places, documents: details.documents,
    }, { list, line })
  }
}

type Names = Parameters<typeof entryOf>[0]['names']

async function aliasesIn(beside: AsyncIterable<Uint8Array> | undefined) {
  const found = new Map<string, Names>()
  if (!beside) return found
  let count = 0
  for await (const { fields } of rowsOf(textOf(beside), ',') as AsyncIterable<Row>) {
    const [id, , , text] = fields.map(nothing)
    if (!id || !text || (count += 1) > mostAliases) continue
    found.set(id, [...found.get(id) ?? [], { text, kind: 'alias' }])
  }
  return found
}

function nothing(field: string): string {
  const text = field.trim()
  return text === '-0-' ? '' : text
}

/** A kind of paper, its number, and perhaps who issued it: Passport A1234567 (Kenya). */
const paper = new RegExp(
  '^([\\w.\'/ -]*?(?:Passport|No\\.|D\\.?N\\.?I\\.?|Cedula|I\\.?D\\.?|Number)' +
  '[\\w.\' -]*?)\\s+#?([A-Z]{0,4}[-/ ]?\\d[\\w/.-]*)\\s*(?:\\(([^)]+)\\))?', 'i',
)
const longestDetail = 200

/** Remarks are sentences parted by semicolons, each beginning with what it tells. */
function detailsIn(remarks: string) {
  const found = {
    births: [] as string[], sexes: [] as string[], countries: [] as string[],
    places: [] as string[], names: [] as Names,
    documents: [] as { number: string; kind: string; issuer?: string | undefined }[],
  }
  for (const each of remarks.replace(/\.\s*$/, '').split(';')) {
    const text = each.slice(0, longestDetail).trim().replace(/^alt\.\s+/i, '')
    const [, birth] = /^DOB\s+(.+)$/i.exec(text) ?? []
    const [, place] = /^POB\s+(.+)$/i.exec(text) ?? []
    const [, country] = /^(?:nationality|citizen)\s+(.+)$/i.exec(text) ?? []
    const [, sex] = /^Gender\s+(.+)$/i.exec(text) ?? []
    const [, alias] = /^[af]\.k\.a\.\s+['"]?(.+?)['"]?$/i.exec(text) ?? []
    const document = paper.exec(text)
    if (birth) found.births.push(birth)
    else if (place) found.places.push(place)
    else if (country) found.countries.push(country)
    else if (sex) found.sexes.push(sex)
    else if (alias) found.names.push({ text: alias, kind: 'weak' })
    else if (document) {
      found.documents.push({
        number: document[2]!, kind: document[1]!.trim(), issuer: listedCountry(document[3]),
      })
    }
  }
  return found
}
