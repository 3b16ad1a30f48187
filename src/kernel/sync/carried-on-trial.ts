// A post's own journal as it is carried to another node: for tests that bring no link along.

import type { Trial } from '../../nodes/trial.ts'
import { leavesOf } from '../leaves.ts'
import type { ForeignLeaf } from './take.ts'

/** Leaves of a node's own journal from a number on, with the keys wrapped for its own realms. */
export async function carried({ node }: Pick<Trial, 'node'>, from = 0): Promise<ForeignLeaf[]> {
  const { store: { reading }, journal } = node
  const leaves: ForeignLeaf[] = []
  for await (const { bytes, content, subject } of leavesOf(
    reading, journal.options.origin, from,
  )) {
    const keys = await reading.all(
      'select realm, quarter, wrapped from subject_key where subject = ?', [subject])
    leaves.push({ bytes, content, keys: keys as never })
  }
  return leaves
}
