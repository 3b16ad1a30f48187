// Mirroring: brings a node's journal up to a mirror, going on from wherever it was cut.

import { checkpointVerifier, openCheckpoint, readHead } from '../journal/checkpoint.ts'
import { cosignaturesOn, type Cosignature } from '../journal/cosignature.ts'
import { splitNote, Unreadable, type Verifier } from '../journal/note.ts'
import { subtreeProof } from '../journal/subtree.ts'
import { TILE_WIDTH } from '../journal/tiles.ts'
import { powerOfTwo } from '../journal/tree.ts'
import { JournalTree } from '../journal-tree.ts'
import type { Node } from '../node.ts'
import { quarterOf } from '../realms/keyring.ts'
import {
  encodePiece, findPiece, letGo, nextAttachment, pieceBytes, waitingAttachments,
} from './attachments.ts'
import { leavesBetween, mostContents, packContents } from './contents.ts'
import { keepCosignatures } from './cosigned.ts'
import { contentsHeader, gzipped } from './encodings.ts'
import { codeLeaves, type CodedLeaves } from './leaf-coding.ts'
import {
  decimal, decodeInfo, decodeSize, encodeCheckpoint, encodeUpload, linesOf, placesOf,
  type MirrorInfo, type Package, type Place,
} from './entries.ts'
import { LinkDown, type Link, type SyncAnswer } from './link.ts'
import { decodeContentsAnswer, encodeContents } from './taking-contents.ts'
import { originHash } from './origin-hash.ts'

export interface MirroringParts {
  node: Node
  link: Link
  mirror: {
    /** What progress is kept under. */
    name: string
    /** Who is believed to say that leaves are durable there. */
    mirrors: readonly Verifier[]
    /** Who is believed to say that a checkpoint was seen there. */
    witnesses?: readonly Verifier[]
  }
  /** Packages in one request; each that is on its way when the link is cut is sent again. */
  packagesAtOnce?: number
}

/** Why nothing is brought up until a person has done something about it. */
export type Halted =
  /** The mirror does not know this journal: the node is to be enrolled there. */
  | 'not-enrolled'
  | 'revoked'
  /** The mirror has leaves of this journal, under its own key, that are not here. */
  | 'journal-behind-mirror'

/** How far the journal is brought up. */
export interface Standing {
  recorded: number
  /** All leaves before this number are durable at the mirror, which signed it. */
  mirrored: number
  /** What all leaves before this number seal is there too, as far as it was here. */
  contents: number
  attachmentsWaiting: number
  halted?: Halted
  /** Contents that the mirror did not take, by reason. */
  refused: ReadonlyMap<string, number>
}

/** Where one record is, and so what it waits for. */
export type Whereabouts = 'recorded' | 'mirrored' | 'contents-up'

const readStanding = 'select size, contents from brought_up where mirror = ? and origin = ?'
const keepStanding = 'insert into brought_up (mirror, origin, size, contents) values (?, ?, ?, ?)' +
  ' on conflict (mirror, origin) do update set size = excluded.size, contents = excluded.contents'
/** A mirror that answers so often without going on makes no sense, and is asked later. */
const mostInVain = 4
/** The question where a mirror stands has fewer bytes than gzip adds. */
const leastCompressed = 512
/** More than this goes after its leaves, a part at a time. */
const mostContentBytes = 1024 * 1024
const octets = 'application/octet-stream'

/** A package, and what its leaves seal. */
type WithContents = Package & { contents: (Buffer | null)[] }

/** The state of one journal towards one mirror; each step is one request and its answer. */
export class Mirroring {
  readonly #parts: MirroringParts
  readonly #tree: JournalTree
  readonly #origin: string
  #listeners = new Set<(standing: Standing) => void>()
  #known: { mirrored: number; contents: number } | undefined
  #waiting = 0
  #halted: Halted | undefined
  #refused = new Map<string, number>()
  /** The checkpoint that the mirror has as pending; undefined until it said so. */
  #pending: { size: number } | undefined
  /** What the mirror said of its next entry; undefined after a cut. */
  #info: MirrorInfo | undefined
  #held: { quarter: string; names: ReadonlySet<string> } | undefined
  #inVain = 0
  #piece: { digest: string; next: number } | undefined
  #pieceSent = 0
  #codesLeaves = false
  #bare = false

  constructor(parts: MirroringParts) {
    this.#parts = parts
    this.#origin = parts.node.journal.options.origin
    this.#tree = new JournalTree(parts.node.store.reading, this.#origin)
  }

  /** Brings up all that is here, until nothing is left or a person must act. Throws LinkDown. */
  async bringUp(): Promise<Standing> {
    while (await this.step());
    return this.standing()
  }

  /** One request and its answer; false when nothing is left to ask. Throws LinkDown. */
  async step(): Promise<boolean> {
    if (this.#halted) return false
    const known = await this.#load()
    const before = this.#progress()
    try {
      const { size } = this.#parts.node.journal
      if (this.#pending && known.mirrored < this.#pending.size) await this.#bringEntries()
      else if (known.contents < known.mirrored) await this.#bringContents()
      else if (known.mirrored < size) await this.#bringCheckpoint()
      else if (!await this.#bringPiece()) return false
    } catch (failure) {
      // Of one package whose answer is lost nobody knows, and it is sent again; of several the
      // mirror is asked first.
      if ((this.#parts.packagesAtOnce ?? 1) > 1) this.#info = undefined
      if (failure instanceof Unreadable) throw new LinkDown(failure.message, failure)
      throw failure
    }
    this.#inVain = this.#progress() === before ? this.#inVain + 1 : 0
    if (this.#inVain > mostInVain) throw this.#senseless('it answers and does not go on')
    for (const listener of this.#listeners) listener(this.#standing(known))
    return !this.#halted
  }

  /** How far the journal is brought up. */
  async standing(): Promise<Standing> {
    return this.#standing(await this.#load())
  }

  /** Where a leaf of this journal is. */
  async where(number: number): Promise<Whereabouts> {
    const { mirrored, contents } = await this.standing()
    return number < contents ? 'contents-up' : number < mirrored ? 'mirrored' : 'recorded'
  }

  /** How many pieces of an attachment the mirror has, as it last answered; none known is 0. */
  sent(digest: string): number {
    return this.#piece?.digest === digest ? this.#piece.next : 0
  }

  /** Calls back after each step; calling what it returns ends it. */
  onProgress(listener: (standing: Standing) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #standing({ mirrored, contents }: { mirrored: number; contents: number }): Standing {
    return {
      recorded: this.#parts.node.journal.size, mirrored,
      // Those that went along with leaves are there before the checkpoint is signed.
      contents: Math.min(contents, mirrored),
      attachmentsWaiting: this.#waiting, refused: this.#refused,
      ...(this.#halted && { halted: this.#halted }),
    }
  }

  #progress(): string {
    return JSON.stringify([this.#known, this.#pending?.size, this.#info?.next, this.#pieceSent])
  }

  async #load() {
    if (this.#known) return this.#known
    const { reading } = this.#parts.node.store
    const [row] = await reading.all(readStanding, [this.#parts.mirror.name, this.#origin])
    this.#waiting = await waitingAttachments(reading)
    return (this.#known = {
      mirrored: Number(row?.['size'] ?? 0), contents: Number(row?.['contents'] ?? 0),
    })
  }

  async #keep(next: { mirrored: number; contents: number }): Promise<void> {
    const row = [this.#parts.mirror.name, this.#origin, next.mirrored, next.contents]
    await this.#parts.node.durably((statements) => statements.run(keepStanding, row))
    this.#known = next
  }

  // ——— the checkpoint

  async #bringCheckpoint(): Promise<void> {
    const { node } = this.#parts
    const checkpoint = await node.checkpoint()
    const { size } = readHead(splitNote(checkpoint).text.toString('utf8'))
    const old = this.#pending?.size ?? this.#known!.mirrored
    const proof = await this.#tree.consistency(old, size)
    const answer = await this.#ask('POST', '/sync/add-checkpoint',
      encodeCheckpoint({ old, proof, checkpoint }))
    if (answer.status === 200) {
      await this.#keepLines(checkpoint, answer.body, this.#parts.mirror.witnesses ?? [])
      this.#pending = { size }
      return
    }
    const there = answer.headers['content-type'] === 'text/x.tlog.size'
      ? decodeSize(answer.body) : old
    if (answer.status === 409 && there <= size && there !== old) this.#pending = { size: there }
    else await this.#differs(answer)
  }

  // ——— the leaves

  async #bringEntries(): Promise<void> {
    const { node } = this.#parts
    const { mirrored } = this.#known!
    const end = this.#info?.size ?? this.#pending!.size
    const start = Math.max(mirrored, this.#info?.next ?? mirrored)
    // Whoever does not know what came before a cut asks, and sends nothing twice but one package.
    const asking = !this.#info && end - (start - start % TILE_WIDTH) > TILE_WIDTH
    const upload = asking ? { start: 0, end: 0 } : { start: Math.min(start, end), end }
    const packages = asking ? [] : await this.#packages(upload)
    const ticket = this.#info?.ticket ?? Buffer.alloc(0)
    const body = encodeUpload({ ...upload, origin: this.#origin, ticket }, packages)
    const { answer, along } = await this.#askEntries(body, packages)
    const { contents } = this.#known!
    if (along && upload.start <= contents) {
      await this.#keep({ mirrored, contents: Math.max(contents, packages.at(-1)!.end) })
    }
    if (answer.status === 200) return this.#mirroredUpTo(end, answer.body)
    if (answer.status !== 202 && answer.status !== 409) return this.#differs(answer)
    const info = decodeInfo(answer.body)
    if (info.size > node.journal.size || info.next > node.journal.size) return this.#differs(answer)
    // A mirror that lost what it had signed gets it again, with its contents.
    if (info.next < Math.max(mirrored, this.#known!.contents)) {
      const contents = Math.min(info.next, this.#known!.contents)
      await this.#keep({ mirrored: Math.min(mirrored, info.next), contents })
    }
    this.#info = info
    if (info.size === 0 || info.size <= this.#known!.mirrored) {
      this.#pending = { size: info.size }
      this.#info = undefined
    }
  }

  async #packages(upload: { start: number; end: number }): Promise<WithContents[]> {
    const packages: WithContents[] = []
    for (const place of placesOf(upload)) {
      packages.push(await this.#package(place, upload.end))
      if (packages.length === (this.#parts.packagesAtOnce ?? 1)) break
    }
    return packages
  }

  async #package(place: Place, end: number): Promise<WithContents> {
    const { reading } = this.#parts.node.store
    const range = { from: place.start, to: place.end }
    const leaves = await leavesBetween(reading, this.#origin, range)
    const proof = await this.#tree.compute(end, (hashAt) =>
      subtreeProof({ start: place.rounded, end: place.end }, end, hashAt))
    const contents = leaves.map((leaf) => leaf!.content)
    return { ...place, leaves: leaves.map((leaf) => leaf!.bytes), contents, proof }
  }

  async #mirroredUpTo(size: number, lines: Buffer): Promise<void> {
    const root = (await this.#tree.root(size)).toString('base64')
    const text = Buffer.from(`${this.#origin}\n${size}\n${root}\n\n`)
    const signed = await this.#keepLines(text, lines, this.#parts.mirror.mirrors)
    if (signed.length === 0) throw this.#senseless('it did not sign what it says it holds')
    await this.#keep({ ...this.#known!, mirrored: size })
    this.#info = undefined
  }

  /** Keeps the lines of those who are believed; `note` is a checkpoint, or its text alone. */
  async #keepLines(
    note: Buffer, lines: Buffer, believed: readonly Verifier[],
  ): Promise<Cosignature[]> {
    if (lines.length === 0) return []
    const parts = splitNote(Buffer.concat([note, lines]))
    const found = cosignaturesOn(parts, believed)
    await keepCosignatures(this.#parts.node, readHead(parts.text.toString('utf8')), found)
    return found
  }

  // ——— what they seal, and what is attached

  async #bringContents(): Promise<void> {
    const { node } = this.#parts
    const { contents, mirrored } = this.#known!
    const held = await this.#heldThere()
    const to = Math.min(mirrored, contents + mostContents)
    const leaves = await leavesBetween(node.store.reading, this.#origin, { from: contents, to })
    const sent = fitting(leaves.map((leaf) => leaf!))
    const pack = async (from: number, some: typeof sent, sealedOnly: boolean) => {
      const squeezed = await packContents(node, some, { held, sealedOnly })
      const body = encodeContents({
        origin: this.#origin, start: from, count: some.length, squeezed,
      })
      const answer = await this.#ask('POST', '/sync/add-contents', body)
      if (answer.status !== 200) return this.#differs(answer)
      return decodeContentsAnswer(answer.body)
    }
    const answered = await pack(contents, sent, false)
    if (!answered) return
    for (const { number, why } of answered.refused) {
      // A key that the mirror has not: the sealed bytes and the wrapped keys are as good there.
      const again = why === 'key-not-here'
        ? await pack(number, [sent[number - contents]!], true) : undefined
      const left = again ? again.refused.map((each) => each.why) : [why]
      for (const reason of left) this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1)
    }
    await this.#keep({ mirrored, contents: contents + sent.length })
  }

  /** The keys that the mirror holds; it is asked once in a quarter, as each has its own. */
  async #heldThere(): Promise<ReadonlySet<string>> {
    const quarter = quarterOf(this.#parts.node.time.wall())
    if (this.#held?.quarter === quarter) return this.#held.names
    const { status, body } = await this.#ask('GET', '/sync/realm-keys', Buffer.alloc(0))
    const count = body.toString('latin1').split('\n').length - 1
    const lines = status === 200 ? linesOf(body, count) : []
    this.#held = { quarter, names: new Set(lines) }
    return this.#held.names
  }

  /** Brings one piece of an attachment; false when none is left. */
  async #bringPiece(): Promise<boolean> {
    const { node } = this.#parts
    const { reading } = node.store
    const attachment = await nextAttachment(reading, this.#known!.mirrored)
    if (!attachment) return false
    const { digest, bytes } = attachment
    // How far the first after a start came is not known: the number of pieces is a question.
    const begin = this.#piece ? 0 : Math.ceil(bytes / pieceBytes)
    const number = this.#piece?.digest === digest ? this.#piece.next : begin
    const piece = await findPiece(reading, digest, number) ?? Buffer.alloc(0)
    const answer = await this.#ask('POST', '/sync/add-attachment',
      encodePiece({ digest, bytes, number, piece }))
    this.#pieceSent += 1
    if (answer.status !== 200 && answer.status !== 409) {
      this.#piece = undefined
      await this.#differs(answer)
      return true
    }
    const next = decimal(linesOf(answer.body, 1)[0]!)
    this.#piece = { digest, next }
    if (next * pieceBytes < bytes) return true
    // The mirror has all of it, and signed for the leaf that names it: `mirrored` is so verified.
    await letGo(node, digest)
    this.#waiting = await waitingAttachments(reading)
    return true
  }

  // ——— when the mirror says otherwise

  /** What an answer that is none of the usual ones means for this journal. */
  async #differs({ status }: SyncAnswer): Promise<undefined> {
    if (status === 404) this.#halted = 'not-enrolled'
    else if (status === 403) this.#halted = 'revoked'
    else if (status >= 500 || status === 429) throw new LinkDown(`the mirror answers ${status}`)
    else if (await this.#lostLeaves()) this.#halted = 'journal-behind-mirror'
    else throw this.#senseless(`it answers ${status}`)
    return undefined
  }

  /**
   * Whether the mirror can show a checkpoint of this journal, under its own key, that is not of its
   * leaves here: then some were lost, or a copy of this node goes on elsewhere. The mirror's word
   * alone stops nothing.
   */
  async #lostLeaves(): Promise<boolean> {
    const { node } = this.#parts
    const hash = originHash(this.#origin)
    const answer = await this.#ask('GET', `/sync/pending/${hash}`, Buffer.alloc(0))
    if (answer.status !== 200) return false
    const verifiers = [checkpointVerifier(this.#origin, node.keys.vkey)]
    const there = openCheckpoint(answer.body, { origin: this.#origin, verifiers })
    const { size } = node.journal
    const same = there.size <= size && (await this.#tree.root(there.size)).equals(there.root)
    if (same) return false
    await this.#showOwn(there.size)
    node.behindMirror(there)
    return true
  }

  /**
   * Shows the mirror what this node signed, and the root that its journal had at the size of the
   * mirror's, so that both histories can be shown to a person.
   */
  async #showOwn(there: number): Promise<void> {
    const checkpoint = await this.#parts.node.checkpoint()
    const { size } = readHead(splitNote(checkpoint).text.toString('utf8'))
    const old = Math.min(there, size)
    const hashes = await this.#tree.consistency(old, size)
    const proof = powerOfTwo(old) && old < size ? [await this.#tree.root(old), ...hashes] : hashes
    await this.#ask('POST', '/sync/add-checkpoint', encodeCheckpoint({ old, proof, checkpoint }))
  }

  #senseless(why: string): LinkDown {
    this.#inVain = 0
    return new LinkDown(`what the mirror ${this.#parts.mirror.name} says makes no sense: ${why}`)
  }

  #ask(method: 'GET' | 'POST', path: string, body: Buffer): Promise<SyncAnswer> {
    return this.#parts.link.ask({
      method, path, body, headers: method === 'POST' ? { 'content-type': octets } : {},
    })
  }

  /** Asks add-entries, with contents where the mirror can make them again; whether it took all. */
  async #askEntries(
    body: Buffer, packages: readonly WithContents[],
  ): Promise<{ answer: SyncAnswer; along: boolean }> {
    const ask = async (encoding: string, coded: Buffer) => {
      const answer = await this.#parts.link.ask({
        method: 'POST', path: '/sync/add-entries', body: coded,
        headers: {
          'content-type': octets, ...(encoding !== '' && { 'content-encoding': encoding }),
        },
      })
      this.#understood(answer)
      return answer
    }
    if (body.length < leastCompressed) return { answer: await ask('', body), along: false }
    const coded = this.#codesLeaves ? await this.#coded(body, packages) : undefined
    if (!coded) return { answer: await ask('gzip', gzipped(body)), along: false }
    const answer = await ask('safar-leaves', coded.coded)
    if (answer.status !== 415) {
      return { answer, along: coded.whole && answer.headers[contentsHeader] === 'taken' }
    }
    // A key that the mirror has not: from here on leaves go without, and contents after them.
    this.#bare = true
    return this.#askEntries(body, packages)
  }

  async #coded(body: Buffer, packages: readonly WithContents[]): Promise<CodedLeaves | undefined> {
    const { node } = this.#parts
    const contents = new Map(packages.flatMap(({ start, contents: some }) =>
      some.map((content, index) => [start + index, content] as const)))
    const bytes = [...contents.values()].reduce((sum, content) => sum + (content?.length ?? 0), 0)
    if (this.#bare || bytes > mostContentBytes) return codeLeaves(node, body)
    return codeLeaves(node, body, {
      contentOf: (number) => contents.get(number) ?? null, how: { held: await this.#heldThere() },
    })
  }

  /** What a mirror understands beside gzip, it says with its answers. */
  #understood({ headers }: SyncAnswer): void {
    const named = headers['accept-encoding']?.split(',').map((each) => each.trim())
    if (named) this.#codesLeaves = named.includes('safar-leaves')
  }
}

/** As many leaves as have a mebibyte of contents together; at least one. */
function fitting<T extends { content: Buffer | null }>(leaves: readonly T[]): T[] {
  let bytes = 0
  return leaves.filter((leaf, index) => {
    bytes += leaf.content?.length ?? 0
    return index === 0 || bytes <= mostContentBytes
  })
}
