// Whose leaves a post takes from the hub: what the hub said of each node, as far as it is known.

import type { Reader } from '../../kernel/known.ts'
import type { Believed } from '../../kernel/sync/following.ts'
import { nodes } from './register.ts'

/** The facts after which others may be believed than before. */
export const decidesWho: ReadonlySet<string> = new Set(['node-enrolled', 'node-revoked'])

/** The key of a journal that the hub admitted, and whether the hub takes its words no more. */
export async function believed(origin: string, known: Reader): Promise<Believed | undefined> {
  const node = await known.find(nodes, { origin })
  return node && { vkey: node.vkey, revoked: node.revokedAt !== undefined }
}
