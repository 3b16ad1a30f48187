// `safar compare`: a file of pairs of names in, how sure it is that each pair is one person out.

import { createReadStream } from 'node:fs'
import { compareNames } from '../lib/names/compare-names.ts'
import { NAMES_VERSION } from '../lib/names/fold-name.ts'
import { readName } from '../lib/names/read-name.ts'
import { Printing } from './printing.ts'

/** A line longer than this holds no pair of names. */
const mostLineBytes = 64 * 1024
const heading = /^(?:full[ _-]?)?(?:name|nom|a|b|left|right|query|candidate)[ _-]?[12ab]?$/i

/** What is written of one line of the file. */
export type ComparedLine = { line: string } | { wrong: string }

/**
 * What `safar compare --names FILE` prints for each pair of a file: the score with six decimals,
 * or one JSON object a line. A line that is no pair gets `nan`, so that lines stay in step, and a
 * message with its number; a heading is passed over. Memory does not grow with the file.
 */
export async function* comparedLines(file: string, asJson: boolean): AsyncGenerator<ComparedLine> {
  let number = 0
  for await (const bytes of linesOf(file)) {
    number += 1
    const text = textOf(bytes)
    if (typeof text !== 'string') {
      yield* wrongLine(number, text.wrong, asJson)
      continue
    }
    const cells = text.split('\t')
    if (number === 1 && cells.length > 1 && cells.slice(0, 2).every(isHeading)) continue
    if (cells.length < 2) {
      yield* wrongLine(number, 'give two names with a tab between them', asJson)
      continue
    }
    const { score, bits, aligned } = compareNames(readName(cells[0]!), readName(cells[1]!))
    yield { line: asJson ? JSON.stringify({
      score: places(score, 6), bits: places(bits, 2), engine: NAMES_VERSION,
      reasons: [...new Set(aligned.map(({ why }) => why))], aligned,
    }) : score.toFixed(6) }
  }
}

function* wrongLine(number: number, wrong: string, asJson: boolean): Generator<ComparedLine> {
  yield { wrong: `line ${number}: ${wrong}` }
  yield { line: asJson ? JSON.stringify({ score: null, wrong, lineNumber: number }) : 'nan' }
}

const isHeading = (cell: string) => heading.test(cell.replace(/^\uFEFF/, '').trim())
const places = (value: number, count: number) => Number(value.toFixed(count))

/** The lines of a file as bytes, one after the other; the last empty one is none. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(file)) {
    rest = Buffer.concat([rest, chunk as Buffer])
    let from = 0
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      yield rest.subarray(from, end)
      from = end + 1
    }
    rest = rest.subarray(from)
    // What is too long to be read is not kept either; its beginning says enough.
    if (rest.length > 4 * mostLineBytes) rest = rest.subarray(0, mostLineBytes + 1)
  }
  if (rest.length > 0) yield rest
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function textOf(bytes: Buffer): string | { wrong: string } {
  if (bytes.length > mostLineBytes) return { wrong: 'longer than 64 kB; is it one line a pair?' }
  try {
    return utf8.decode(bytes).replace(/\r$/, '')
  } catch {
    return { wrong: 'not UTF-8; save the file as UTF-8' }
  }
}

/** Runs the command; 0 where every line was a pair, 1 where some were not, 2 without a file. */
export async function compareFile(file: string | undefined, asJson: boolean): Promise<number> {
  if (file === undefined) {
    process.stderr.write('safar: compare which names? give --names FILE.tsv, name1 TAB name2\n')
    return 2
  }
  let exit = 0
  const printing = new Printing(1000)
  try {
    for await (const said of comparedLines(file, asJson)) {
      if ('wrong' in said) {
        exit = 1
        process.stderr.write(`safar: ${file}, ${said.wrong}\n`)
      } else await printing.line(said.line)
    }
  } catch (failure) {
    await printing.flush()
    process.stderr.write(`safar: ${file} cannot be read: ${(failure as Error).message}\n`)
    return 2
  }
  await printing.flush()
  return exit
}
