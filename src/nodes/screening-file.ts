// `safar screen`: a list and a file of persons in, for each person who of the list it may be.

import { createReadStream, existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { rowsOf } from '../border/lists/csv-rows.ts'
import { textOf } from '../border/lists/decoding.ts'
import { isListFault, ListEnds } from '../border/lists/entry.ts'
import { readList } from '../border/lists/read-list.ts'
import { AlertIndex, type Weighed } from '../border/watchlist/alert-index.ts'
import { keptOf, standsAtCounters } from '../border/watchlist/outside-list.ts'
import { mostHits } from '../border/watchlist/screening.ts'
import { engineVersion } from '../border/watchlist/told-hit.ts'
import { Printing } from './printing.ts'
import { personOf, rolesOf, type QueryRole } from './screening-queries.ts'

/** So many lines of the list that cannot be read are told one by one. */
const mostTold = 20

/** What is written for one person: an answer, or why it cannot be given. */
export interface Screened {
  query: string | number
  /** The best score of anybody on the list, 0 to 1; 0 where there is none. */
  score: number
  hits: { id: string; name?: string; score: number; level: string; reasons: unknown[] }[]
  engine: string
  wrong?: string
}

/** The list of a file as an index, ready to be screened against; faults are told by their lines. */
export async function indexOf(file: string, told: (fault: string) => void): Promise<AlertIndex> {
  const index = new AlertIndex()
  index.reading()
  let faults = 0
  const beside = aliasesBeside(file)
  const about = {
    name: basename(file), ...(beside && { beside: createReadStream(beside) }),
  }
  for await (const read of readList(createReadStream(file), about)) {
    if (!isListFault(read)) {
      if (standsAtCounters(read)) index.put(keptOf(read))
      continue
    }
    const fault = `${file}, line ${read.line}: ${read.fault}: ${read.hint}`
    if (read.ends) throw new CannotScreen(fault)
    if ((faults += 1) <= mostTold) told(fault)
  }
  if (faults > mostTold) told(`${file}: ${faults} lines cannot be read in all`)
  index.settle()
  return index
}

/** Screens each person of a file against a list, in the order of the file. */
export async function* screenedLines(
  index: AlertIndex, file: string, today: string,
): AsyncGenerator<Screened> {
  const text = textOf(createReadStream(file))
  const first = await text.next()
  const head = first.done ? '' : first.value
  const heading = head.slice(0, head.search(/\r?\n|$/))
  const delimiter = ['\t', ';', ','].find((sign) => heading.includes(sign)) ?? ','
  let roles: (QueryRole | undefined)[] | undefined
  let number = 0
  const whole = (async function* () {
    yield head
    yield* text
  })()
  for await (const { fields, line } of rowsOf(whole, delimiter)) {
    if (!roles) {
      roles = rolesOf(fields)
      if (!roles.includes('name')) {
        throw new CannotScreen(
          `${file}, line ${line}: no column is headed "name"; the first line must name the columns`,
        )
      }
      continue
    }
    number += 1
    const { id, person, wrong } = personOf(fields, roles)
    const answer = { query: id ?? number, score: 0, hits: [], engine: engineVersion }
    if (person) yield { ...answer, ...answerOf(index.weigh(person, today)) }
    else yield { ...answer, wrong: `${file}, line ${line}: ${wrong}` }
  }
  if (!roles) throw new CannotScreen(`${file} is empty; its first line must name the columns`)
}

/** The best of those weighed, as they are told. */
export function answerOf(weighed: readonly Weighed[]): Pick<Screened, 'score' | 'hits'> {
  const hits = weighed.filter(({ level }) => level !== undefined).slice(0, mostHits)
  return {
    score: hits[0]?.score ?? weighed[0]?.score ?? 0,
    hits: hits.map(({ alert, name, score, level, reasons }) => ({
      id: alert.alert, ...(name !== undefined && { name }), score, level: level!, reasons,
    })),
  }
}

/** OFAC keeps the aliases of sdn.csv in alt.csv beside it. */
function aliasesBeside(file: string): string | undefined {
  const name = basename(file)
  const other = join(dirname(file), name.replace(/sdn(?=\.csv$)/i, 'alt'))
  return other !== file && /sdn\.csv$/i.test(name) && existsSync(other) ? other : undefined
}

/** Why nobody can be screened, with the file and its line. */
export class CannotScreen extends Error {}

/** Runs the command: 0 where all was screened, 2 where the list or the file cannot be read. */
export async function screenFile(
  { list, queries, asJson }: { list: string; queries: string; asJson: boolean },
): Promise<number> {
  const told = (text: string) => process.stderr.write(`safar: ${text}\n`)
  const printing = new Printing(200)
  try {
    const index = await indexOf(list, told)
    const today = new Date().toISOString().slice(0, 10)
    for await (const said of screenedLines(index, queries, today)) {
      if (said.wrong) told(said.wrong)
      await printing.line(asJson ? JSON.stringify(said) : inWords(said))
    }
  } catch (failure) {
    await printing.flush()
    if (failure instanceof CannotScreen) told(failure.message)
    else if (failure instanceof ListEnds) {
      const { line, fault, hint } = failure.fault
      told(`${queries}, line ${line}: ${fault}: ${hint}`)
    } else if ((failure as NodeJS.ErrnoException).code) {
      told(`a file cannot be read: ${(failure as Error).message}`)
    } else throw failure
    return 2
  }
  await printing.flush()
  return 0
}

function inWords({ query, score, hits }: Screened): string {
  const [hit] = hits
  return [query, score.toFixed(3), hit?.level ?? '-', hit?.id ?? '', hit?.name ?? ''].join('\t')
}
