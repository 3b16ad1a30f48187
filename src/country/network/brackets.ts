// When a leaf was written, as others swear to it: not before one cosignature, nor after another.

import type { Reader } from '../../kernel/known.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import { newId } from '../../kernel/given.ts'
import type { Node } from '../../kernel/node.ts'
import type { Statements } from '../../kernel/store/store.ts'
import { cosignaturesFrom } from '../../kernel/sync/cosigned.ts'
import { CheckpointCosigned } from './checkpoint-cosigned.ts'
import { cosignatures } from './register.ts'

/** A journal notes what was cosigned at most so often, and only after leaves of other kinds. */
export const notedEverySeconds = 600

/** Seconds since 1970 between which a leaf was written; absent where nobody can swear to one. */
export interface Bracket { notBefore?: number; notAfter?: number }

/**
 * The bracket of a leaf of this node's journal (PROMISES C2): it is not older than a cosignature
 * that a leaf before it notes, and not younger than one under a checkpoint that has it.
 */
export async function bracketOf(
  { reader, statements, origin }: { reader: Reader; statements: Statements; origin: string },
  number: number,
): Promise<Bracket> {
  const [before] = await reader.rows(cosignatures, (q) => q.where('journal', '=', origin)
    .where('number', '<=', number).orderBy('seconds', 'desc').limit(1))
  const after = (await cosignaturesFrom(statements, origin, number + 1))
    .map(({ seconds }) => seconds)
  return {
    ...(before && { notBefore: before.seconds }),
    ...(after.length > 0 && { notAfter: Math.min(...after) }),
  }
}

/**
 * Notes the latest cosignature under this journal as a leaf of it, where that brackets something:
 * leaves of other kinds were recorded since the last was noted, and ten minutes went by. Tells
 * whether it did.
 */
export async function noteCosignature(node: Node): Promise<boolean> {
  const { origin } = node.journal.options
  const known = node.known(nodeItself(node.keys.identity.post))
  const [last] = await known.all(cosignatures, { journal: origin }, {
    order: 'number desc', limit: 1,
  })
  const kept = await cosignaturesFrom(node.store.reading, origin, last ? last.number + 2 : 1)
  const latest = kept.toSorted((a, b) => b.seconds - a.seconds)[0]
  if (!latest || latest.seconds < (last?.seconds ?? 0) + notedEverySeconds) return false
  await node.record(CheckpointCosigned, {
    cosigning: newId(node.given), size: latest.size, seconds: latest.seconds,
    line: latest.line.trimEnd(),
  }, nodeItself(node.keys.identity.post))
  return true
}
