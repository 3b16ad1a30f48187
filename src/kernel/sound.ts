// The whole-state checker: journal, contents, registers and mark agree, to the last byte.

import { FoldDigest } from './fold.ts'
import { freshFold, sameRows } from './opening.ts'
import { digestsOf } from './store/examining.ts'
import { leavesOf } from './leaves.ts'
import { verifyJournal } from './journal/verify.ts'
import type { Node } from './node.ts'

/**
 * Everything that must hold of a running node: every leaf numbered, signed, chained and in the tree
 * of every checkpoint ever signed; every content as its leaf says; every register equal to a fresh
 * fold from nothing; the digest and the mark equal to both. Returns what is wrong; empty when
 * sound.
 */
export async function unsound(node: Node): Promise<string[]> {
  await node.settled()
  const wrong: string[] = []
  const { store, contents, content, journal } = node
  const leaves: { bytes: Buffer; content: Buffer | null }[] = []
  for await (const leaf of leavesOf(store.reading, journal.options.origin)) leaves.push(leaf)
  const notes =
    await store.reading.all('select note from checkpoint where origin = ? order by size',
    [journal.options.origin])
  const verdict = verifyJournal({
    leaves, key: node.keys.vkey, checkSignatures: 'all',
    checkpoints: notes.map((row) => row['note'] as Buffer),
  })
  if (!verdict.sound) wrong.push(`leaf ${verdict.leaf}: ${verdict.reason}, ${verdict.detail}`)
  else if (!verdict.root.equals(journal.root())) wrong.push('the tree in memory is another')
  const fresh = await freshFold(store, contents, content)
  for (const register of contents.registers.values()) {
    if (!(await sameRows(store, register, fresh.rows))) {
      wrong.push(`the register ${register.name} is not what its leaves add up to`)
    }
  }
  const all = new FoldDigest()
  for (const each of (await digestsOf(store, [...contents.registers.values()])).values()) {
    all.join(each)
  }
  const digest = all.bytes()
  if (!digest.equals(node.registersDigest())) wrong.push('the digest of the registers is another')
  const mark = node.mark.read()
  if (typeof mark !== 'object') wrong.push(`the mark is ${mark}`)
  else if (node.health.state.recording) {
    if (mark.size !== journal.size) {
      wrong.push(`the mark says ${mark.size}, the journal ${journal.size}`)
    }
    else if (!mark.root.equals(journal.root())) wrong.push('the mark has another root')
    else if (!mark.registers.equals(digest)) wrong.push('the mark has another digest of registers')
  }
  return [...wrong, ...await store.complaints()]
}
