// What a mirror finds an entry of a journal to be: a leaf that goes on from the one before, or not.

import { keyName, readLeaf, signedBy, UnreadableLeaf, type Leaf } from '../journal/leaf.ts'
import { verifier, type Verifier } from '../journal/note.ts'
import { leafHash } from '../journal/tree.ts'
import { comparedTimes } from '../hybrid-time.ts'
import { headOf } from '../leaf-head.ts'
import type { LeafHead } from '../event.ts'

/** Why an entry is no leaf of its journal; it is kept all the same, since the tree covers it. */
export type NoLeaf =
  | 'unreadable' | 'of-another-journal' | 'number-wrong' | 'key-wrong' | 'signature-wrong'
  | 'previous-wrong' | 'time-went-back'

/** What lies before an entry: the hash of the entry, and the time of the last that was a leaf. */
export interface Before { hash: Buffer | null; at?: string; tick?: number }

export interface Judged {
  number: number
  bytes: Buffer
  hash: Buffer
  /** Its head where it is a leaf of the journal, else why it is none. */
  found: LeafHead | NoLeaf
}

/**
 * Judges entries in their order, from number `from` on, as docs/journal.md §5 asks of leaves. One
 * that is no leaf says nothing of those after it.
 */
export function judged(
  entries: readonly Buffer[],
  { origin, vkey, from, before }: { origin: string; vkey: string; from: number; before: Before },
): Judged[] {
  const key = verifier(vkey)
  let [last, time] = [before.hash, before as Partial<LeafHead>]
  return entries.map((bytes, index) => {
    const number = from + index
    const found = judge(bytes, { origin, number, key, last, time })
    const hash = leafHash(bytes)
    last = hash
    if (typeof found === 'object') time = found
    return { number, bytes, hash, found }
  })
}

function judge(bytes: Buffer, { origin, number, key, last, time }: {
  origin: string; number: number; key: Verifier; last: Buffer | null; time: Partial<LeafHead>
}): LeafHead | NoLeaf {
  const leaf = readOrNot(bytes)
  if (!leaf) return 'unreadable'
  const { body } = leaf
  if (body.origin !== origin) return 'of-another-journal'
  if (body.number !== number) return 'number-wrong'
  if (keyName(body) !== key.name || (body.opens && body.opens.vkey !== key.vkey)) return 'key-wrong'
  if (!signedBy(leaf, key)) return 'signature-wrong'
  if (body.previous !== (last?.toString('base64url') ?? null)) return 'previous-wrong'
  if (time.at !== undefined && comparedTimes(body, time as LeafHead) <= 0) return 'time-went-back'
  return headOf(body)
}

function readOrNot(bytes: Buffer): Leaf | undefined {
  try {
    return readLeaf(bytes)
  } catch (failure) {
    if (failure instanceof UnreadableLeaf) return undefined
    throw failure
  }
}
