// How a node stands in the network, out of the register alone: whether its words are still taken.

import type { Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import { nodes } from './register.ts'

export type NodeRow = RowOf<typeof nodes>
/** `succeeded`: another incarnation named it as what it comes from. */
export type Standing = 'enrolled' | 'revoked' | 'retired' | 'succeeded'

/** All nodes with how each stands, by origin. */
export async function standings(
  reader: Reader,
): Promise<Map<string, { node: NodeRow; standing: Standing }>> {
  const all = await reader.every(nodes)
  const succeeded = new Set(all.map((node) => node.predecessor?.origin))
  return new Map(all.map((node) => [node.origin, {
    node, standing: standingOf(node, succeeded.has(node.origin)),
  }]))
}

function standingOf(node: NodeRow, succeeded: boolean): Standing {
  if (node.revokedAt !== undefined) return 'revoked'
  if (node.retiredAt !== undefined) return 'retired'
  return succeeded ? 'succeeded' : 'enrolled'
}
