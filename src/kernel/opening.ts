// Opening a node's folder: what must hold before it records again, found out anew at every start.

import type { Capability, Contents } from './capability.ts'
import { FoldDigest, FreshRows, keepDigest, storedRows, type RowStore } from './fold.ts'
import { foldLeaf, isMissing } from './fold-leaf.ts'
import { Frontier, leafHash } from './journal/tree.ts'
import { readLeaf, sealedDigest, type LeafBody, type Opening } from './journal/leaf.ts'
import type { Head } from './journal/checkpoint.ts'
import { TILE_WIDTH } from './journal/tiles.ts'
import { headOf } from './leaf-head.ts'
import {
  lastTime, leavesAbout, leavesInOrder, leavesOf, originsOf, type StoredLeaf,
} from './leaves.ts'
import type { MarkRead } from './mark.ts'
import type { AnyRegister } from './register.ts'
import type { ContentKeeper } from './realms/content.ts'
import { subjectColumn, tablesOf } from './store/dividing.ts'
import { registerTables, shapeOf } from './store/schema.ts'
import { rowsByKey } from './store/examining.ts'
import { storedValues, valuesOf } from './store/rows.ts'
import type { Statements, Store } from './store/store.ts'

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

/**
 * Reads the whole own journal: each leaf is hashed into the tree, each content compared with what
 * its leaf says of it, and the tree with the mark and with the last checkpoint that was kept. Each
 * leaf that is as it must be is shown to `visit`, so that all of them are read once.
 */
export async function readJournal(
  store: Store, origin: string, [mark, checkpoint]: [mark: MarkRead, checkpoint: Head | undefined],
  visit: (leaf: StoredLeaf) => Promise<void> = async () => {},
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
  for await (const stored of leavesOf(store.reading, origin)) {
    const { number, bytes, content } = stored
    if (Number(number) !== frontier.size) {
      complain('journal-unsound', `leaf ${frontier.size} is not there`)
      break
    }
    const amiss = contentAmiss(bytes, content)
    if (amiss) complain('journal-unsound', `leaf ${frontier.size}: ${amiss}`)
    else if (frontier.size === 0) opens = openingOf(bytes)
    if (frontier.size === 0 && !opens) complain('journal-unsound', 'leaf 0 opens no journal')
    if (!amiss) await visit(stored)
    const own = leafHash(bytes)
    frontier.append(own)
    previous = own.toString('base64url')
    pendingTile.push(own)
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

/** What leaf 0 says of its journal; nothing where it cannot be read. */
export function openingOf(bytes: Buffer): Opening | undefined {
  try {
    return readLeaf(bytes).body.opens
  } catch {
    return undefined
  }
}

/** What is wrong between a leaf and the content beside it; nothing where they agree. */
function contentAmiss(bytes: Buffer, content: Buffer | null): string | undefined {
  // The digest stands in the leaf's one line as it stands here; only where it does not is it asked
  // what the line says.
  if (content && bytes.includes(`"sealed":"${sealedDigest(content)}"`)) {
    return undefined
  }
  try {
    const { sealed } = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(0x0a))) as LeafBody
    if (!content || sealed === null) return undefined
    return 'its content is not what was sealed'
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

/** What the registers that decide add up to, folded anew while the leaves are read. */
export interface DecidingFold {
  visit(leaf: StoredLeaf): Promise<void>
  /** Folds all leaves of one subject, in their total order. */
  subject(leaves: readonly StoredLeaf[]): Promise<void>
  /** The digest of each register that decides. */
  digests: ReadonlyMap<string, FoldDigest>
  unopened(): number
}

/**
 * Folds the leaves of capabilities with a register that decides, subject by subject: a subject with
 * one leaf as it is shown, one with several at its first. Holds no more than one subject's rows.
 */
export async function decidingFold(
  store: Store, contents: Contents, capabilities: readonly Capability[], content: ContentKeeper,
  severalOf?: ReadonlySet<unknown>,
): Promise<DecidingFold> {
  const events = decidingEvents(capabilities)
  const deciding = [...contents.registers.values()].filter((register) => register.decides)
  const digests = new Map(deciding.map(({ name }) => [name, new FoldDigest()]))
  const several = severalOf ??
    new Set((await store.reading.all(severalLeaves)).map((row) => row['subject']))
  const done = new Set<string>()
  let unopened = 0
  async function fold(leaves: readonly StoredLeaf[]): Promise<void> {
    const rows = new FreshRows(digests.keys())
    for (const { bytes, content: sealed } of leaves) {
      try {
        const leaf = headOf(readLeaf(bytes).body)
        const kind = contents.events.get(leaf.event)
        const folded = await foldLeaf(store.reading, kind, leaf, sealed, content, rows)
        if (isMissing(folded)) unopened += 1
      } catch {
        unopened += 1
      }
    }
    for (const register of deciding) {
      for (const { row, subject } of rows.table(register).values()) {
        digests.get(register.name)!.add(register, storedValues(register, row), subject)
      }
    }
  }
  return {
    digests, subject: fold,
    unopened: () => unopened,
    async visit(leaf) {
      if (!events.has(leaf.event)) return
      if (!several.has(leaf.subject)) return fold([leaf])
      if (done.has(leaf.subject)) return
      done.add(leaf.subject)
      await fold(await leavesAbout(store.reading, leaf.subject))
    },
  }
}

const severalLeaves = 'select subject from leaf group by subject having count(*) > 1'

/** Shows a fold the leaves of all other journals here. */
export async function visitOthers(store: Store, own: string, fold: DecidingFold): Promise<void> {
  for (const origin of await originsOf(store.reading)) {
    if (origin === own) continue
    for await (const leaf of leavesOf(store.reading, origin)) await fold.visit(leaf)
  }
}

/** Whether the registers have the tables that they are declared with. */
export async function asDeclared(store: Store, contents: Contents): Promise<boolean> {
  const kept = await keptOf(store, 'shape')
  return kept?.equals(shapeOf(contents, tablesOf(store))) ?? false
}

/**
 * Compares the registers' digests with what was left and with a fresh fold, and rebuilds them if
 * need be.
 */
export async function readRegisters(
  store: Store, contents: Contents, content: ContentKeeper,
  { digests, sum, fold, marked }: {
    digests: ReadonlyMap<string, FoldDigest>; sum: FoldDigest; fold: DecidingFold
    marked: Buffer | undefined
  },
): Promise<RegistersFound> {
  if (!(await asDeclared(store, contents))) {
    const there = await keptOf(store, 'shape')
    return rebuild(store, contents, content, there ? 'tables-changed' : undefined)
  }
  const left = await keptOf(store, 'registers')
  const asLeft = sum.bytes().equals(left ?? Buffer.alloc(64))
  if (!asLeft || (marked && !marked.equals(sum.bytes()))) {
    return rebuild(store, contents, content, 'rows-changed')
  }
  for (const [name, fresh] of fold.digests) {
    if (!fresh.bytes().equals(digests.get(name)?.bytes() ?? Buffer.alloc(64))) {
      return rebuild(store, contents, content, 'decisions-changed')
    }
  }
  return { digest: sum, unopened: fold.unopened() }
}

/**
 * The events of capabilities with a register that decides; only they may change such a register.
 */
export function decidingEvents(capabilities: readonly Capability[]): ReadonlySet<string> {
  return new Set(capabilities
    .filter((each) => each.registers.some((register) => register.decides))
    .flatMap((each) => each.facts.map((fact) => fact.name)))
}

/** Throws all registers away and folds every leaf anew, in the total order of leaves. */
export async function rebuild(
  store: Store, contents: Contents, content: ContentKeeper, rebuilt?: RegistersFound['rebuilt'],
): Promise<RegistersFound> {
  const registers = [...contents.registers.values()]
  const indexes: string[] = []
  for (const register of registers) {
    const [table, ...its] = registerTables(register, tablesOf(store))
    await store.script(`drop table if exists "${register.name}"`)
    await store.script(table!)
    indexes.push(...its)
  }
  // If we stop here: the tables are empty, their digest is not what was left, and start folds anew.
  const digest = new FoldDigest()
  const unopened = await store.writing(async (statements) => {
    const rows = storedRows(statements, store.dialect, registers, digest)
    const missing = await foldAll(statements, contents, content, rows)
    // Sorted at once at the end, an index costs a fraction of an entry at a time in any order.
    for (const sql of indexes) await statements.run(sql)
    await statements.run(keepDigest, [digest.bytes()])
    await statements.run(keepShape, [shapeOf(contents, tablesOf(store))])
    return missing
  })
  return { digest, unopened, ...(rebuilt && { rebuilt }) }
}

const keepShape = 'insert into kept (name, value) values (\'shape\', ?)' +
  ' on conflict (name) do update set value = excluded.value'

/** A fold of all leaves from nothing, in memory. */
export async function freshFold(
  store: Store, contents: Contents, content: ContentKeeper,
): Promise<{ rows: FreshRows; unopened: number }> {
  const rows = new FreshRows()
  return { rows, unopened: await foldAll(store.reading, contents, content, rows) }
}

async function foldAll(
  statements: Statements, contents: Contents, content: ContentKeeper, rows: RowStore,
): Promise<number> {
  let unopened = 0
  for await (const stored of leavesInOrder(statements)) {
    const leaf = headOf(readLeaf(stored.bytes).body)
    const kind = contents.events.get(leaf.event)
    const folded = await foldLeaf(statements, kind, leaf, stored.content, content, rows)
    if (isMissing(folded)) unopened += 1
  }
  return unopened
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
    const a = JSON.stringify(valuesOf(register.shape, stored))
    if (a !== JSON.stringify(storedValues(register, held.row))) return false
    found += 1
  }
  return found === wanted.size
}

async function keptOf(store: Store, name: string): Promise<Buffer | undefined> {
  const [row] = await store.reading.all('select value from kept where name = ?', [name])
  return row?.['value'] as Buffer | undefined
}
