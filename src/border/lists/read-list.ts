// A list from outside, entry by entry: its format is told by what is in it, and it is never held.

import { areEnough, rolesOf, type Mapping } from './columns.ts'
import { delimiterOf } from './csv-rows.ts'
import { linesIn, textOf } from './decoding.ts'
import { isListFault, ListEnds, type ListedEntry, type ListFault } from './entry.ts'
import { isEuCsv, readEuCsv } from './eu-csv.ts'
import { readEuXml } from './eu-xml.ts'
import { readJson } from './json-list.ts'
import { readNationalCsv } from './national-csv.ts'
import { readOfacAdvanced } from './ofac-advanced.ts'
import { isOfacCsv, readOfacCsv } from './ofac-csv.ts'
import { readOfacXml } from './ofac-xml.ts'
import { readPlainNames } from './plain-names.ts'
import { readUnList } from './un-list.ts'

export const listFormats = [
  'un-xml', 'ofac-xml', 'ofac-advanced-xml', 'ofac-csv', 'eu-xml', 'eu-csv', 'columns', 'json',
  'names',
] as const
export type ListFormat = (typeof listFormats)[number]

export interface AboutList {
  /** Name of the list or of its file; goes into each entry's source. */
  name: string
  /** The file of aliases beside OFAC's sdn.csv. */
  beside?: AsyncIterable<Uint8Array> | undefined
  /** Which column holds what, where headings do not say it. */
  mapping?: Mapping | undefined
}

/** As much is looked at before the format is told. */
const headLength = 16 * 1024
/** After so many lines that cannot be read it is some other format. */
const mostFaults = 10_000

/**
 * Reads a list from outside in any format that is known, told by its content, entry by entry and
 * in constant memory. Each line that cannot be read is a fault with what to do; a fault that
 * `ends` says that nothing after it was read. Throws only what `chunks` throws.
 */
export async function* readList(
  chunks: AsyncIterable<Uint8Array>, about: AboutList,
): AsyncGenerator<ListedEntry | ListFault> {
  let faults = 0
  let entries = 0
  try {
    const { head, text } = await peeked(textOf(chunks))
    for await (const read of reader(formatOf(head, about), head, text, about)) {
      yield read
      if (!isListFault(read)) entries += 1
      else if ((faults += 1) > mostFaults) {
        throw new ListEnds('too-many-faults', read.line, 'most lines cannot be read: is it a list?')
      }
    }
    if (entries + faults === 0) throw new ListEnds('empty', 1, 'no entry is in it')
  } catch (failure) {
    if (!(failure instanceof ListEnds)) throw failure
    yield failure.fault
  }
}

/** The format of a list by its first 16 kB; ends with `ListEnds` where it is none. */
export function formatOf(head: string, about: Pick<AboutList, 'mapping'>): ListFormat {
  const text = head.replace(/^\ufeff/, '').trimStart()
  if (text === '') throw new ListEnds('empty', 1, 'there is nothing in it')
  if (text.startsWith('<')) return xmlFormatOf(text)
  if (/^[{[]/.test(text)) return 'json'
  if (isOfacCsv(text)) return 'ofac-csv'
  if (isEuCsv(text.slice(0, 8000))) return 'eu-csv'
  if (about.mapping) return 'columns'
  const delimiter = delimiterOf(text)
  if (!delimiter) return oneColumnIsHeaded(text) ? 'columns' : 'names'
  if (areEnough(rolesOf(firstRow(text, delimiter)))) return 'columns'
  // A comma stands in names too: "last, first" on every line is a text of names.
  return delimiter === ',' && commas(text) < 2 ? 'names' : 'columns'
}

function xmlFormatOf(text: string): ListFormat {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    throw new ListEnds('entity-declared', 1 + linesIn(text.slice(0, text.search(/<!/))),
      'it has a document type of its own, which may declare entities: fetch it from its publisher')
  }
  if (/<CONSOLIDATED_LIST[\s>]/.test(text)) return 'un-xml'
  if (/<(\w+:)?sdnList[\s>]/.test(text)) return 'ofac-xml'
  if (/<(\w+:)?Sanctions[\s>]/.test(text)) return 'ofac-advanced-xml'
  if (/<(\w+:)?(export|sanctionEntity)[\s>]/.test(text)) return 'eu-xml'
  throw new ListEnds('not-a-list', 1, 'this XML is none of the lists that are known: UN, OFAC, EU')
}

function reader(
  format: ListFormat, head: string, text: AsyncIterable<string>, about: AboutList,
): AsyncGenerator<ListedEntry | ListFault> {
  const list = about.name
  switch (format) {
    case 'un-xml': return readUnList(text, list)
    case 'ofac-xml': return readOfacXml(text, list)
    case 'ofac-advanced-xml': return readOfacAdvanced(text, list)
    case 'ofac-csv': return readOfacCsv(text, list, about.beside)
    case 'eu-xml': return readEuXml(text, list)
    case 'eu-csv': return readEuCsv(text, list, delimiterOf(head) ?? ';')
    case 'columns': return readNationalCsv(text, list, {
      delimiter: delimiterOf(head) ?? ',', mapping: about.mapping,
    })
    case 'json': return readJson(text, list, about.mapping)
    case 'names': return readPlainNames(text, list)
  }
}

/** The beginning of a text, and the whole of it all the same. */
async function peeked(
  text: AsyncGenerator<string>,
): Promise<{ head: string; text: AsyncIterable<string> }> {
  let head = ''
  while (head.length < headLength) {
    const next = await text.next()
    if (next.done) break
    head += next.value
  }
  return {
    head: head.slice(0, headLength),
    text: (async function* () {
      yield head.replace(/^\ufeff/, '')
      yield* text
    })(),
  }
}

const firstLine = (text: string) => text.split(/\r?\n/, 1)[0]!

function firstRow(text: string, delimiter: string): string[] {
  return firstLine(text).split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ''))
}

function oneColumnIsHeaded(text: string): boolean {
  return areEnough(rolesOf([firstLine(text).trim().replace(/^"|"$/g, '')]))
}

/** How many commas every one of the first lines has at least. */
function commas(text: string): number {
  const lines = text.split(/\r?\n/, 12).filter((line) => line.trim()).slice(0, 10)
  return Math.min(...lines.map((line) => line.split(',').length - 1))
}
