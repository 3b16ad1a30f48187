// Taking leaves from other journals: kept byte for byte, and folded in their place in time.

import { FoldDigest } from '../fold.ts'
import type { Contents } from '../capability.ts'
import type { LeafHead } from '../event.ts'
import { comparedLeaves } from '../hybrid-time.ts'
import {
  readLeaf, sealedDigest, signedBy, signedByLater, UnreadableLeaf, type Leaf,
} from '../journal/leaf.ts'
import { verifier, type Verifier } from '../journal/note.ts'
import { leafHash } from '../journal/tree.ts'
import { fillTiles } from '../journal-tree.ts'
import { headOf } from '../leaf-head.ts'
import { foldLeaf, isMissing, type Folded } from '../fold-leaf.ts'
import type { StoredLeaf } from '../leaves.ts'
import type { ContentKeeper, WrappedKey } from '../realms/content.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import { deleteAmong, insertMany, rowsAmong, type ManyRows } from '../store/many.ts'
import type { Statements, Store } from '../store/store.ts'
import { BatchRows, registersOf } from './batch-fold.ts'

/**
 * A leaf of another journal, with its content and its subject's wrapped keys where they came along.
 */
export interface ForeignLeaf {
  bytes: Buffer
  content: Buffer | null
  keys?: readonly WrappedKey[]
}

/** `unopened` names the event of a leaf whose content is here and could not be folded. */
export type Taken = { taken: 'new' | 'already'; unopened?: string } | Refusal

export interface TakingParts {
  own: string
  store: Pick<Store, 'dialect'>
  contents: Contents
  content: ContentKeeper
  /** The pinned key (vkey) of each origin that this node takes leaves from. */
  keys: ReadonlyMap<string, string>
}

/** A foreign leaf that its origin's key signed and whose content is as it says. */
interface Sound { foreign: ForeignLeaf; leaf: Leaf }
type To = { statements: Statements; dialect: Store['dialect'] }

const leafColumns = [
  ['origin', 'text'], ['number', 'bigint'], ['at', 'text'], ['tick', 'bigint'], ['event', 'text'],
  ['subject', 'text'], ['bytes', 'bytea'], ['content', 'bytea'],
] as const
/** Where leaves go that were not here before: their columns, bytes, and content or null. */
export const newLeaves: ManyRows = { table: 'leaf', columns: leafColumns }
/** What came bare before may be followed by its content: all but the content is as it was. */
const filledLeaves: ManyRows = {
  table: 'leaf', columns: leafColumns, conflict: ['origin', 'number'],
}
const unfolded: ManyRows = {
  table: 'unfolded', conflict: ['origin', 'number'],
  columns: [['origin', 'text'], ['number', 'bigint'], ['event', 'text'], ['reason', 'text']],
}
const sameNumbers = 'select number, bytes, content from leaf where origin = ? and'
const aboutSubjects = 'select origin, number, bytes, content from leaf where'
const anyUnfolded = 'select 1 as waiting from unfolded limit 1'
const released = 'delete from unfolded where origin = ? and'

type Keys = Pick<TakingParts, 'own' | 'keys'>

/**
 * Reads leaves and verifies them before anything is written. Refuses what is unreadable, of an
 * unknown origin, or not what its origin's key signed.
 */
export function verifiedHere(parts: Keys, leaves: readonly ForeignLeaf[]): (Sound | Refusal)[] {
  const verifierOf = verifiersOf(parts)
  return leaves.map((foreign) => {
    const read = readFor(foreign, verifierOf)
    return isRefusal(read) ? read : soundOr(read, signedBy(read.leaf, read.key))
  })
}

const keyObjects = 8

/** The same with all of the machine at once. */
export async function verified(
  parts: Keys, leaves: readonly ForeignLeaf[],
): Promise<(Sound | Refusal)[]> {
  // A key object is used by one thread at a time: with one for all, they would wait for it.
  const verifierOf = Array.from({ length: keyObjects }, () => verifiersOf(parts))
  return Promise.all(leaves.map(async (foreign, index) => {
    const read = readFor(foreign, verifierOf[index % keyObjects]!)
    return isRefusal(read) ? read : soundOr(read, await signedByLater(read.leaf, read.key))
  }))
}

type Read = Sound & { key: Verifier }

function readFor(
  foreign: ForeignLeaf, verifierOf: (origin: string) => Verifier | undefined,
): Read | Refusal {
  const leaf = readOrRefuse(foreign.bytes)
  if ('refused' in leaf) return leaf
  const { origin } = leaf.body
  const key = verifierOf(origin)
  return key ? { foreign, leaf, key } : refuse('origin-not-known', { origin })
}

function soundOr({ foreign, leaf }: Read, signed: boolean): Sound | Refusal {
  const { number, sealed } = leaf.body
  if (!signed) return refuse('signature-wrong', { number })
  const amiss = foreign.content && sealedDigest(foreign.content) !== sealed
  return amiss ? refuse('content-not-as-sealed', { number }) : { foreign, leaf }
}

/** The pinned key of each origin, read from its line once; none of this node's own. */
function verifiersOf({ own, keys }: Keys): (origin: string) => Verifier | undefined {
  const verifiers = new Map<string, Verifier>()
  return (origin) => {
    const line = origin === own ? undefined : keys.get(origin)
    const known = line === undefined ? undefined : verifiers.get(line) ?? verifier(line)
    if (line !== undefined && known) verifiers.set(line, known)
    return known
  }
}

/** What came of a batch: an answer to each leaf, which were new, and the digest's change. */
export interface TakenMany {
  taken: Taken[]
  fresh: { head: LeafHead; whole: boolean }[]
  change: FoldDigest
}

/**
 * Takes verified leaves within the caller's transaction, in a few statements however many they
 * are; each is answered by itself. A second leaf of the same number is a fork and is refused; a
 * leaf that cannot be folded is kept and named as unfolded. Answers by how much the registers'
 * digest changes, too.
 */
export async function takeMany(
  parts: TakingParts, sound: readonly (Sound | Refusal)[], statements: Statements,
): Promise<TakenMany> {
  const to: To = { statements, dialect: parts.store.dialect }
  const there = await leavesThere(to, sound)
  const taken: Taken[] = []
  const fresh = new Map<string, Sound & { place: number; bare: boolean }>()
  for (const [place, each] of sound.entries()) {
    if (isRefusal(each)) {
      taken.push(each)
      continue
    }
    const { body } = each.leaf
    const name = nameOf(body)
    const before = fresh.get(name)?.foreign ?? there.get(name)
    if (before && !before.bytes.equals(each.foreign.bytes)) {
      taken.push(refuse('journal-forked', { origin: body.origin, number: body.number }))
    } else if (before && (before.content || !each.foreign.content)) {
      taken.push({ taken: 'already' })
    } else {
      taken.push({ taken: 'new' })
      fresh.set(name, { ...each, place, bare: there.has(name) })
    }
  }
  const came = [...fresh.values()]
  const before = await leavesBefore(to, came)
  await keep(parts, to, came)
  const heads = came.map(({ foreign, leaf }) =>
    ({ head: headOf(leaf.body), content: foreign.content }))
  const { folded, change } = await foldTogether(parts, to, [...before, ...heads])
  for (const { place, leaf } of fresh.values()) {
    if (isMissing(folded.get(nameOf(leaf.body))!)) {
      taken[place] = { taken: 'new', unopened: leaf.body.event }
    }
  }
  return {
    taken, change, fresh: heads.map(({ head, content }) => ({ head, whole: content !== null })),
  }
}

/** Those of the same journals and numbers that are here already. */
async function leavesThere(
  to: To, sound: readonly (Sound | Refusal)[],
): Promise<Map<string, { bytes: Buffer; content: Buffer | null }>> {
  const there = new Map<string, { bytes: Buffer; content: Buffer | null }>()
  const bodies = sound.flatMap((each) => (isRefusal(each) ? [] : [each.leaf.body]))
  for (const [origin, some] of Map.groupBy(bodies, (body) => body.origin)) {
    const rows = await rowsAmong(to, sameNumbers, { column: 'number', type: 'bigint' },
      { values: some.map(({ number }) => number), before: [origin] })
    for (const row of rows) {
      there.set(nameOf({ origin, number: Number(row['number']) }), row as never)
    }
  }
  return there
}

/** Writes leaves, the keys that came along, and the tiles that they fill. */
async function keep(
  { content }: TakingParts, to: To, fresh: readonly (Sound & { bare: boolean })[],
): Promise<void> {
  const rowOf = ({ foreign, leaf: { body } }: Sound) => [body.origin, body.number, body.at,
    body.tick, body.event, body.subject, foreign.bytes, foreign.content]
  await insertMany(to, newLeaves, fresh.filter(({ bare }) => !bare).map(rowOf))
  await insertMany(to, filledLeaves, fresh.filter(({ bare }) => bare).map(rowOf))
  await content.keepKeys(to, fresh.flatMap(({ foreign, leaf: { body } }) =>
    (foreign.keys ?? []).map((key) => ({ subject: body.subject, maker: body.origin, key }))))
  const unseen = fresh.filter(({ bare }) => !bare)
  for (const [origin, some] of Map.groupBy(unseen, ({ leaf }) => leaf.body.origin)) {
    await fillTiles(to.statements, origin,
      new Map(some.map(({ foreign, leaf }) => [leaf.body.number, leafHash(foreign.bytes)])))
  }
}

/** A leaf as it is folded: what stands at its head, and what it seals. */
interface Folding { head: LeafHead; content: Buffer | null }

/** The leaves about the same subjects that were here before; none of those that just came. */
async function leavesBefore(to: To, came: readonly Sound[]): Promise<Folding[]> {
  const subjects = [...new Set(came.map(({ leaf }) => leaf.body.subject))]
  return foldingsOf(to, subjects, new Set(came.map(({ leaf }) => nameOf(leaf.body))))
}

/** The leaves about some subjects, but for those of some names. */
async function foldingsOf(
  to: To, subjects: readonly string[], except: ReadonlySet<string> = new Set(),
): Promise<Folding[]> {
  const rows = await rowsAmong(to, aboutSubjects,
    { column: 'subject', type: 'text' }, { values: subjects })
  return (rows as unknown as StoredLeaf[]).filter((row) => !except.has(nameOf(row)))
    .map(({ bytes, content }) => ({ head: headOf(readLeaf(bytes).body), content }))
}

/**
 * Folds subjects anew: their rows are forgotten and all their leaves applied in their total order,
 * so that it does not matter which came late. No other subject is touched, and no register that
 * their events cannot change.
 */
async function foldTogether(
  { contents, content }: TakingParts, to: To, about: readonly Folding[],
): Promise<{ folded: Map<string, Folded>; change: FoldDigest }> {
  const subjects = [...new Set(about.map(({ head }) => head.subject))]
  const registers = new Set(about.flatMap(({ head }) => registersOf(contents, head.event)))
  const rows = new BatchRows(to)
  await rows.begin(registers, subjects)
  const keeper = await content.among(to, subjects)
  const folded = new Map<string, Folded>()
  const inOrder = about.toSorted((a, b) => comparedLeaves(a.head, b.head))
  for (const { head, content: sealed } of inOrder) {
    folded.set(nameOf(head), await foldLeaf(
      to.statements, contents.events.get(head.event), head, sealed, keeper, rows))
  }
  await nameMissing(to, about.map(({ head }) => head), folded)
  return { folded, change: await rows.end() }
}

const shutSubjects = 'select distinct leaf.subject from unfolded join leaf on' +
  ' leaf.origin = unfolded.origin and leaf.number = unfolded.number' +
  ' where unfolded.reason = ? and leaf.subject > ? order by leaf.subject limit ?'
/** So many subjects are tried in one transaction. */
export const mostTriedAgain = 256

/**
 * Tries to open what no key here opened before, for keys came: folds again the subjects of such
 * leaves, some at a time in the order of their names. Answers how the registers' digest changes,
 * the leaves that were folded now, and the last subject that was tried.
 */
export async function openAgain(
  parts: TakingParts, after: string, statements: Statements,
): Promise<{ change: FoldDigest; opened: LeafHead[]; last: string | undefined }> {
  const to: To = { statements, dialect: parts.store.dialect }
  const rows = await statements.all(shutSubjects, ['unopened', after, mostTriedAgain])
  const subjects = rows.map((row) => row['subject'] as string)
  if (subjects.length === 0) return { change: new FoldDigest(), opened: [], last: undefined }
  const shut = new Set((await statements.all(shutLeaves, ['unopened'])).map(nameOfRow))
  const about = await foldingsOf(to, subjects)
  const { folded, change } = await foldTogether(parts, to, about)
  const opened = about.map(({ head }) => head).filter((leaf) =>
    shut.has(nameOf(leaf)) && !isMissing(folded.get(nameOf(leaf))!))
  return { change, opened, last: subjects.at(-1) }
}

const shutLeaves = 'select origin, number from unfolded where reason = ?'
const nameOfRow = (row: Record<string, unknown>) =>
  nameOf({ origin: row['origin'] as string, number: Number(row['number']) })

/** Names which of these leaves are kept and in no register, and lets the others go. */
async function nameMissing(
  to: To, heads: readonly LeafHead[], folded: ReadonlyMap<string, Folded>,
): Promise<void> {
  const missing = heads.filter((leaf) => isMissing(folded.get(nameOf(leaf))!))
  await insertMany(to, unfolded, missing.map(({ origin, number, event }) =>
    [origin, number, event, folded.get(nameOf({ origin, number }))]))
  const [waiting] = await to.statements.all(anyUnfolded)
  if (!waiting) return
  for (const [origin, some] of Map.groupBy(heads, (leaf) => leaf.origin)) {
    const fine = some.filter((leaf) => !isMissing(folded.get(nameOf(leaf))!))
    await deleteAmong(to, released, { column: 'number', type: 'bigint' },
      { values: fine.map(({ number }) => number), before: [origin] })
  }
}

function nameOf({ origin, number }: { origin: string; number: number }): string {
  return `${origin} ${number}`
}

function readOrRefuse(bytes: Buffer) {
  try {
    return readLeaf(bytes)
  } catch (failure) {
    if (failure instanceof UnreadableLeaf) return refuse('leaf-unreadable', { why: failure.reason })
    throw failure
  }
}
