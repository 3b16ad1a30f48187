// `safar stay`: rules and a table of cases in, for each case how long the person may stay and why.

import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { rowsOf, delimiterOf } from '../border/lists/csv-rows.ts'
import { textOf } from '../border/lists/decoding.ts'
import { ListEnds } from '../border/lists/entry.ts'
import { askStay, whatIf } from '../lib/stay-rules/ask-stay.ts'
import { dayOf } from '../lib/dates/days.ts'
import { columnsOf, neededColumns, readCase } from '../lib/stay-rules/read-case.ts'
import { longestRules, readRules } from '../lib/stay-rules/read-rules.ts'
import type { StayRules } from '../lib/stay-rules/terms.ts'
import { inWords, told } from '../lib/stay-rules/told.ts'
import { Printing } from './printing.ts'

/** What is written for one row. */
export type CaseLine = { case: string | number; line: number } & Record<string, unknown>

/** Why no case can be answered. */
export class CannotAsk extends Error {
  readonly faults: readonly object[]

  constructor(faults: readonly object[]) {
    super('no case can be asked')
    this.faults = faults
  }
}

/** Runs the command: 0 where every case is answered, 1 where some are refused, 2 where all. */
export async function stayFile(
  { rules: rulesFile, cases, asJson }: { rules: string; cases: string; asJson: boolean },
): Promise<number> {
  const printing = new Printing(200)
  let code = 0
  try {
    const { rules, warnings, digest } = rulesOf(rulesFile)
    for (const each of warnings) process.stderr.write(`safar: ${JSON.stringify(each)}\n`)
    for await (const { line, words } of answeredLines(rules, cases)) {
      if ('refused' in line) code = 1
      const said = { ...line, rules: { version: rules.version, digest } }
      await printing.line(asJson ? JSON.stringify(said) : `${line.case}\t${words}`)
    }
  } catch (failure) {
    await printing.flush()
    const faults = faultsOf(failure, cases)
    if (!faults) throw failure
    for (const each of faults) {
      if (asJson) await printing.line(JSON.stringify(each))
      process.stderr.write(`safar: ${JSON.stringify(each)}\n`)
    }
    code = 2
  }
  await printing.flush()
  return code
}

function faultsOf(failure: unknown, cases: string): readonly object[] | undefined {
  if (failure instanceof CannotAsk) return failure.faults
  if (failure instanceof ListEnds) return [{ file: cases, ...failure.fault }]
  const { code, message } = failure as NodeJS.ErrnoException
  return code ? [{ fault: 'file', hint: message }] : undefined
}

function rulesOf(file: string) {
  const bytes = readFileSync(file)
  if (bytes.length > longestRules) {
    throw new CannotAsk([{ file, fault: 'too-long', hint: `at most ${longestRules} bytes` }])
  }
  const read = readRules(bytes.toString('utf8'))
  if ('faults' in read) throw new CannotAsk(read.faults.map((each) => ({ file, ...each })))
  return { ...read, digest: createHash('sha256').update(bytes).digest('hex') }
}

/** Answers each row of a table of cases, in the order of the file. */
export async function* answeredLines(
  rules: StayRules, file: string,
): AsyncGenerator<{ line: CaseLine; words: string }> {
  const text = textOf(createReadStream(file))
  const first = await text.next()
  const head = first.done ? '' : first.value
  const whole = (async function* () {
    yield head
    yield* text
  })()
  const heading = head.split(/\r?\n/).find((line) => !line.startsWith('#')) ?? ''
  let names: string[] | undefined
  let number = 0
  for await (const { fields, line } of rowsOf(whole, delimiterOf(heading) ?? ',')) {
    if (fields[0]?.startsWith('#')) continue
    if (!names) {
      names = fields
      const missing = neededColumns.filter((each) => !columnsOf(fields).includes(each))
      if (missing.length > 0) {
        throw new CannotAsk([{ file, line, fault: 'column-missing',
          hint: `the first line names the columns; there is none headed ${missing.join(', ')}` }])
      }
      continue
    }
    number += 1
    yield answered(rules, { names, fields, line, number })
  }
  if (names) return
  throw new CannotAsk([{ file, fault: 'empty', hint: 'the first line names the columns' }])
}

function answered(
  rules: StayRules,
  { names, fields, line, number }: {
    names: readonly string[]; fields: readonly string[]; line: number; number: number
  },
): { line: CaseLine; words: string } {
  const read = readCase(names, columnsOf(names), fields)
  const about = {
    case: read.name ?? number, line,
    ...(Object.keys(read.kept).length > 0 && { kept: read.kept }),
  }
  if ('faults' in read) {
    const faults = read.faults.map((each) => ({ line, ...each }))
    const words = faults.map(({ column, at, hint }) => `${column}, character ${at}: ${hint}`)
    return { line: { ...about, refused: 'cannot-be-read', faults }, words: words.join('; ') }
  }
  const { asked } = read
  const answer = askStay(rules, asked)
  if ('refused' in answer) return { line: { ...about, ...answer }, words: inWords(answer) }
  const others = read.whatIf.map((on) => {
    const then = whatIf(rules, asked, on)
    return { on: dayOf(on), ...('refused' in then ? then : told(then)) }
  })
  return {
    line: { ...about, ...told(answer), ...(others.length > 0 && { whatIf: others }) },
    words: inWords(answer),
  }
}
