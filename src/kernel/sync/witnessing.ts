// Asking a witness: another cosigns what this journal has become, and so can tell when it was.

import { readHead } from '../journal/checkpoint.ts'
import { cosignaturesOn } from '../journal/cosignature.ts'
import { splitNote, Unreadable, type Verifier } from '../journal/note.ts'
import { JournalTree } from '../journal-tree.ts'
import type { Node } from '../node.ts'
import { cosignaturesFrom, keepCosignatures } from './cosigned.ts'
import { decodeSize, encodeCheckpoint } from './entries.ts'
import { LinkDown, type Link, type SyncAnswer } from './link.ts'

/** What came of asking: cosigned, refused by a status, or nothing that a known key signed. */
export type Witnessed = { cosigned: number } | { refused: number }

/**
 * Asks witnesses over their links (C2SP tlog-witness): posts, the hub and a partner ask each other.
 * What is known of a witness is what it cosigned before; where it knows more or less, it says so.
 */
export class Witnessing {
  readonly #node: Node
  readonly #keys: readonly Verifier[]

  /** `keys` are the pinned keys of one witness. */
  constructor(node: Node, keys: readonly Verifier[]) {
    this.#node = node
    this.#keys = keys
  }

  /**
   * Has the journal as it stands cosigned, and keeps the lines; one that was cosigned at this size
   * before is not asked about. Throws LinkDown, also where the answer makes no sense.
   */
  async ask(link: Link): Promise<Witnessed> {
    const checkpoint = await this.#node.checkpoint()
    const head = readHead(splitNote(checkpoint).text.toString('utf8'))
    let old = await this.#last(head.origin)
    if (old === head.size) return { cosigned: old }
    for (let tries = 0; tries < 2; tries++) {
      const answer = await this.#asked(link, { old, size: head.size, checkpoint })
      if (answer.status === 200) return this.#kept(head, checkpoint, answer)
      const there = sizeIn(answer)
      if (there === undefined || there > head.size) return { refused: answer.status }
      old = there
    }
    throw new LinkDown('the witness says another size each time')
  }

  async #asked(
    link: Link, { old, size, checkpoint }: { old: number; size: number; checkpoint: Buffer },
  ): Promise<SyncAnswer> {
    const tree = new JournalTree(this.#node.store.reading, this.#node.journal.options.origin)
    const proof = await tree.consistency(old, size)
    const answer = await link.ask({
      method: 'POST', path: '/sync/add-checkpoint',
      headers: { 'content-type': 'application/octet-stream' },
      body: encodeCheckpoint({ old, proof, checkpoint }),
    })
    if (answer.status >= 500 || answer.status === 429) {
      throw new LinkDown(`the witness answers ${answer.status}`)
    }
    return answer
  }

  async #kept(
    head: { origin: string; size: number }, checkpoint: Buffer, { body }: SyncAnswer,
  ): Promise<Witnessed> {
    try {
      const parts = splitNote(Buffer.concat([checkpoint, body]))
      const found = cosignaturesOn(parts, this.#keys)
      if (found.length === 0) throw new LinkDown('the witness did not sign')
      await keepCosignatures(this.#node, head, found)
      return { cosigned: head.size }
    } catch (failure) {
      if (failure instanceof Unreadable) throw new LinkDown(failure.message, failure)
      throw failure
    }
  }

  /** The largest size that these keys cosigned before. */
  async #last(origin: string): Promise<number> {
    const names = this.#keys.map((key) => `${key.name}+${key.keyId.toString('hex')}`)
    const kept = await cosignaturesFrom(this.#node.store.reading, origin, 0)
    return Math.max(0, ...kept.filter(({ cosigner }) => names.includes(cosigner))
      .map(({ size }) => size))
  }
}

function sizeIn({ status, headers, body }: SyncAnswer): number | undefined {
  if (status !== 409 || headers['content-type'] !== 'text/x.tlog.size') return undefined
  try {
    return decodeSize(body)
  } catch (failure) {
    if (failure instanceof Unreadable) throw new LinkDown(failure.message, failure)
    throw failure
  }
}
