// Attachments: sealed bytes too large for a leaf, named by their SHA-256, that follow their leaf.

import { createHash } from 'node:crypto'
import type { Node } from '../node.ts'
import type { Statements } from '../store/store.ts'
import { forgetUnnamed, stages } from './attached.ts'
import { plain, type SyncRoutes } from './door.ts'
import { Reader, UnreadableBody } from './entries.ts'
import type { Peer, SyncAnswer, SyncRequest } from './link.ts'
import type { KeyOf } from './witness.ts'

/** A piece takes a third of a minute on the slowest link that still is one (32 kbit/s). */
export const pieceBytes = 64 * 1024
/** Larger than any picture or scan that is sealed at a post. */
export const mostAttachmentBytes = 64 * 1024 * 1024

const insertAttachment = 'insert into attachment (digest, bytes, leaves, whole)' +
  ' values (?, ?, ?, ?) on conflict (digest) do nothing'
const readAttachment = 'select bytes, leaves, whole from attachment where digest = ?'
const setStage = 'update attachment set whole = ? where digest = ?'
const insertPiece = 'insert into attachment_piece (digest, number, bytes) values (?, ?, ?)' +
  ' on conflict (digest, number) do nothing'
const countPieces = 'select count(*) as found from attachment_piece where digest = ?'
const readPiece = 'select bytes from attachment_piece where digest = ? and number = ?'
const dropPieces = 'delete from attachment_piece where digest = ?'
const dropAttachment = 'delete from attachment where digest = ?'
const readWaiting = 'select digest, bytes, leaves from attachment' +
  ' where whole = 1 and leaves > 0 and leaves <= ? order by leaves, digest limit 1'
const countWaiting = 'select count(*) as found from attachment where whole = 1 and leaves > 0'

/** An attachment by its digest: base64url of the SHA-256 of its sealed bytes. */
export interface Attachment { digest: string; bytes: number; leaves: number }

/** Keeps sealed bytes durably; returns their digest, which a fact then says. */
export async function keepAttachment(node: Node, sealed: Buffer): Promise<string> {
  if (sealed.length === 0 || sealed.length > mostAttachmentBytes) {
    throw new RangeError(`an attachment has 1 to ${mostAttachmentBytes} bytes`)
  }
  const digest = createHash('sha256').update(sealed).digest('base64url')
  await node.durably(async (statements) => {
    await statements.run(insertAttachment, [digest, sealed.length, 0, stages.unnamed])
    for (let number = 0; number * pieceBytes < sealed.length; number++) {
      const piece = sealed.subarray(number * pieceBytes, (number + 1) * pieceBytes)
      await statements.run(insertPiece, [digest, number, piece])
    }
  })
  return digest
}

/** How an attachment stands here: how many of its pieces, or that it was let go. */
export interface AttachmentHere { is: 'part' | 'whole' | 'gone'; here: number; of: number }

/** How an attachment stands at a node; nothing where none of it ever was here. */
export async function attachmentHere(
  statements: Statements, digest: string,
): Promise<AttachmentHere | undefined> {
  const [row] = await statements.all(readAttachment, [digest])
  if (!row) return undefined
  const of = Math.ceil(Number(row['bytes']) / pieceBytes)
  const here = Number((await statements.all(countPieces, [digest]))[0]!['found'])
  const stage = Number(row['whole'])
  const is = stage === stages.part ? 'part' : stage === stages.gone ? 'gone' : 'whole'
  return { is, here, of }
}

/** What a node offers to queries under the name `attachments`. */
export interface Attachments {
  /** Keeps sealed bytes durably; the fact that is recorded next names them by their digest. */
  keep(sealed: Buffer): Promise<string>
  here(digest: string): Promise<AttachmentHere | undefined>
}

/** Offers the attachments of a node; what no leaf named before it stopped is let go. */
export async function openAttachments(node: Node): Promise<void> {
  await node.durably(forgetUnnamed)
  node.offer('attachments', {
    keep: (sealed) => keepAttachment(node, sealed),
    here: (digest) => attachmentHere(node.store.reading, digest),
  } satisfies Attachments)
}

/** The sealed bytes of an attachment, where they are whole here. */
export async function findAttachment(
  statements: Statements, digest: string,
): Promise<Buffer | undefined> {
  const [row] = await statements.all(readAttachment, [digest])
  if (Number(row?.['whole']) !== stages.whole) return undefined
  const pieces: Buffer[] = []
  for (let number = 0; number * pieceBytes < Number(row!['bytes']); number++) {
    pieces.push((await findPiece(statements, digest, number))!)
  }
  return Buffer.concat(pieces)
}

/** One piece of an attachment. */
export async function findPiece(
  statements: Statements, digest: string, number: number,
): Promise<Buffer | undefined> {
  const [row] = await statements.all(readPiece, [digest, number])
  return row?.['bytes'] as Buffer | undefined
}

/** The next attachment to bring up, of a leaf that is among the first `leaves`. */
export async function nextAttachment(
  statements: Statements, leaves: number,
): Promise<Attachment | undefined> {
  const [row] = await statements.all(readWaiting, [leaves])
  return row && {
    digest: row['digest'] as string, bytes: Number(row['bytes']), leaves: Number(row['leaves']),
  }
}

/** How many attachments are still to be brought up. */
export async function waitingAttachments(statements: Statements): Promise<number> {
  const [row] = await statements.all(countWaiting)
  return Number(row!['found'])
}

/** Lets go of an attachment that a mirror holds; the caller has its cosignature (PROMISES R3). */
export async function letGo(node: Node, digest: string): Promise<void> {
  await node.durably(async (statements) => {
    await statements.run(dropPieces, [digest])
    await statements.run(setStage, [stages.gone, digest])
  })
}

/** One piece on the way: which, of how many bytes in all, and where it belongs. */
export interface Piece { digest: string; bytes: number; number: number; piece: Buffer }

/** The body of add-attachment: 32 bytes of digest, all bytes (8), number (4), the piece. */
export function encodePiece({ digest, bytes, number, piece }: Piece): Buffer {
  const head = Buffer.alloc(44)
  Buffer.from(digest, 'base64url').copy(head)
  head.writeBigUInt64BE(BigInt(bytes), 32)
  head.writeUInt32BE(number, 40)
  return Buffer.concat([head, piece])
}

/**
 * Reads the body of add-attachment; a piece is full but for the last, and the number of pieces
 * without a piece is a question. Throws UnreadableBody.
 */
export function decodePiece(body: Buffer): Piece {
  const reader = new Reader(body)
  const digest = reader.bytes(32, 32).toString('base64url')
  const [bytes, number] = [reader.size(), reader.number(4)]
  const piece = reader.bytes(reader.left, pieceBytes)
  const wanted = Math.min(pieceBytes, bytes - number * pieceBytes)
  const asks = bytes > 0 && piece.length === 0 && number === Math.ceil(bytes / pieceBytes)
  if (bytes > mostAttachmentBytes || !asks && (wanted <= 0 || piece.length !== wanted)) {
    throw new UnreadableBody('body', 'not a piece of an attachment')
  }
  return { digest, bytes, number, piece }
}

/** Takes attachments of enrolled nodes, piece by piece, each durable before it is answered. */
export function attachmentRoutes({ node, keyOf }: { node: Node; keyOf: KeyOf }): SyncRoutes {
  return {
    'POST /sync/add-attachment': async (request: SyncRequest, peer: Peer) => {
      const key = await keyOf(peer.origin)
      if (key === undefined || key === 'revoked') return plain(403, 'not of an enrolled node')
      const piece = decodePiece(request.body)
      return node.durably((statements) => takePiece(piece, statements))
    },
  }
}

async function takePiece(
  { digest, bytes, number, piece }: Piece, statements: Statements,
): Promise<SyncAnswer> {
  const count = Math.ceil(bytes / pieceBytes)
  if (number === count) return next(409, await piecesHere(digest, count, statements))
  await statements.run(insertAttachment, [digest, bytes, 0, stages.part])
  const [row] = await statements.all(readAttachment, [digest])
  if (Number(row!['whole']) !== stages.part) return next(200, count)
  if (Number(row!['bytes']) !== bytes) {
    // One of two lengths is wrong, and only all the bytes tell which.
    await forget(digest, statements)
    return next(409, 0)
  }
  const here = Number((await statements.all(countPieces, [digest]))[0]!['found'])
  if (number !== here) return next(409, here)
  await statements.run(insertPiece, [digest, number, piece])
  if (here + 1 < count) return next(200, here + 1)
  const hash = createHash('sha256')
  for (let at = 0; at < count; at++) hash.update((await findPiece(statements, digest, at))!)
  if (hash.digest('base64url') === digest) {
    await statements.run(setStage, [stages.whole, digest])
    return next(200, count)
  }
  await forget(digest, statements)
  return plain(422, 'the pieces are not what the digest names; all of them are to be sent again')
}

/** How many pieces of an attachment are here; all of them where it is whole. */
async function piecesHere(digest: string, of: number, statements: Statements): Promise<number> {
  const found = await attachmentHere(statements, digest)
  return !found || found.is === 'part' ? found?.here ?? 0 : of
}

async function forget(digest: string, statements: Statements): Promise<void> {
  await statements.run(dropPieces, [digest])
  await statements.run(dropAttachment, [digest])
}

/** The piece that is to be sent next; as many as there are where the attachment is whole. */
function next(status: 200 | 409, piece: number): SyncAnswer {
  return {
    status, headers: { 'content-type': 'text/x.safar.piece' }, body: Buffer.from(`${piece}\n`),
  }
}
