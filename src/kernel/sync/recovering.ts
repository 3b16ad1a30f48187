// Recovering: a new incarnation gets back from the hub what it said before it was lost.

import { openCheckpoint, checkpointVerifier } from '../journal/checkpoint.ts'
import { Unreadable } from '../journal/note.ts'
import { Frontier, leafHash } from '../journal/tree.ts'
import type { Node } from '../node.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import {
  mostBundleBytes, mostInBundle, readBundle, writeBundle, UnreadableBundle, type BundledLeaf,
} from './bundle-wire.ts'
import { plain, type SyncRoutes } from './door.ts'
import { LinkDown, type Link } from './link.ts'

const path = '/sync/predecessor'

/** What is known of a journal that a node may recover: its origin, its key, its mirrored head. */
export interface Recoverable { origin: string; vkey: string; checkpoint: Buffer | null }

const readLeaves = 'select number, subject, bytes, content from leaf' +
  ' where origin = ? and number >= ? order by number limit ?'
const readKeys = 'select subject, realm, quarter, wrapped from subject_key where subject in '

/**
 * The route of a hub: answers the journal that the asking incarnation comes from, from a number
 * on, with contents; `of` answers nothing for a node that names no predecessor.
 */
export function recoveryRoutes(
  { node, of }: { node: Node; of(origin: string): Promise<Recoverable | undefined> },
): SyncRoutes {
  return {
    [`GET ${path}`]: async (request, peer) => {
      const found = await of(peer.origin)
      const from = Number(/[?&]from=(\d{1,15})(?:&|$)/.exec(request.path)?.[1])
      if (!found?.checkpoint || !Number.isSafeInteger(from)) {
        return plain(404, 'nothing is kept here of what you were before')
      }
      // What the hub has signed for; what it may hold beyond is nobody's promise.
      const size = Number(found.checkpoint.toString('latin1').split('\n')[1])
      const most = Math.max(0, Math.min(mostInBundle, size - from))
      const entries = await leavesFrom(node, found.origin, { from, most })
      const body = writeBundle({ from, checkpoint: found.checkpoint, proof: [], entries })
      return { status: 200, headers: { 'content-type': 'application/vnd.safar.bundle' }, body }
    },
  }
}

async function leavesFrom(
  node: Node, origin: string, { from, most }: { from: number; most: number },
): Promise<BundledLeaf[]> {
  const { reading } = node.store
  const rows = await reading.all(readLeaves, [origin, from, most])
  const subjects = [...new Set(rows.map((row) => row['subject'] as string))]
  const keys = new Map<string, Record<string, unknown>[]>()
  if (subjects.length > 0) {
    const marks = subjects.map(() => '?').join(', ')
    for (const key of await reading.all(`${readKeys}(${marks})`, subjects)) {
      const of = keys.get(key['subject'] as string)
      if (of) of.push(key)
      else keys.set(key['subject'] as string, [key])
    }
  }
  const entries: BundledLeaf[] = []
  let bytes = 0
  for (const row of rows) {
    const leaf = {
      bytes: row['bytes'] as Buffer, content: row['content'] as Buffer | null,
      keys: (keys.get(row['subject'] as string) ?? []) as never,
    }
    entries.push({ origin, number: Number(row['number']), hash: leafHash(leaf.bytes), leaf })
    bytes += leaf.bytes.length + (leaf.content?.length ?? 0)
    if (bytes >= mostBundleBytes) break
  }
  return entries
}

/** What was recovered: leaves that are here now, of how many that the hub had signed for. */
export interface Recovered { origin: string; leaves: number }

/**
 * Takes back the journal of the incarnation before. Nothing is believed but what its own key
 * signed: every leaf, and the checkpoint that all of them must lead to. Goes on from what is here.
 * Refuses with nothing-to-recover or recovery-unsound; throws LinkDown.
 */
export async function recover(
  { node, link, before: { origin, vkey } }:
  { node: Node; link: Link; before: { origin: string; vkey: string } },
): Promise<Recovered | Refusal> {
  const tree = await treeOf(node, origin)
  const ask = (from: number) => link.ask({
    method: 'GET', path: `${path}?from=${from}`, headers: {}, body: Buffer.alloc(0),
  })
  for (let asked = ask(tree.size); ;) {
    const answer = await asked
    if (answer.status === 404) return refuse('nothing-to-recover')
    if (answer.status !== 200) throw new LinkDown(`recovery is answered with ${answer.status}`)
    const head = headOf(answer.body, origin, vkey)
    if (isRefusal(head)) return head
    const { entries, size, root } = head
    if (entries.some(({ leaf }, index) => !leaf || entries[index]!.number !== tree.size + index)) {
      return refuse('recovery-unsound', { number: tree.size })
    }
    if (entries.length > 0) {
      // What follows is on its way while this is taken; a cut is told when its turn comes.
      asked = ask(tree.size + entries.length)
      asked.catch(() => {})
      const leaves = entries.map(({ leaf }) => leaf!)
      const taken = await node.take(leaves, new Map([[origin, vkey]]))
      const no = taken.find(isRefusal)
      if (no) return refuse('recovery-unsound', { why: no.reason })
      leaves.forEach(({ bytes }) => tree.append(leafHash(bytes)))
    }
    if (tree.size === size && tree.root().equals(root)) return { origin, leaves: tree.size }
    if (entries.length === 0) return refuse('recovery-unsound', { number: tree.size })
  }
}

function headOf(body: Buffer, origin: string, vkey: string) {
  try {
    const { checkpoint, entries } = readBundle(body)
    const pinned = { origin, verifiers: [checkpointVerifier(origin, vkey)] }
    const { size, root } = openCheckpoint(checkpoint, pinned)
    return { entries, size, root }
  } catch (failure) {
    if (failure instanceof Unreadable || failure instanceof UnreadableBundle) {
      return refuse('recovery-unsound', { why: failure.message })
    }
    throw failure
  }
}

/** The tree over what is here of a journal: all of it from its first leaf, or nothing. */
async function treeOf(node: Node, origin: string): Promise<Frontier> {
  const tree = new Frontier()
  for (;;) {
    const rows = await node.store.reading.all(readLeaves, [origin, tree.size, 1000])
    for (const row of rows) {
      if (Number(row['number']) !== tree.size) return tree
      tree.append(leafHash(row['bytes'] as Buffer))
    }
    if (rows.length < 1000) return tree
  }
}
