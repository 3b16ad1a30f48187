// The door through which the contents come of leaves that are here bare, and the keys to them.

import type { Node } from '../node.ts'
import { isRefusal } from '../refusal.ts'
import { heldKeys, leavesBetween, mostContents, unpackContents } from './contents.ts'
import { plain, type SyncRoutes } from './door.ts'
import { linesOf, decimal, Reader, UnreadableBody } from './entries.ts'
import type { Peer, SyncAnswer } from './link.ts'
import type { KeyOf } from './witness.ts'

const mostOriginBytes = 800

/** A range of contents: of which journal, from which leaf on, of how many, squeezed. */
export interface ContentsAsked { origin: string; start: number; count: number; squeezed: Buffer }

/** The body of add-contents: the origin after its length (2), start (8), count (2), the rest. */
export function encodeContents({ origin, start, count, squeezed }: ContentsAsked): Buffer {
  const name = Buffer.from(origin)
  const head = Buffer.alloc(12 + name.length)
  head.writeUInt16BE(name.length)
  name.copy(head, 2)
  head.writeBigUInt64BE(BigInt(start), 2 + name.length)
  head.writeUInt16BE(count, 10 + name.length)
  return Buffer.concat([head, squeezed])
}

/** Reads the body of add-contents but for what is squeezed. Throws UnreadableBody. */
export function decodeContents(body: Buffer): ContentsAsked {
  const reader = new Reader(body)
  const origin = reader.text(reader.number(2), mostOriginBytes)
  const [start, count] = [reader.size(), reader.number(2)]
  if (count > mostContents) throw new UnreadableBody('body', 'contents of more than 256 leaves')
  return { origin, start, count, squeezed: reader.bytes(reader.left, body.length) }
}

/** Which content goes on from here, and those that were not taken, with the reason. */
export interface ContentsAnswered { next: number; refused: { number: number; why: string }[] }

/** Reads the answer to add-contents. Throws UnreadableBody. */
export function decodeContentsAnswer(body: Buffer): ContentsAnswered {
  const lines = linesOf(body, body.toString('latin1').split('\n').length - 1)
  const [next = '', ...refused] = lines
  return {
    next: decimal(next),
    refused: refused.map((line) => {
      const [number = '', why = ''] = line.split(' ')
      return { number: decimal(number), why }
    }),
  }
}

/** Takes contents of the journals whose nodes bring them; each is durable before it is answered. */
export function contentRoutes({ node, keyOf }: { node: Node; keyOf: KeyOf }): SyncRoutes {
  return {
    'GET /sync/realm-keys': async () =>
      plain(200, heldKeys(node).map((line) => `${line}\n`).join('')),
    'POST /sync/add-contents': ({ body }, peer) => addContents({ node, keyOf }, body, peer),
  }
}

async function addContents(
  { node, keyOf }: { node: Node; keyOf: KeyOf }, body: Buffer, peer: Peer,
): Promise<SyncAnswer> {
  const { origin, start, count, squeezed } = decodeContents(body)
  const key = await keyOf(origin)
  if (key === undefined) return plain(404, `the journal ${origin} is not known here`)
  // Wrapped keys are believed of their journal's own node only: nothing else vouches for them.
  if (key === 'revoked' || peer.origin !== origin) return plain(403, 'not of this journal\'s node')
  const { reading } = node.store
  const found = await leavesBetween(reading, origin, { from: start, to: start + count })
  const leaves = found.map((leaf) => leaf?.bytes)
  const { taken, refused } = await unpackContents(node, squeezed, start, leaves)
  const answers = await node.take(taken, new Map([[origin, key]]))
  const numbers = new Map(leaves.map((bytes, index) => [bytes, start + index]))
  answers.forEach((answer, index) => {
    if (!isRefusal(answer)) return
    refused.push({ number: numbers.get(taken[index]!.bytes)!, why: answer.reason as never })
  })
  // If we stop here: the contents are durable; those that come again are already here.
  const lines = [String(start + count), ...refused.map(({ number, why }) => `${number} ${why}`), '']
  return {
    status: 200, headers: { 'content-type': 'text/x.safar.contents' },
    body: Buffer.from(lines.join('\n')),
  }
}
