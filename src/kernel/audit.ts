// The audit of a node that does not trust its database: leaves against heads that were kept
// elsewhere, and registers against a fresh fold; what does not fit is named.

import type { Contents } from './capability.ts'
import { FreshRows } from './fold.ts'
import { foldLeaf } from './fold-leaf.ts'
import { comparedLeaves } from './hybrid-time.ts'
import type { Head } from './journal/checkpoint.ts'
import { readLeaf, sealedDigest, signedBy, type Leaf } from './journal/leaf.ts'
import { verifier, type Verifier } from './journal/note.ts'
import { Frontier, leafHash } from './journal/tree.ts'
import { headOf } from './leaf-head.ts'
import { leavesOf, originsOf, type StoredLeaf } from './leaves.ts'
import type { AnyRegister } from './register.ts'
import type { ContentKeeper } from './realms/content.ts'
import { rowsByKey } from './store/examining.ts'
import { storedValues, valuesOf } from './store/rows.ts'
import { subjectColumn } from './store/dividing.ts'
import type { Seen } from './store/store.ts'
import { judged } from './sync/judging.ts'

/**
 * A journal's head as it is kept outside the database, how many leaves have their content, and how
 * many entries below it are no leaves and set apart.
 */
export interface AuditedHead extends Head { contents?: number; apart?: number }

export interface AuditParts {
  store: Seen
  contents: Contents
  content: ContentKeeper
  /** The pinned key (vkey) of each journal that may be here. */
  keys: ReadonlyMap<string, string>
  /** What was kept outside: cosigned checkpoints, mirror marks. */
  heads: readonly AuditedHead[]
}

/** What is not as it must be, and where: a leaf of a journal, a row of a register, a table. */
export interface Finding {
  where: { origin: string; number: number | null } | { register: string; key: string } | 'tables'
  what: string
}

/** At most so many findings are told of one journal or register: few begin an inquiry. */
export const mostFindings = 100

/** Reads everything once and tells what does not fit; empty when all does. */
export async function audit(parts: AuditParts): Promise<Finding[]> {
  const findings: Finding[] = []
  const told = new Map<string, number>()
  const tell = (finding: Finding) => {
    const place = placeOf(finding)
    const before = told.get(place) ?? 0
    told.set(place, before + 1)
    if (before < mostFindings) findings.push(finding)
  }
  const sound = await auditLeaves(parts, tell)
  await auditRegisters(parts, sound, tell)
  for (const what of await parts.store.complaints()) tell({ where: 'tables', what })
  return findings
}

/** The journal, the register or the tables of which something is told. */
export function placeOf({ where }: Finding): string {
  return where === 'tables' ? where : 'origin' in where ? where.origin : where.register
}

type Tell = (finding: Finding) => void

/** The leaves that are as they must be; tells of all others, and of those that are missing. */
async function auditLeaves(parts: AuditParts, tell: Tell): Promise<StoredLeaf[]> {
  const { store: { reading }, heads } = parts
  const heldTo = new Map(heads.map((head) => [head.origin, head]))
  const sound: StoredLeaf[] = []
  for (const origin of new Set([...heldTo.keys(), ...await originsOf(reading)])) {
    const key = parts.keys.get(origin)
    if (key === undefined) {
      tell({ where: { origin, number: null }, what: 'no node of this name was enrolled' })
      continue
    }
    sound.push(...await auditJournal(reading, { origin, key: verifier(key) }, {
      head: heldTo.get(origin), tell,
    }))
  }
  return sound
}

async function auditJournal(
  reading: Seen['reading'], { origin, key }: { origin: string; key: Verifier },
  { head, tell }: { head: AuditedHead | undefined; tell: Tell },
): Promise<StoredLeaf[]> {
  const entries = await entriesOf(reading, origin)
  const tree = new Frontier()
  for (const { number, bytes } of entries) {
    if (number !== tree.size || tree.size === head?.size) break
    tree.append(leafHash(bytes))
  }
  // Where the tree is the one that was signed for, every signature in it was verified before.
  const asSigned = head !== undefined && tree.size === head.size && tree.root().equals(head.root)
  const amiss = amissAmong(entries, origin, { key, believed: asSigned ? head.size : 0 })
  for (const [{ number }, what] of amiss) tell({ where: { origin, number }, what })
  const gap = entries.findIndex(({ number }, index) => number !== index)
  const end = gap < 0 ? entries.length : gap
  if (gap >= 0 || end < (head?.size ?? 0)) {
    tell({ where: { origin, number: end }, what: 'this leaf is missing' })
  } else if (head && !asSigned && amiss.size === 0) {
    tell({ where: { origin, number: null }, what: `its first ${head.size} leaves are not those` +
      ' that were signed for, and each of them is signed: the node or its key spoke twice' })
  }
  countedAs(head, entries, (what) => tell({ where: { origin, number: null }, what }))
  return entries.flatMap((entry) => (entry.leaf && !amiss.has(entry) ? [entry.leaf] : []))
}

/** All that a tree covers: leaves as they lie, and what was no leaf and is set apart, and why. */
interface Entry { number: number; bytes: Buffer; leaf?: StoredLeaf; reason?: string }

const readApart = 'select number, bytes, reason from quarantined' +
  ' where origin = ? and number >= ? order by number limit ?'
const apartAtOnce = 64

/** The entries of a journal in their order; two of one number where the store holds two. */
async function entriesOf(reading: Seen['reading'], origin: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const leaf of leavesOf(reading, origin, Number.MIN_SAFE_INTEGER)) {
    entries.push({ number: Number(leaf.number), bytes: leaf.bytes, leaf })
  }
  const leaves = entries.length
  for (let from = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await reading.all(readApart, [origin, from, apartAtOnce])
    entries.push(...rows.map(({ number, bytes, reason }) =>
      ({ number: Number(number), bytes: bytes as Buffer, reason: String(reason) })))
    if (rows.length < apartAtOnce) break
    from = entries.at(-1)!.number + 1
  }
  return entries.length === leaves ? entries : entries.sort((a, b) => a.number - b.number)
}

/** What is wrong with entries; the signatures of the first `believed` are those of the tree. */
function amissAmong(
  entries: readonly Entry[], origin: string,
  { key, believed }: { key: Verifier; believed: number },
): Map<Entry, string> {
  const amiss = new Map<Entry, string>()
  const before: { bytes: Buffer | null; at?: string; tick?: number } = { bytes: null }
  for (const entry of entries) {
    const { number, bytes, leaf } = entry
    const what = leaf ? amissIn(leaf, origin, number < believed ? undefined : key)
      : amissApart(entry, { origin, vkey: key.vkey, from: number, before })
    if (what) amiss.set(entry, what)
    else if (leaf) Object.assign(before, { at: leaf.at, tick: Number(leaf.tick) })
    before.bytes = bytes
  }
  return amiss
}

/** An entry is set apart only where it is no leaf, for the reason that stands beside it. */
function amissApart({ bytes, reason }: Entry, { before: { bytes: last, ...time }, ...of }: {
  origin: string; vkey: string; from: number
  before: { bytes: Buffer | null; at?: string; tick?: number }
}): string | undefined {
  const before = { hash: last && leafHash(last), ...time }
  const [{ found } = { found: undefined }] = judged([bytes], { ...of, before })
  if (typeof found === 'object') return 'it is a leaf, and was set apart as if it were none'
  return found === reason ? undefined : 'what stands beside it is not what it says'
}

/** Tells where fewer have their content, or are set apart, than were counted once. */
function countedAs(
  head: AuditedHead | undefined, entries: readonly Entry[], tell: (what: string) => void,
): void {
  const below = entries.filter(({ number }) => number < (head?.size ?? 0))
  const contents = below.filter(({ leaf }) => leaf?.content).length
  if (head?.contents !== undefined && contents < head.contents) {
    tell(`${head.contents - contents} of its leaves lost their content`)
  }
  const apart = below.filter(({ leaf }) => !leaf).length
  if (head?.apart !== undefined && apart < head.apart) {
    tell(`${head.apart - apart} of its entries that are no leaves are not set apart any more`)
  }
}

/** What is wrong with one leaf as it lies there; with a key, its signature is verified too. */
function amissIn(
  { number, at, tick, event, subject, bytes, content }: StoredLeaf, origin: string,
  key: Verifier | undefined,
): string | undefined {
  let leaf: Leaf
  try {
    leaf = readLeaf(bytes)
  } catch {
    return 'it cannot be read'
  }
  const { body } = leaf
  if (key && !signedBy(leaf, key)) return 'its node did not sign this'
  const beside = [origin, Number(number), at, Number(tick), event, subject]
  const said = [body.origin, body.number, body.at, body.tick, body.event, body.subject]
  if (beside.some((value, index) => value !== said[index])) {
    return 'what stands beside it is not what it says'
  }
  return content && sealedDigest(content) !== body.sealed ? 'its content is another' : undefined
}

const readShut = "select origin, number from unfolded where reason = 'unopened'"

/** Tells of every row that is not what the sound leaves add up to, and of content that is shut. */
async function auditRegisters(
  { store, contents, content }: AuditParts, sound: readonly StoredLeaf[], tell: Tell,
): Promise<void> {
  const fresh = new FreshRows()
  const waiting = new Set((await store.reading.all(readShut))
    .map((row) => `${String(row['origin'])} ${Number(row['number'])}`))
  for (const stored of sound.toSorted(comparedLeaves)) {
    const leaf = headOf(readLeaf(stored.bytes).body)
    const folded = await foldLeaf(store.reading, contents.events.get(leaf.event), leaf,
      stored.content, content, fresh)
    // A leaf whose key is still on its way is known to be shut, and is in no register.
    if (folded === 'unopened' && !waiting.has(`${leaf.origin} ${leaf.number}`)) {
      const where = { origin: leaf.origin, number: leaf.number }
      tell({ where, what: 'no key here opens its content' })
    }
  }
  for (const register of contents.registers.values()) {
    try {
      await auditRows(store, register, fresh, tell)
    } catch (failure) {
      tell({ where: 'tables', what: `${register.name} cannot be read: ${String(failure)}` })
    }
  }
}

async function auditRows(
  store: Seen, register: AnyRegister, fresh: FreshRows, tell: Tell,
): Promise<void> {
  const wanted = new Map(fresh.table(register))
  for await (const row of rowsByKey(store, register)) {
    const key = row[register.key] as string
    const where = { register: register.name, key }
    const held = wanted.get(key)
    wanted.delete(key)
    if (!held) tell({ where, what: 'no leaf says this' })
    else if (held.subject !== row[subjectColumn]) tell({ where, what: 'it is of another subject' })
    else {
      const [found, said] = [valuesOf(register.shape, row), storedValues(register, held.row)]
      const at = register.shape.findIndex((_, index) => found[index] !== said[index])
      if (at >= 0) tell({ where, what: `"${register.shape[at]!.name}" is not what its leaves say` })
    }
  }
  for (const key of wanted.keys()) {
    tell({ where: { register: register.name, key }, what: 'its row is missing' })
  }
}
