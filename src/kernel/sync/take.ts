// Taking leaves from another journal: kept byte for byte, and folded in their place in time.

import { storedRows, type FoldDigest } from '../fold.ts'
import type { Contents } from '../capability.ts'
import { comparedLeaves } from '../hybrid-time.ts'
import { readLeaf, sealedDigest, signedBy, UnreadableLeaf, type LeafBody } from '../journal/leaf.ts'
import { verifier } from '../journal/note.ts'
import { headOf } from '../leaf-head.ts'
import { insertLeaf, leavesAbout } from '../leaves.ts'
import { foldLeaf } from '../fold-leaf.ts'
import type { ContentKeeper, WrappedKey } from '../realms/content.ts'
import { refuse, type Refusal } from '../refusal.ts'
import type { Statements, Store } from '../store/store.ts'

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
  store: Store
  contents: Contents
  content: ContentKeeper
  digest: FoldDigest
  /** The pinned key (vkey) of each origin that this node takes leaves from. */
  keys: ReadonlyMap<string, string>
}

const sameNumber = 'select bytes, content from leaf where origin = ? and number = ?'
const fillContent = 'update leaf set content = ? where origin = ? and number = ?'

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
  if (there && !(there['bytes'] as Buffer).equals(foreign.bytes)) {
    return refuse('journal-forked', { origin: body.origin, number: body.number })
  }
  if (there && (there['content'] || !foreign.content)) return { taken: 'already' }
  // What came bare before may be followed by its content: then it is taken once more.
  await (there
    ? statements.run(fillContent, [foreign.content, body.origin, body.number])
    : statements.run(insertLeaf, [body.origin, body.number, body.at, body.tick, body.event,
      body.subject, foreign.bytes, foreign.content]))
  for (const each of foreign.keys ?? []) {
    await parts.content.keepKey(body.subject, body.origin, each, statements)
  }
  const folded = await foldInPlace(parts, body, statements)
  return { taken: 'new', ...(folded === 'unopened' && { unopened: body.event }) }
}

/**
 * Folds a leaf that just came: applied where it is its subject's latest; where it is late, or
 * brings what may open others, its subject's rows are forgotten and all its leaves applied in
 * order. No other subject is touched.
 */
async function foldInPlace(
  { store, contents, content, digest }: TakingParts, head: LeafBody, statements: Statements,
): Promise<Awaited<ReturnType<typeof foldLeaf>>> {
  const rows = storedRows(statements, store.dialect, contents.registers.values(), digest)
  const about = await leavesAbout(statements, head.subject)
  await rows.dropAllOf(head.subject)
  let folded: Awaited<ReturnType<typeof foldLeaf>> = 'not-ours'
  for (const stored of about) {
    const leaf = headOf(readLeaf(stored.bytes).body)
    const done = await foldLeaf(statements, contents.events.get(leaf.event), leaf, stored.content,
      content, rows)
    if (comparedLeaves(leaf, head) === 0) folded = done
  }
  return folded
}

function readOrRefuse(bytes: Buffer) {
  try {
    return readLeaf(bytes)
  } catch (failure) {
    if (failure instanceof UnreadableLeaf) return refuse('leaf-unreadable', { why: failure.reason })
    throw failure
  }
}
