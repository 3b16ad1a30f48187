// The door of a hub through which bundles go down: asked after a size, answered when there is more.

import type { Realm } from '../event.ts'
import type { Node } from '../node.ts'
import type { BundledLeaf, Reference } from './bundle-wire.ts'
import { mostBundleBytes, mostInBundle, writeBundle } from './bundle-wire.ts'
import type { BundleLog } from './bundles.ts'
import type { Door, Peer, SyncAnswer, SyncRequest } from './link.ts'

/** Where bundles are asked for: `GET /sync/bundle?after=SIZE&wait=MS`. */
export const bundlePath = '/sync/bundle'
/** Nobody waits longer than this for one answer: what lies between closes lines that are silent. */
export const longestWaitMs = 25_000

export interface BundleDoorParts {
  node: Node
  log: BundleLog
  /** The realms that a node may hold the content of; others travel as bare leaves. */
  holds(origin: string): Promise<readonly Realm[]>
  /** Told who asked, and what it says of itself in one header. */
  heard?(origin: string, status: string | undefined): void
}

/** The header in which whoever asks says how it does. */
export const statusHeader = 'safar-status'

/** Answers a node that asks for what is new; `path` is the part of a request before `?`. */
export function bundleDoor({ node, log, holds, heard }: BundleDoorParts): Door {
  return {
    async answer(request, peer) {
      const asked = askedOf(request)
      if (!asked) return plain(400, 'ask for GET /sync/bundle?after=SIZE&wait=MS')
      heard?.(peer.origin, request.headers[statusHeader])
      await log.beyond(asked.after, asked.waitMs, peer.origin)
      const { size, note } = await log.checkpoint()
      // One who knows more than there is holds another log, or this hub lost something.
      if (asked.after > size) return plain(409, `the log has ${size} entries`)
      const references = await log.entries(asked.after, Math.min(mostInBundle, size - asked.after))
      const entries = await withLeaves(node, references, { peer, held: await holds(peer.origin) })
      const to = asked.after + entries.length
      const body = writeBundle({
        from: asked.after, checkpoint: note, proof: await log.proof(to, size), entries,
      })
      return { status: 200, headers: { 'content-type': 'application/vnd.safar.bundle' }, body }
    },
  }
}

function askedOf({ method, path }: SyncRequest): { after: number; waitMs: number } | undefined {
  const { pathname, searchParams } = new URL(path, 'sync://hub')
  const after = whole(searchParams.get('after') ?? '0')
  const wait = whole(searchParams.get('wait') ?? '0')
  if (method !== 'GET' || pathname !== bundlePath) return undefined
  if (after === undefined || wait === undefined) return undefined
  return { after, waitMs: Math.min(wait, longestWaitMs) }
}

function whole(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The leaves of references with contents and keys, until an answer is full; own ones are bare. */
async function withLeaves(
  node: Node, references: readonly Reference[],
  { peer, held }: { peer: Peer; held: readonly Realm[] },
): Promise<BundledLeaf[]> {
  const entries: BundledLeaf[] = []
  let bytes = 0
  for (const reference of references) {
    const leaf = reference.origin === peer.origin ? undefined
      : await leafOf(node, reference, held)
    entries.push({ ...reference, ...(leaf && { leaf }) })
    bytes += 200 + (leaf ? leaf.bytes.length + (leaf.content?.length ?? 0) : 0)
    if (bytes >= mostBundleBytes) break
  }
  return entries
}

const readLeaf = 'select event, subject, bytes, content from leaf where origin = ? and number = ?'
const readKeys = 'select realm, quarter, wrapped from subject_key where subject = ? and realm = ?' +
  ' order by wrapped'

async function leafOf(
  { store: { reading }, contents }: Node, { origin, number }: Reference, held: readonly Realm[],
): Promise<BundledLeaf['leaf']> {
  const [row] = await reading.all(readLeaf, [origin, number])
  if (!row) throw new Error(`leaf ${number} of ${origin} is in the bundle log and not here`)
  const realm = contents.events.get(row['event'] as string)?.travels
  const bytes = row['bytes'] as Buffer
  if (!realm || !held.includes(realm)) return { bytes, content: null, keys: [] }
  const keys = await reading.all(readKeys, [row['subject'], realm])
  return { bytes, content: row['content'] as Buffer | null, keys: keys as never }
}

function plain(status: number, text: string): SyncAnswer {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`${text}\n`) }
}
