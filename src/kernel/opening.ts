// Opening a node's folder: what must hold before it records again, found out anew at every start.

import { createHash } from 'node:crypto'
import type { Capability, Contents } from './capability.ts'
import { FoldDigest, FreshRows, keepDigest, storedRows, type RowStore } from './fold.ts'
import { foldLeaf } from './fold-leaf.ts'
import { Frontier, leafHash } from './journal/tree.ts'
import { readLeaf, type LeafBody, type Opening } from './journal/leaf.ts'
import type { Head } from './journal/checkpoint.ts'
import { TILE_WIDTH } from './journal/tiles.ts'
import { headOf } from './leaf-head.ts'
import { lastTime, leavesInOrder, leavesOf } from './leaves.ts'
import type { MarkRead } from './mark.ts'
import type { AnyRegister } from './register.ts'
import type { ContentKeeper } from './realms/content.ts'
import { registerTables, shapeOf, subjectColumn } from './store/schema.ts'
import { builderOf, compiled } from './store/sql.ts'
import { rowOf, storedValues } from './store/rows.ts'
import type { Store } from './store/store.ts'

/** What was found of the own journal: where it stands, and what is wrong with it. */
export interface JournalFound {
  frontier: Frontier
  previous: string | null
  pendingTile: Buffer[]
  /** The last leaf of any journal here, whose time the next leaf must follow. */
  last?: { at: string; tick: number }
  /** What leaf 0 says of the journal's key and of the journal before it. */
  opens?: Opening
  fault?: 'journal-behind-mark' | 'journal-unsound'
  detail?: string
}

const chunk = 2000

/**
 * Reads the whole own journal: each leaf is hashed into the tree, each content compared with what
 * its leaf says of it, and the tree with the mark and with the last checkpoint that was kept.
 * About 5 µs a leaf.
 */
export async function readJournal(
  store: Store, origin: string, [mark, checkpoint]: [mark: MarkRead, checkpoint: Head | undefined],
): Promise<JournalFound> {
  const frontier = new Frontier()
  let pendingTile: Buffer[] = []
  let previous: string | null = null
  let opens: Opening | undefined
  let wrong: { fault: JournalFound['fault']; detail: string } | undefined
  const marked = typeof mark === 'object' && mark.origin === origin ? mark : undefined
  const heads = [marked, checkpoint].filter((head) => head !== undefined)
  const complain = (fault: NonNullable<JournalFound['fault']>, detail: string) => {
    wrong ??= { fault, detail }
  }
  for await (const { number, bytes, content } of leavesOf(store.reading, origin)) {
    if (Number(number) !== frontier.size) {
      complain('journal-unsound', `leaf ${frontier.size} is not there`)
      break
    }
    const amiss = contentAmiss(bytes, content)
    if (amiss) complain('journal-unsound', `leaf ${frontier.size}: ${amiss}`)
    else if (frontier.size === 0) opens = openingOf(bytes)
    if (frontier.size === 0 && !opens) complain('journal-unsound', 'leaf 0 opens no journal')
    const hash = leafHash(bytes)
    frontier.append(hash)
    previous = hash.toString('base64url')
    pendingTile.push(hash)
    if (pendingTile.length === TILE_WIDTH) pendingTile = []
    for (const head of heads) {
      if (head.size === frontier.size && !frontier.root().equals(head.root)) {
        complain('journal-unsound', `the first ${head.size} leaves are not those that were marked`)
      }
    }
  }
  if (!marked && frontier.size > 0) complain('journal-behind-mark', `the mark is ${String(mark)}`)
  for (const { size } of heads) {
    if (frontier.size < size) {
      complain('journal-behind-mark', `${frontier.size} of ${size} leaves are here`)
    }
  }
  const last = await lastTime(store.reading)
  return {
    frontier, previous, pendingTile, ...wrong, ...(last && { last }), ...(opens && { opens })
  }
}

/**
 * What the database itself finds wrong: an index that does not fit its table is made anew, before
 * anything is read through it. Whether anything was; what then remains wrong, the caller finds.
 */
export async function mendIndexes(store: Store): Promise<boolean> {
  if ((await store.complaints()).length === 0) return false
  try {
    await store.script('reindex')
  } catch {
    // The table itself is wrong; what can be rebuilt is, and what cannot is said by the caller.
  }
  return true
}

function openingOf(bytes: Buffer): Opening | undefined {
  try {
    return readLeaf(bytes).body.opens
  } catch {
    return undefined
  }
}

/** What is wrong between a leaf and the content beside it; nothing where they agree. */
function contentAmiss(bytes: Buffer, content: Buffer | null): string | undefined {
  try {
    const { sealed } = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(0x0a))) as LeafBody
    if (!content || sealed === null) return undefined
    return createHash('sha256').update(content).digest('base64url') === sealed
      ? undefined : 'its content is not what was sealed'
  } catch {
    return 'its statement cannot be read'
  }
}

/** Where the registers stand against the journal. */
export interface RegistersFound {
  digest: FoldDigest
  /** Why they were thrown away and folded anew; absent when they were found as left. */
  rebuilt?: 'tables-changed' | 'rows-changed' | 'decisions-changed' | 'index-changed'
  /** Rows of a subject whose content could not be opened are missing: do not decide on these. */
  unopened: number
}

/**
 * Compares the registers with what was left and with a fresh fold, and rebuilds them if need be.
 */
export async function readRegisters(
  store: Store, contents: Contents, capabilities: readonly Capability[], content: ContentKeeper,
  marked: Buffer | undefined,
): Promise<RegistersFound> {
  const registers = [...contents.registers.values()]
  const kept = await keptOf(store, 'shape')
  if (!kept?.equals(shapeOf(registers))) {
    return rebuild(store, contents, content, kept ? 'tables-changed' : undefined)
  }
  const digest = await digestOf(store, registers)
  const left = await keptOf(store, 'registers')
  const asLeft = digest.bytes().equals(left ?? Buffer.alloc(64))
  if (!asLeft || (marked && !marked.equals(digest.bytes()))) {
    return rebuild(store, contents, content, 'rows-changed')
  }
  const deciding = await freshFold(store, contents, content, decidingEvents(capabilities),
    registers.filter((register) => register.decides).map((register) => register.name))
  for (const register of registers.filter((each) => each.decides)) {
    if (!(await sameRows(store, register, deciding.rows))) {
      return rebuild(store, contents, content, 'decisions-changed')
    }
  }
  return { digest, unopened: deciding.unopened }
}

/**
 * The events of capabilities with a register that decides; only they may change such a register.
 */
function decidingEvents(capabilities: readonly Capability[]): ReadonlySet<string> {
  return new Set(capabilities
    .filter((each) => each.registers.some((register) => register.decides))
    .flatMap((each) => each.facts.map((fact) => fact.name)))
}

/** Throws all registers away and folds every leaf anew, in the total order of leaves. */
export async function rebuild(
  store: Store, contents: Contents, content: ContentKeeper, rebuilt?: RegistersFound['rebuilt'],
): Promise<RegistersFound> {
  const registers = [...contents.registers.values()]
  for (const register of registers) {
    await store.script(`drop table if exists "${register.name}"`)
    for (const sql of registerTables(register, store.dialect)) await store.script(sql)
  }
  const digest = new FoldDigest()
  const unopened = await store.writing(async (statements) => {
    const rows = storedRows(statements, store.dialect, registers, digest)
    const missing = await foldAll(store, contents, content, rows)
    await statements.run(keepDigest, [digest.bytes()])
    await statements.run(keepShape, [shapeOf(registers)])
    return missing
  })
  return { digest, unopened, ...(rebuilt && { rebuilt }) }
}

const keepShape = 'insert into kept (name, value) values (\'shape\', ?)' +
  ' on conflict (name) do update set value = excluded.value'

/** A fold from nothing, in memory, of all leaves or of some events and registers only. */
export async function freshFold(
  store: Store, contents: Contents, content: ContentKeeper,
  events?: ReadonlySet<string>, only?: Iterable<string>,
): Promise<{ rows: FreshRows; unopened: number }> {
  const rows = new FreshRows(only)
  return { rows, unopened: await foldAll(store, contents, content, rows, events) }
}

async function foldAll(
  store: Store, contents: Contents, content: ContentKeeper, rows: RowStore,
  events?: ReadonlySet<string>,
): Promise<number> {
  let unopened = 0
  for await (const stored of leavesInOrder(store.reading)) {
    if (events && !events.has(stored.event)) continue
    const leaf = headOf(readLeaf(stored.bytes).body)
    const kind = contents.events.get(leaf.event)
    if ((await foldLeaf(store.reading, kind, leaf, stored.content, content, rows)) === 'unopened') {
      unopened += 1
    }
  }
  return unopened
}

/** The digest of all rows as they lie in the tables. */
export async function digestOf(
  store: Store, registers: readonly AnyRegister[],
): Promise<FoldDigest> {
  const digest = new FoldDigest()
  for (const register of registers) {
    for await (const row of rowsByKey(store, register)) {
      digest.add(
        register, storedValues(register, rowOf(register, row)), row[subjectColumn] as string,
      )
    }
  }
  return digest
}

/** Whether a register's table holds just the rows of a fresh fold. */
export async function sameRows(
  store: Store, register: AnyRegister, fresh: FreshRows,
): Promise<boolean> {
  const wanted = fresh.table(register)
  let found = 0
  for await (const stored of rowsByKey(store, register)) {
    const held = wanted.get(stored[register.key] as string)
    if (!held || held.subject !== stored[subjectColumn]) return false
    const a = JSON.stringify(storedValues(register, rowOf(register, stored)))
    if (a !== JSON.stringify(storedValues(register, held.row))) return false
    found += 1
  }
  return found === wanted.size
}

async function* rowsByKey(store: Store, register: AnyRegister) {
  const db = builderOf(store.dialect)
  const { sql } = compiled(db.selectFrom(register.name).selectAll()
    .where(register.key, '>', '').orderBy(register.key, 'asc').limit(chunk))
  let after = ''
  for (;;) {
    const rows = await store.reading.all(sql, [after, chunk])
    yield* rows
    if (rows.length < chunk) return
    after = rows.at(-1)![register.key] as string
  }
}

async function keptOf(store: Store, name: string): Promise<Buffer | undefined> {
  const [row] = await store.reading.all('select value from kept where name = ?', [name])
  return row?.['value'] as Buffer | undefined
}
