// Reading leaves: one journal by number, or all journals here in the total order of leaves.

import { comparedLeaves } from './hybrid-time.ts'
import type { Statements } from './store/store.ts'

/** A leaf as it lies in the store. */
export interface StoredLeaf {
  origin: string
  number: number
  at: string
  tick: number
  event: string
  subject: string
  bytes: Buffer
  content: Buffer | null
}

// Few enough to be forgotten before V8 takes their bytes for lasting.
const chunk = 64
const readSome = 'select origin, number, at, tick, event, subject, bytes, content from leaf' +
  ' where origin = ? and number >= ? order by number limit ?'
const readSomeWith = 'select origin, number, at, tick, event, subject, bytes, content, rowid' +
  ' from leaf not indexed where rowid > ? and event in (select value from json_each(?))' +
  ' order by rowid limit ?'
const nextOrigin = 'select min(origin) as origin from leaf where origin > ?'
const readLast = 'select at, tick from leaf where origin = ? order by number desc limit 1'
const readSubject = 'select origin, number, at, tick, event, subject, bytes, content from leaf' +
  ' where subject = ?'

/** Writes a leaf of any journal: columns for finding it, its bytes, and its content or null. */
export const insertLeaf =
  'insert into leaf (origin, number, at, tick, event, subject, bytes, content)' +
  ' values (?, ?, ?, ?, ?, ?, ?, ?)'

/** The origins of all journals here, by a seek for each. */
export async function originsOf(statements: Statements): Promise<string[]> {
  const origins: string[] = []
  for (let after = ''; ;) {
    const [row] = await statements.all(nextOrigin, [after])
    if (typeof row?.['origin'] !== 'string') return origins
    origins.push((after = row['origin']))
  }
}

/** The leaves of one journal from a number on. */
export async function* leavesOf(
  statements: Statements, origin: string, from = 0,
): AsyncGenerator<StoredLeaf> {
  for (let number = from; ;) {
    const rows = await statements.lists(readSome, [origin, number, chunk])
    for (const row of rows) yield storedLeaf(row)
    if (rows.length < chunk) return
    number = Number(rows.at(-1)![1]) + 1
  }
}

/** The leaves of some events, of all journals of an embedded store, as they lie there. */
export async function* leavesWith(
  statements: Statements, events: readonly string[],
): AsyncGenerator<StoredLeaf> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await statements.lists(readSomeWith, [after, JSON.stringify(events), chunk])
    for (const row of rows) yield storedLeaf(row)
    if (rows.length < chunk) return
    after = rows.at(-1)!.at(-1) as number
  }
}

function storedLeaf(row: unknown[]): StoredLeaf {
  const [origin, number, at, tick, event, subject, bytes, content] = row
  return { origin, number, at, tick, event, subject, bytes, content } as StoredLeaf
}

/** All leaves here in their total order: each journal is in order already, so they are merged. */
export async function* leavesInOrder(statements: Statements): AsyncGenerator<StoredLeaf> {
  const journals = (await originsOf(statements)).map((origin) => leavesOf(statements, origin))
  if (journals.length === 1) return yield* journals[0]!
  const heads = await Promise.all(journals.map(async (journal) => (await journal.next()).value))
  for (;;) {
    let first: number | undefined
    heads.forEach((head, index) => {
      if (head && (first === undefined || comparedLeaves(head, heads[first]!) < 0)) first = index
    })
    if (first === undefined) return
    yield heads[first]!
    heads[first] = (await journals[first]!.next()).value
  }
}

/** The leaves about one subject, in their total order. */
export async function leavesAbout(statements: Statements, subject: string): Promise<StoredLeaf[]> {
  const rows = (await statements.all(readSubject, [subject])) as unknown as StoredLeaf[]
  return rows.sort(comparedLeaves)
}

/** The time of the latest leaf of any journal here. */
export async function lastTime(
  statements: Statements,
): Promise<{ at: string; tick: number } | undefined> {
  let last: { at: string; tick: number } | undefined
  for (const origin of await originsOf(statements)) {
    const [row] = await statements.all(readLast, [origin])
    const time = row && { at: row['at'] as string, tick: Number(row['tick']) }
    if (time && (!last || time.at > last.at || (time.at === last.at && time.tick > last.tick))) {
      last = time
    }
  }
  return last
}
