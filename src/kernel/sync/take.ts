// Taking leaves from another journal: kept byte for byte, and folded in their place in time.

import { storedRows, type FoldDigest } from '../fold.ts'
import type { Contents } from '../capability.ts'
import { comparedLeaves } from '../hybrid-time.ts'
import { readLeaf, sealedDigest, signedBy, UnreadableLeaf } from '../journal/leaf.ts'
import { verifier } from '../journal/note.ts'
import { headOf } from '../leaf-head.ts'
import { leavesAbout } from '../leaves.ts'
import { foldLeaf } from '../fold-leaf.ts'
import type { ContentKeeper } from '../realms/content.ts'
import { refuse, type Refusal } from '../refusal.ts'
import type { Statements, Store } from '../store/store.ts'

/** A leaf of another journal, with its content and its subject's wrapped key where they came along. */
export interface ForeignLeaf {
  bytes: Buffer
  content: Buffer | null
  key?: { realm: string; quarter: string; wrapped: Buffer }
}

export type Taken = { taken: 'new' | 'already' } | Refusal

export interface TakingParts {
  own: string
  store: Store
  contents: Contents
  content: ContentKeeper
  digest: FoldDigest
  /** The pinned key (vkey) of each origin that this node takes leaves from. */
  keys: ReadonlyMap<string, string>
}

const insertLeaf = 'insert into leaf (origin, number, at, tick, event, subject, bytes, content)' +
  ' values (?, ?, ?, ?, ?, ?, ?, ?)'
const sameNumber = 'select bytes from leaf where origin = ? and number = ?'
const insertKey = 'insert into subject_key (subject, realm, quarter, wrapped) values (?, ?, ?, ?)' +
  ' on conflict (subject, realm) do nothing'

/**
 * Takes one leaf within the caller's transaction. Refuses what its origin's key did not sign and a
 * second leaf of the same number (a fork); an event unknown here is kept and changes nothing.
 */
export async function takeLeaf(
  parts: TakingParts, foreign: ForeignLeaf, statements: Statements,
): Promise<Taken> {
  const leaf = readOrRefuse(foreign.bytes)
  if ('refused' in leaf) return leaf
  const { body } = leaf
  const key = parts.keys.get(body.origin)
  if (!key || body.origin === parts.own) return refuse('origin-not-known', { origin: body.origin })
  if (!signedBy(leaf, verifier(key))) return refuse('signature-wrong', { number: body.number })
  const amiss = foreign.content && sealedDigest(foreign.content) !== body.sealed
  if (amiss) return refuse('content-not-as-sealed', { number: body.number })
  const [there] = await statements.all(sameNumber, [body.origin, body.number])
  if (there) {
    return (there['bytes'] as Buffer).equals(foreign.bytes)
      ? { taken: 'already' } : refuse('journal-forked', { origin: body.origin, number: body.number })
  }
  await statements.run(insertLeaf, [body.origin, body.number, body.at, body.tick, body.event,
    body.subject, foreign.bytes, foreign.content])
  if (foreign.key) {
    const { realm, quarter, wrapped } = foreign.key
    await statements.run(insertKey, [body.subject, realm, quarter, wrapped])
  }
  await foldInPlace(parts, body.subject, body, statements)
  return { taken: 'new' }
}

/**
 * Folds a leaf that just came: applied where it is its subject's latest; where it is late, its
 * subject's rows are forgotten and all its leaves applied in order. No other subject is touched.
 */
async function foldInPlace(
  { store, contents, content, digest }: TakingParts, subject: string,
  head: Parameters<typeof headOf>[0], statements: Statements,
): Promise<void> {
  const rows = storedRows(statements, store.dialect, contents.registers.values(), digest)
  const about = await leavesAbout(statements, subject)
  const late = about.some((other) => comparedLeaves(other, head) > 0)
  if (late) await rows.dropAllOf(subject)
  for (const stored of late ? about : about.slice(-1)) {
    const leaf = headOf(readLeaf(stored.bytes).body)
    await foldLeaf(statements, contents.events.get(leaf.event), leaf, stored.content,
      content, rows)
  }
}

function readOrRefuse(bytes: Buffer) {
  try {
    return readLeaf(bytes)
  } catch (failure) {
    if (failure instanceof UnreadableLeaf) return refuse('leaf-unreadable', { why: failure.reason })
    throw failure
  }
}
