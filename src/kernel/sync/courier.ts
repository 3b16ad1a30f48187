// The courier: what a node would ask over a link, asked by a file, and answered by one.

import type { Node } from '../node.ts'
import { encodePiece, findPiece, pieceBytes } from './attachments.ts'
import { bundlePath } from './bundle-door.ts'
import { readBundle } from './bundle-wire.ts'
import { leavesBetween, packContents } from './contents.ts'
import type { Carried } from './courier-file.ts'
import { decoded } from './encodings.ts'
import { decodeUpload, encodeInfo } from './entries.ts'
import { LinkDown, type Door, type Link, type SyncAnswer, type SyncRequest } from './link.ts'
import { decodeContents, encodeContents } from './taking-contents.ts'

/** Leaves whose contents go in one request. */
const contentsAtOnce = 64
/** Bundles that go back in one file. */
const mostBundleBytes = 16 * 1024 * 1024
/** Pieces of attachments in one file: 32 MiB. */
const mostPieces = 512

const piecePath = '/sync/add-attachment'
const digestBytes = 32
const none = Buffer.alloc(0)

const got = (path: string): SyncRequest =>
  ({ method: 'GET', path, headers: {}, body: Buffer.alloc(0) })
const answered = (status: number, body: Buffer, headers = {}): SyncAnswer =>
  ({ status, headers, body })

/**
 * A link that keeps what is asked and answers as a mirror would that takes everything: it signs
 * nothing, so that whoever asks learns of no success. Ends with LinkDown when all leaves are asked.
 */
export class RecordingLink implements Link {
  readonly asked: Carried[] = []
  readonly #mirrored: number
  #size = 0

  /** `mirrored` is how far the mirror is known to be. */
  constructor(mirrored: number) {
    this.#mirrored = mirrored
  }

  async ask(request: SyncRequest): Promise<SyncAnswer> {
    if (request.path === '/sync/add-checkpoint') {
      this.asked.push({ request })
      return answered(200, Buffer.alloc(0))
    }
    if (request.path !== '/sync/add-entries') throw new LinkDown('the courier has it')
    const { upload, packages } = decodeUpload(decoded(request))
    let last = upload.start
    for (const { end } of packages) last = end
    if (last > upload.start) this.asked.push({ request })
    // Whoever asks how far the mirror is names no leaves.
    this.#size = Math.max(this.#size, upload.end)
    if (last > upload.start && last === upload.end) throw new LinkDown('the courier has it')
    const next = last > upload.start ? last : this.#mirrored
    const size = this.#size || this.checkpointed
    return answered(202, encodeInfo({ size, next, ticket: none }))
  }

  /** How many leaves the last checkpoint has that was asked to be witnessed. */
  get checkpointed(): number {
    const last = this.asked.findLast(({ request }) => request.path === '/sync/add-checkpoint')
    return last ? sizeOf(last.request) : this.#mirrored
  }
}

/** The second line of the checkpoint in a request to witness it. */
function sizeOf({ body }: SyncRequest): number {
  const text = body.toString('latin1')
  return Number(text.slice(text.indexOf('\n\n') + 2).split('\n')[1])
}

/** The requests that bring up what leaves seal, from one number to another. */
export async function contentRequests(
  node: Node, { from, to }: { from: number; to: number },
): Promise<Carried[]> {
  const { origin } = node.journal.options
  const items: Carried[] = []
  for (let start = from; start < to; start += contentsAtOnce) {
    const range = { from: start, to: Math.min(to, start + contentsAtOnce) }
    const leaves = await leavesBetween(node.store.reading, origin, range)
    const squeezed = await packContents(node, leaves.map((leaf) => leaf!), {
      held: new Set(), sealedOnly: true,
    })
    const body = encodeContents({ origin, start, count: leaves.length, squeezed })
    items.push({ request: { method: 'POST', path: '/sync/add-contents', headers: {}, body } })
  }
  return items
}

const readWaiting = 'select digest, bytes from attachment where whole = 1 and leaves > 0' +
  ' order by leaves, digest'

/** The requests that bring up attachments, as many as fit into a file. */
export async function attachmentRequests(
  node: Node, most = mostPieces,
): Promise<Carried[]> {
  const items: Carried[] = []
  for (const row of await node.store.reading.all(readWaiting)) {
    const [digest, bytes] = [row['digest'] as string, Number(row['bytes'])]
    for (let number = 0; number * pieceBytes < bytes; number++) {
      if (items.length >= most) return items
      const piece = await findPiece(node.store.reading, digest, number)
      if (!piece) break
      const body = encodePiece({ digest, bytes, number, piece })
      items.push({ request: { method: 'POST', path: piecePath, headers: {}, body } })
    }
  }
  return items
}

/** The request for what is new at the hub. */
export function bundleRequest(after: number): Carried {
  return { request: got(`${bundlePath}?after=${after}&wait=0`) }
}

/** Answers all that a file asks; where a bundle is not the last, those that follow come along. */
export async function answerAll(
  items: readonly Carried[], door: Door, origin: string,
): Promise<Carried[]> {
  const done: Carried[] = []
  for (const { request } of items) {
    const answer = await door.answer(request, { origin })
    // Of what was asked only what tells one piece from another goes back.
    const body = request.path === piecePath ? request.body.subarray(0, digestBytes) : none
    done.push({ request: { ...request, body }, answer })
    if (request.path.startsWith(bundlePath)) {
      done.push(...await following(answer, (next) => door.answer(next.request, { origin })))
    }
  }
  return done
}

async function following(
  first: SyncAnswer, ask: (next: Carried) => Promise<SyncAnswer>,
): Promise<Carried[]> {
  const done: Carried[] = []
  let bytes = 0
  for (let answer = first; answer.status === 200 && bytes < mostBundleBytes;) {
    const { from, entries } = readBundle(answer.body)
    if (entries.length === 0) break
    const next = bundleRequest(from + entries.length)
    answer = await ask(next)
    bytes += answer.body.length
    done.push({ ...next, answer })
  }
  return done
}

/**
 * A link that says what a file of answers says: to keys, to bundles, and as a mirror that stands
 * where the file says. What the file does not answer is a link that is down.
 */
export class AnswersLink implements Link {
  readonly #items: readonly (Carried & { answer: SyncAnswer })[]
  /** What the file's requests had asked for: the checkpoint's size. */
  readonly #size: number
  #checkpointGiven = false

  constructor(items: readonly Carried[], size: number) {
    this.#items = items.filter((each): each is Carried & { answer: SyncAnswer } =>
      each.answer !== undefined)
    this.#size = size
  }

  async ask(request: SyncRequest): Promise<SyncAnswer> {
    const { path } = request
    switch (path.split('?', 1)[0]) {
      case '/sync/add-checkpoint': return this.#checkpoint()
      case '/sync/add-entries': return this.#entries(request)
      case '/sync/add-contents': return this.#contents(request)
      case piecePath: return this.#piece(request)
      case '/sync/realm-keys': return answered(404, Buffer.alloc(0))
      default: return this.#last((item) => item.request.path === path)
    }
  }

  #last(is: (item: Carried) => boolean): SyncAnswer {
    const found = this.#items.findLast(is)
    if (!found) throw new LinkDown('the courier brought no answer to it')
    return found.answer
  }

  /** One checkpoint is answered; a later one has to wait for the next file. */
  #checkpoint(): SyncAnswer {
    if (this.#checkpointGiven) throw new LinkDown('the courier brought no answer to it')
    this.#checkpointGiven = true
    return answered(200, Buffer.alloc(0))
  }

  /** The mirror signed for the size that was asked, or the file brings nothing of leaves. */
  #entries(request: SyncRequest): SyncAnswer {
    const signed = this.#last(({ request: { path }, answer }) =>
      path === '/sync/add-entries' && answer?.status === 200)
    const { upload } = decodeUpload(decoded(request))
    if (upload.end === this.#size && upload.start === this.#size) return signed
    return answered(409, encodeInfo({ size: this.#size, next: this.#size, ticket: none }))
  }

  #contents(request: SyncRequest): SyncAnswer {
    const all = this.#items.filter((item) => item.request.path === '/sync/add-contents')
    if (all.length === 0 || all.some(({ answer }) => answer.status !== 200)) {
      throw new LinkDown('the courier brought no answer to it')
    }
    const { start, count } = decodeContents(request.body)
    const within = (line: string) => Number(line.split(' ')[0]) >= start
      && Number(line.split(' ')[0]) < start + count
    const refused = all.flatMap(({ answer }) => answer.body.toString('latin1').split('\n').slice(1))
      .filter((line) => line !== '' && within(line))
    return answered(200, Buffer.from([String(start + count), ...refused, ''].join('\n')))
  }

  /** How many pieces the mirror has of an attachment, as the last answer about it says. */
  #piece({ body }: SyncRequest): SyncAnswer {
    const digest = body.subarray(0, digestBytes)
    return this.#last(({ request }) => request.path === piecePath && request.body.equals(digest))
  }
}
