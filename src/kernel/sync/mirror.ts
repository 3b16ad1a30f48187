// A mirror: keeps the journals of others, leaf by leaf, and says so when they are safe.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { readHead, type Head } from '../journal/checkpoint.ts'
import { cosignatureLines, type Cosigner } from '../journal/cosignature.ts'
import { splitNote } from '../journal/note.ts'
import { verifySubtree } from '../journal/subtree.ts'
import { Frontier, leafHash } from '../journal/tree.ts'
import { fillTiles, readEntries } from '../journal-tree.ts'
import type { Node } from '../node.ts'
import { isRefusal } from '../refusal.ts'
import { insertMany, type ManyRows } from '../store/many.ts'
import type { Statements } from '../store/store.ts'
import { newLeaves } from './take.ts'
import { plain, type SyncRoutes } from './door.ts'
import { acceptedEncodings, contentsHeader, decoded } from './encodings.ts'
import {
  decodeUpload, encodeInfo, type Package, type Upload,
} from './entries.ts'
import { judged, type Before, type NoLeaf } from './judging.ts'
import { CannotMake, decodeLeaves, type DecodedLeaves } from './leaf-coding.ts'
import type { Peer, SyncAnswer, SyncRequest } from './link.ts'
import type { KeyOf, Witness, Witnessed } from './witness.ts'

/** An upload may begin this far below what is here: one request's worth of packages. */
const mostBelow = 8_192
/** Quarantined entries that one question is answered with. */
const mostQuarantined = 1_000

export interface MirrorParts {
  node: Node
  keyOf: KeyOf
  /** Its latest checkpoint is the pending one; its cosigners are other keys than the mirror's. */
  witness: Witness
  /** Keys that say: all leaves up to this head are durable here. */
  cosigners: readonly Cosigner[]
  /** 32 secret bytes: what stands in a ticket is believed only with a mac of this key. */
  ticketKey: Buffer
}

/** How far a journal is mirrored: `size` leaves by a checkpoint, `next` leaf by leaf. */
export interface Mirrored { origin: string; size: number; next: number; note: Buffer | null }

/** An entry that is no leaf of its journal. */
export interface Quarantined { origin: string; number: number; reason: NoLeaf }

const readMirrored = 'select size, next, note from mirrored where origin = ?'
const readAllMirrored = 'select origin, size, next, note from mirrored order by origin'
const keepNext = 'insert into mirrored (origin, size, next) values (?, 0, ?)' +
  ' on conflict (origin) do update set next = excluded.next'
const keepMirrored = 'insert into mirrored (origin, size, next, note) values (?, ?, ?, ?)' +
  ' on conflict (origin) do update set size = excluded.size, note = excluded.note'
const newlyApart: ManyRows = {
  table: 'quarantined',
  columns: [['origin', 'text'], ['number', 'bigint'], ['bytes', 'bytea'], ['reason', 'text']],
}
const readQuarantined = 'select origin, number, reason from quarantined' +
  ' order by origin, number limit ?'
const countQuarantined = 'select count(*) as found from quarantined' +
  ' where origin = ? and number >= ? and number < ?'
const readLastTime = 'select at, tick from leaf where origin = ? and number < ?' +
  ' order by number desc limit 1'

/** Answers add-entries of C2SP tlog-mirror for the journals whose keys are known here. */
export class Mirror {
  readonly #parts: MirrorParts

  constructor(parts: MirrorParts) {
    this.#parts = parts
  }

  readonly routes: SyncRoutes = {
    'POST /sync/add-entries': async (request, peer) => {
      const answer = await this.#addEntries(request, peer)
      return { ...answer, headers: { ...answer.headers, 'accept-encoding': acceptedEncodings } }
    },
  }

  /** How far a journal is mirrored. */
  async mirrored(
    origin: string, statements: Statements = this.#parts.node.store.reading,
  ): Promise<Mirrored> {
    const [row] = await statements.all(readMirrored, [origin])
    return {
      origin, size: Number(row?.['size'] ?? 0), next: Number(row?.['next'] ?? 0),
      note: (row?.['note'] as Buffer | null | undefined) ?? null,
    }
  }

  /** How far every journal is mirrored. */
  async journals(): Promise<Mirrored[]> {
    const rows = await this.#parts.node.store.reading.all(readAllMirrored)
    return rows.map((row) => ({
      origin: row['origin'] as string, size: Number(row['size']), next: Number(row['next']),
      note: row['note'] as Buffer | null,
    }))
  }

  /** Entries that are no leaves, for a person to see; the first thousand. */
  async quarantined(): Promise<Quarantined[]> {
    const rows = await this.#parts.node.store.reading.all(readQuarantined, [mostQuarantined])
    return rows.map((row) => ({ ...row, number: Number(row['number']) }) as unknown as Quarantined)
  }

  /** The mirror's lines below a checkpoint that it has mirrored. */
  cosigned(note: Buffer): string {
    const seconds = Math.floor(this.#parts.node.given.clock.now() / 1000)
    return cosignatureLines(note, this.#parts.cosigners, seconds)
  }

  async #addEntries(request: SyncRequest, peer: Peer): Promise<SyncAnswer> {
    const along = await this.#decoded(request)
    if (!along) return plain(415, 'a key that opens what came along is not here: bring it sealed')
    const { upload, packages } = decodeUpload(along.body)
    const key = await this.#parts.keyOf(upload.origin)
    if (key === undefined) return plain(404, `the journal ${upload.origin} is not known here`)
    if (key === 'revoked') return plain(403, `the journal ${upload.origin} was revoked`)
    const stand = await this.mirrored(upload.origin)
    const pending = await this.#pending(upload)
    if (!pending || upload.end < stand.size) return this.#info(upload, 409)
    const tooFar = upload.start > stand.next || upload.start < stand.next - mostBelow
    if (tooFar) return this.#info(upload, 409, pending)
    let kept = 0
    let last = upload.start
    let whole = peer.origin === upload.origin && along.contents.size > 0
    for (const each of packages) {
      if (!await this.#proved(upload.origin, each, pending)) {
        return plain(422, `leaves ${each.start} to ${each.end - 1} are not under the checkpoint`)
      }
      await this.#keep(upload.origin, key, each)
      whole &&= await this.#take(upload.origin, key, each, along.contents)
      kept += 1
      last = each.end
    }
    const headers: SyncAnswer['headers'] = whole ? { [contentsHeader]: 'taken' } : {}
    const told = (answer: SyncAnswer) => ({ ...answer, headers: { ...answer.headers, ...headers } })
    if (last === upload.end) return told(await this.#finish(upload, pending))
    if (kept > 0) return told(await this.#info(upload, 202, pending))
    return plain(400, 'the body ends before its first package does')
  }

  /** The body of a request, with the contents that came along; nothing where a key is not here. */
  async #decoded(request: SyncRequest): Promise<DecodedLeaves | undefined> {
    if (request.headers['content-encoding'] !== 'safar-leaves') {
      return { body: decoded(request), contents: new Map() }
    }
    try {
      return await decodeLeaves(this.#parts.node, request.body)
    } catch (failure) {
      if (failure instanceof CannotMake) return undefined
      throw failure
    }
  }

  /** Takes the contents of a package that is kept; whether all that came of it are here. */
  async #take(
    origin: string, vkey: string, { start, leaves }: Package, contents: DecodedLeaves['contents'],
  ): Promise<boolean> {
    const came = leaves.flatMap((bytes, index) => {
      const made = contents.get(start + index)
      return made ? [{ bytes, content: made.content, keys: made.keys }] : []
    })
    // What was set apart stays apart: its content is brought by itself, and answered with why.
    const apart = await this.#parts.node.store.reading.all(
      countQuarantined, [origin, start, start + leaves.length])
    if (Number(apart[0]!['found']) > 0) return false
    const answers = await this.#parts.node.take(came, new Map([[origin, vkey]]))
    // If we stop here: leaves and contents are durable; those that come again are already here.
    return !answers.some(isRefusal)
  }

  /** The checkpoint of the upload's end: the pending one, or an earlier one in the ticket. */
  async #pending({ origin, end, ticket }: Upload): Promise<Witnessed | undefined> {
    const { reading } = this.#parts.node.store
    const latest = await this.#parts.witness.latest(origin, reading)
    if (latest.note.length > 0 && latest.size === end) return latest
    const note = this.#noteIn(ticket, origin)
    return note?.size === end ? note : undefined
  }

  /** A ticket is a mac and the checkpoint that was pending when it was given. */
  #ticket(origin: string, note: Buffer): Buffer {
    return note.length === 0 ? note : Buffer.concat([this.#mac(origin, note), note])
  }

  #noteIn(ticket: Buffer, origin: string): Witnessed | undefined {
    if (ticket.length <= 32) return undefined
    const note = ticket.subarray(32)
    if (!timingSafeEqual(ticket.subarray(0, 32), this.#mac(origin, note))) return undefined
    return { ...headIn(note), note }
  }

  #mac(origin: string, note: Buffer): Buffer {
    const hmac = createHmac('sha256', this.#parts.ticketKey)
    return hmac.update(`safar ticket 1\n${origin}\n`).update(note).digest()
  }

  /** Where the mirror stands, so that the journal's node goes on from there. */
  async #info(upload: Upload, status: 202 | 409, pending?: Witnessed): Promise<SyncAnswer> {
    const { reading } = this.#parts.node.store
    const { size, note } = pending ?? await this.#parts.witness.latest(upload.origin, reading)
    const { next } = await this.mirrored(upload.origin)
    return {
      status, headers: { 'content-type': 'text/x.tlog.mirror-info' },
      body: encodeInfo({ size, next, ticket: this.#ticket(upload.origin, note) }),
    }
  }

  /** Whether a package is under the checkpoint, with what is here of the leaves before it. */
  async #proved(origin: string, { rounded, end, leaves, proof, start }: Package, tree: Head) {
    const subtree = new Frontier()
    for (const bytes of await this.#entries(origin, rounded, start)) subtree.append(leafHash(bytes))
    for (const bytes of leaves) subtree.append(leafHash(bytes))
    return verifySubtree({ start: rounded, end, root: subtree.root(), tree, proof })
  }

  async #entries(
    origin: string, from: number, to: number, statements = this.#parts.node.store.reading,
  ): Promise<Buffer[]> {
    if (from >= to) return []
    const rows = await statements.all(readEntries, [origin, from, to, origin, from, to])
    return rows.map(({ bytes }) => bytes as Buffer)
  }

  /** Keeps a package that is proved; what another request kept meanwhile is the same, and stays. */
  async #keep(origin: string, vkey: string, { rounded, start, end, leaves }: Package) {
    await this.#parts.node.durably(async (statements, kept) => {
      const { next } = await this.mirrored(origin, statements)
      if (next >= end) return
      const here = await this.#entries(origin, rounded, next, statements)
      const before = await this.#before(origin, { next, last: here.at(-1) }, statements)
      const entries = judged(leaves.slice(next - start), { origin, vkey, from: next, before })
      const to = { statements, dialect: this.#parts.node.store.dialect }
      await insertMany(to, newLeaves, entries.flatMap(({ number, bytes, found }) => {
        if (typeof found === 'string') return []
        kept(found)
        const { at, tick, event, subject } = found
        return [[origin, number, at, tick, event, subject, bytes, null]]
      }))
      await insertMany(to, newlyApart, entries.flatMap(({ number, bytes, found }) =>
        (typeof found === 'string' ? [[origin, number, bytes, found]] : [])))
      const hashes = here.map((bytes, index) => [rounded + index, leafHash(bytes)] as const)
      const fresh = entries.map(({ number, hash }) => [number, hash] as const)
      await fillTiles(statements, origin, new Map([...hashes, ...fresh]))
      await statements.run(keepNext, [origin, end])
    })
    // If we stop here: the leaves are durable and nobody was told; the next request begins behind
    // them, as the answer to it says.
  }

  async #before(
    origin: string, { next, last }: { next: number; last: Buffer | undefined },
    statements: Statements,
  ): Promise<Before> {
    if (next === 0) return { hash: null }
    const bytes = last ?? (await this.#entries(origin, next - 1, next, statements))[0]!
    const [time] = await statements.all(readLastTime, [origin, next])
    return {
      hash: leafHash(bytes),
      ...(time && { at: time['at'] as string, tick: Number(time['tick']) }),
    }
  }

  /** All leaves are durable: the checkpoint is the mirror's, and only then is it cosigned. */
  async #finish(upload: Upload, { size, note }: Witnessed): Promise<SyncAnswer> {
    const ahead = await this.#parts.node.durably(async (statements) => {
      const stand = await this.mirrored(upload.origin, statements)
      if (stand.next < size) throw new Error('leaves of a checkpoint are missing')
      if (stand.size > size) return true
      if (stand.size === size && stand.note) return false
      await statements.run(keepMirrored, [upload.origin, size, stand.next, note])
      return false
    })
    if (ahead) return this.#info(upload, 409)
    // If we stop here: the mirror holds all that it would sign; the same request is answered again.
    return plain(200, this.cosigned(note))
  }
}

function headIn(note: Buffer): Head {
  const { origin, size, root } = readHead(splitNote(note).text.toString('utf8'))
  return { origin, size, root }
}
