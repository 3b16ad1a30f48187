// What a leaf names: sealed bytes that are here already, and go up after it.

import type { Statements } from '../store/store.ts'

/** Here in part; whole; brought to a mirror and let go here; here and named by no leaf yet. */
export const stages = { part: 0, whole: 1, gone: 2, unnamed: 3 } as const

const readUnnamed = 'select 1 as found from attachment where digest = ? and whole = ?'
const nameLeaf = 'update attachment set leaves = ?, whole = ? where digest = ? and whole = ?'
const dropPieces = 'delete from attachment_piece where digest in' +
  ' (select digest from attachment where whole = ?)'
const dropUnnamed = 'delete from attachment where whole = ?'

/** Whether sealed bytes are here that no leaf names yet. */
export async function isUnnamed(statements: Statements, digest: string): Promise<boolean> {
  return (await statements.all(readUnnamed, [digest, stages.unnamed])).length > 0
}

/** A leaf of the own journal names an attachment, in the transaction in which it is written. */
export async function nameAttachment(
  statements: Statements, digest: string, number: number,
): Promise<void> {
  await statements.run(nameLeaf, [number + 1, stages.whole, digest, stages.unnamed])
}

/** Lets go of what no leaf came to name, since the node stopped in between. */
export async function forgetUnnamed(statements: Statements): Promise<void> {
  await statements.run(dropPieces, [stages.unnamed])
  await statements.run(dropUnnamed, [stages.unnamed])
}
