// A mirror's word of two histories: recorded once for a journal, and written beside the store.

import { createHash } from 'node:crypto'
import { nodeItself } from '../../kernel/attestation.ts'
import type { TwoHistories } from '../../kernel/journal/two-histories.ts'
import type { Node } from '../../kernel/node.ts'
import { TwoHistoriesShown } from './two-histories-shown.ts'

/**
 * Keeps the evidence that a journal has two histories: as a leaf, which a person sees and which
 * travels as others do, and as a file that can be handed to anyone and whose name names the post.
 * Only the first is kept: it proves it, and a forger could make any number.
 */
export async function keepTwoHistories(
  node: Node, { origin, known, shown, proof }: TwoHistories,
): Promise<void> {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
  const hashes = proof.map((hash) => Buffer.from(hash).toString('base64'))
  await node.record(TwoHistoriesShown, {
    origin, known: text(known), shown: text(shown), proof: hashes,
  }, nodeItself(node.keys.identity.post))
  const { disk } = node.given
  const path = evidencePath(node, origin)
  if (disk.exists(path)) return
  disk.makeFolder(`${node.folder}/evidence`)
  const lines = [
    `two histories of ${origin}`, '', text(known), text(shown), ...hashes, '',
  ]
  disk.replace(path, Buffer.from(lines.join('\n')))
}

/** Where the evidence against a journal lies: by its post and the hash of its origin. */
export function evidencePath({ folder }: Pick<Node, 'folder'>, origin: string): string {
  const post = origin.split('/')[2]?.replaceAll(/[^\w-]/g, '_') ?? 'journal'
  const hash = createHash('sha256').update(origin).digest('hex').slice(0, 16)
  return `${folder}/evidence/${post}-${hash}.txt`
}
