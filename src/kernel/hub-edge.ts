// A start of a node whose database its own audit reads whole once it is ready: what must hold
// before it records is the edge of its journal, and every register that decides.

import { hash } from 'node:crypto'
import { edgeOf, type Asked, type FoundAsLeft } from './as-left.ts'
import { FoldDigest } from './fold.ts'
import { comparedLeaves } from './hybrid-time.ts'
import type { StoredLeaf } from './leaves.ts'
import { asDeclared, decidingEvents, decidingFold, type DecidingFold } from './opening.ts'
import { digestsOf } from './store/examining.ts'
import { rowsAmong } from './store/many.ts'
import type { Store } from './store/store.ts'

const leafColumns = 'origin, number, at, tick, event, subject, bytes, content'
const aboutSubjects = `select ${leafColumns} from leaf where`
const readKept = "select value from kept where name = 'registers'"
const readOldIndexes = 'select indexname as name from pg_indexes' +
  " where schemaname = current_schema() and indexname like 'leaf_deciding_%'"
/** Leaves of kinds that decide are read so many at a time, and their subjects folded together. */
const leavesAtOnce = 256

/**
 * Reads the journal's edge, and folds the registers that decide anew (PROMISES J9). Undefined where
 * the journal is not what the mark says, or a table is not as it must be: then all is read first.
 * What is not read here, leaves of other journals and rows of registers that do not decide, is
 * held to its leaves and heads by the audit's first round, which begins at once.
 */
export async function readEdge(
  store: Store, origin: string, asked: Asked,
): Promise<FoundAsLeft | undefined> {
  const { contents, capabilities, content, heads: [mark, checkpoint] } = asked
  if (typeof mark !== 'object' || mark.origin !== origin || mark.size === 0) return undefined
  if (!(await asDeclared(store, contents))) return undefined
  if ((await store.complaints('tables')).length > 0) return undefined
  const found = await edgeOf(store, mark, { checkpoint, beyond: true })
  const [kept] = await store.reading.all(readKept)
  if (!found || !kept) return undefined
  const events = [...decidingEvents(capabilities)].sort()
  await indexFor(store, { events, maker: origin })
  const fold = await decidingFold(store, contents, capabilities, content, new Set())
  await foldAllOf(store, events, fold)
  const deciding = [...contents.registers.values()].filter(({ decides }) => decides)
  return {
    found, fold, digests: await digestsOf(store, deciding),
    sum: new FoldDigest(kept['value'] as Buffer), complaints: [],
  }
}

const listed = (events: readonly string[]) => events.map((event) => `'${event}'`).join(', ')

/**
 * An index of the leaves that decide alone, which are few, and of this node's own keys. A release
 * with other kinds makes its own, once.
 */
async function indexFor(
  store: Store, { events, maker }: { events: readonly string[]; maker: string },
): Promise<void> {
  const name = `leaf_deciding_${hash('sha256', events.join()).slice(0, 12)}`
  await store.script(`create index if not exists "${name}" on leaf (origin, number)
    where event in (${listed(events)})`)
  await store.script(`create index if not exists subject_key_own on subject_key (realm, quarter)
    where maker = '${maker.replaceAll("'", "''")}'`)
  for (const old of await store.reading.all(readOldIndexes)) {
    if (old['name'] !== name) await store.script(`drop index "${String(old['name'])}"`)
  }
}

/** Folds every subject of which a leaf of these kinds is here, some together, each once. */
async function foldAllOf(
  { reading, dialect }: Store, events: readonly string[], fold: DecidingFold,
): Promise<void> {
  const first = `select origin, number, subject from leaf where event in (${listed(events)})` +
    ' and (origin, number) > (?, ?) order by origin, number limit ?'
  const done = new Set<string>()
  for (let after: [string, number] = ['', -1]; ;) {
    const rows = await reading.all(first, [...after, leavesAtOnce])
    const subjects = [...new Set(rows.map((row) => row['subject'] as string))]
      .filter((subject) => !done.has(subject))
    const leaves = await rowsAmong({ statements: reading, dialect }, aboutSubjects,
      { column: 'subject', type: 'text' }, { values: subjects }) as unknown as StoredLeaf[]
    for (const [subject, its] of Map.groupBy(leaves, (leaf) => leaf.subject)) {
      done.add(subject)
      await fold.subject(its.toSorted(comparedLeaves))
    }
    if (rows.length < leavesAtOnce) return
    const last = rows.at(-1)!
    after = [last['origin'] as string, Number(last['number'])]
  }
}
