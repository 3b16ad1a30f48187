// Rows out of a list of separated values, each with its line; broken quoting names where it broke.

import { Readable, pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { ListEnds } from './entry.ts'

/** One row: its fields, and the line on which it begins. */
export interface Row { fields: string[]; line: number }

/** A row longer than this is an unclosed quote, not a row; the longest published have 60 kB. */
export const longestRow = 256 * 1024
const mostColumns = 500

/** The rows of a text; a byte of 26 (end of file on old systems) ends it. */
export async function* rowsOf(
  text: AsyncIterable<string>, delimiter: string,
): AsyncGenerator<Row> {
  let parsed = 0
  const parser = parse({
    delimiter, bom: true, info: true, relax_column_count: true, relax_quotes: true,
    skip_empty_lines: true, max_record_size: longestRow,
    // Rows are read after they are parsed: a fault is on the line after the last that was parsed.
    on_record(record: string[], { lines }) {
      parsed = lines
      return record
    },
  })
  pipeline(Readable.from(untilMarked(text)), parser, () => {})
  let next = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]; info: { lines: number }
    }>) {
      if (record.length > mostColumns) {
        throw new ListEnds('not-csv', next, `a row of more than ${mostColumns} columns is no row`)
      }
      yield { fields: record, line: next }
      next = info.lines + 1
    }
  } catch (failure) {
    throw faultOf(failure, parsed + 1)
  }
}

function faultOf(failure: unknown, line: number): unknown {
  if (!(failure instanceof CsvError)) return failure
  if (failure.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new ListEnds('cut-short', line,
      'a quotation mark opens on this row and the list ends before it closes: fetch it again')
  }
  if (failure.code === 'CSV_MAX_RECORD_SIZE') {
    return new ListEnds('too-long', line,
      'a quotation mark opens on this row and does not close: correct the row')
  }
  return new ListEnds('not-csv', line, 'quotation marks in this row do not pair: correct the row')
}

async function* untilMarked(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of text) {
    const mark = piece.indexOf('\x1a')
    if (mark >= 0) {
      yield piece.slice(0, mark)
      return
    }
    yield piece
  }
}

/** The delimiter of the first lines of a text: of `; tab | ,` the one that most often stands. */
export function delimiterOf(head: string): string | undefined {
  const lines = head.split(/\r?\n/, 20).filter((line) => line.trim()).slice(0, 12)
  // The last line may be cut where the head ends.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines
  const counted = [';', '\t', '|', ','].map((delimiter) => ({
    delimiter, counts: whole.map((line) => outsideQuotes(line).split(delimiter).length - 1),
  })).filter(({ counts }) => counts[0]! > 0)
  const steady = counted.filter(({ counts }) => counts.every((count) => count === counts[0]))
  const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0)
  return (steady.length > 0 ? steady : counted)
    .sort((a, b) => sum(b.counts) - sum(a.counts))[0]?.delimiter
}

const outsideQuotes = (line: string) => line.replace(/"[^"]*"?/g, '')
