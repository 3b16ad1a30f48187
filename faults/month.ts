// A month without a link: what a post said and pictured goes up over a line that is cut, and comes
// back to a spare laptop when the post is lost.

import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import { PagePictured } from '../src/border/crossings/page-pictured.ts'
import type { Attestation } from '../src/kernel/attestation.ts'
import { newId, type Given } from '../src/kernel/given.ts'
import { cosignatureVerifier, cosigner } from '../src/kernel/journal/cosignature.ts'
import { openNode, type Node } from '../src/kernel/node.ts'
import { isInvalid, type Fact } from '../src/kernel/record.ts'
import { newRealmPair } from '../src/kernel/realms/sealing.ts'
import { sealPicture } from '../src/kernel/realms/pictures.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import {
  attachmentRoutes, decodePiece, keepAttachment,
} from '../src/kernel/sync/attachments.ts'
import { doorOf } from '../src/kernel/sync/door.ts'
import { decoded } from '../src/kernel/sync/encodings.ts'
import { decodeUpload } from '../src/kernel/sync/entries.ts'
import {
  LinkDown, type Door, type Link, type SyncAnswer, type SyncRequest,
} from '../src/kernel/sync/link.ts'
import { Mirror } from '../src/kernel/sync/mirror.ts'
import { Mirroring } from '../src/kernel/sync/mirroring.ts'
import { recover, recoveryRoutes } from '../src/kernel/sync/recovering.ts'
import { contentRoutes, decodeContents } from '../src/kernel/sync/taking-contents.ts'
import { Witness } from '../src/kernel/sync/witness.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { realGiven } from '../src/nodes/given.ts'
import { manyCrossings } from '../src/simulation/many.ts'
import { luck, type Luck } from './luck.ts'
import { leavesDigest, rowsOf } from './network-process.ts'

export interface MonthSettings {
  crossings: number
  /** Bytes of pictures in all, each of 330 KB. */
  pictureBytes: number
  seed: number
  /** One request in so many is cut, before it arrives or after it was done. */
  cutOneIn: number
  tell?: (line: string) => void
}

export interface MonthTally {
  crossings: number; leaves: number; pictures: number; pictureBytes: number
  requests: number; bytesUp: number; cuts: number
  /** Packages, contents and pieces that were sent more than once. */
  sentTwice: number
  upSeconds: number
  /** Seconds, and seconds of the processor, until a spare laptop had all leaves and rows again. */
  recoverySeconds: number; recoveryUserSeconds: number
  violations: string[]
}

const days = 30
const dayMs = 86_400_000
const pictureLength = 330_000
const by: Attestation = {
  officer: 'amina.warsame', roles: ['primary-officer'], post: 'GLD', signIn: 'month',
  signedInMsAgo: 0,
}

/** A link that is cut where luck says so, and counts what went over it. */
class CutLink implements Link {
  requests = 0
  bytesUp = 0
  cuts = 0
  sent = new Map<string, number>()
  readonly #door: Door
  readonly #origin: string
  readonly #own: Luck
  readonly #oneIn: number

  constructor(
    door: Door, origin: string, { seed, cutOneIn }: MonthSettings,
  ) {
    this.#door = door
    this.#origin = origin
    this.#own = luck(seed, 77)
    this.#oneIn = cutOneIn
  }

  get sentTwice(): number {
    return [...this.sent.values()].reduce((sum, times) => sum + times - 1, 0)
  }

  async ask(request: SyncRequest): Promise<SyncAnswer> {
    this.requests += 1
    this.bytesUp += request.body.length
    const named = packageIn(request)
    if (named) this.sent.set(named, (this.sent.get(named) ?? 0) + 1)
    const cut = this.#own.below(this.#oneIn) === 0
    if (cut) this.cuts += 1
    if (cut && this.#own.coin(0.5)) throw new LinkDown('cut before it arrived')
    const answer = await this.#door.answer(request, { origin: this.#origin })
    if (cut) throw new LinkDown('cut after it was done')
    return answer
  }
}

/** What a request brings, so that the same brought again is seen; nothing where it only asks. */
function packageIn({ path, headers, body }: SyncRequest): string | undefined {
  if (path === '/sync/add-contents') return `contents ${decodeContents(body).start}`
  if (path === '/sync/add-attachment') {
    const { digest, number, piece } = decodePiece(body)
    return piece.length > 0 ? `piece ${digest} ${number}` : undefined
  }
  if (path !== '/sync/add-entries') return undefined
  const coded = headers['content-encoding'] === 'safar-leaves'
  // The head of a coded body stands after the length of its bytes and its own.
  const plain = coded ? body.subarray(6, 6 + body.readUInt16BE(4)) : decoded({ headers, body })
  const { upload } = decodeUpload(plain)
  return upload.start < upload.end ? `entries ${upload.start}` : undefined
}

/** Lives the month, brings it up, and loses the laptop; what must hold and does not is named. */
export async function month(settings: MonthSettings): Promise<MonthTally> {
  const { tell = () => {} } = settings
  const small = settings.pictureBytes < 64 * 1024 * 1024 && existsSync('/dev/shm')
  const room = mkdtempSync(join(small ? '/dev/shm' : tmpdir(), 'safar-month-'))
  const clock = { aheadMs: 0 }
  const given: Given = {
    ...realGiven, clock: {
      now: () => realGiven.clock.now() + clock.aheadMs,
      elapsed: () => realGiven.clock.elapsed() + clock.aheadMs,
    },
  }
  const opened = async (name: string, kind: 'post' | 'hub') => {
    const node = await openNode({
      folder: join(room, name), given, capabilities, apart: name !== 'GLD',
      founding: { country: 'month', kind, post: name, device: 'desk-1' },
    })
    node.content.keyring.makeAhead([])
    return node
  }
  const [post, hub] = [await opened('GLD', 'post'), await opened('centre', 'hub')]
  try {
    const pictures = await lived(post, settings, (ms) => { clock.aheadMs += ms })
    tell(`${post.journal.size} leaves and ${pictures} pictures are at the post`)
    hub.content.keyring.takeIn(post.content.keyring.give(['public', 'border', 'watch']), 'own')
    const { door, believed } = doorFor(hub, post)
    const link = new CutLink(door, post.journal.options.origin, settings)
    const upSeconds = await timed(() => broughtUp(post, link, believed))
    tell(`all is up in ${upSeconds.wall} s`)
    const violations = await different(post, hub, pictures)
    if (link.sentTwice > link.cuts) violations.push(`${link.sentTwice} sent twice`)
    const recovery = await recovered(post, await opened('spare', 'post'), door)
    violations.push(...recovery.violations)
    return {
      crossings: settings.crossings, leaves: post.journal.size, pictures,
      pictureBytes: pictures * pictureLength, requests: link.requests, bytesUp: link.bytesUp,
      cuts: link.cuts, sentTwice: link.sentTwice, upSeconds: upSeconds.wall,
      recoverySeconds: recovery.wall, recoveryUserSeconds: recovery.user, violations,
    }
  } finally {
    await post.close()
    await hub.close()
    rmSync(room, { recursive: true, force: true })
  }
}

/** A spare laptop takes the place of the post, out of what the hub has. */
async function recovered(post: Node, spare: Node, door: Door) {
  const violations: string[] = []
  spare.content.keyring.takeIn(post.content.keyring.give(['public', 'border', 'watch']), 'own')
  const before = { origin: post.journal.options.origin, vkey: post.keys.vkey }
  const link: Link = { ask: (request) => door.answer(request, { origin: 'spare' }) }
  const took = await timed(async () => {
    const done = await recover({ node: spare, link, before })
    if (isRefusal(done)) violations.push(`recovery: ${done.reason}`)
  })
  if ((await rowsOf(spare)).digest !== (await rowsOf(post)).digest) {
    violations.push('the spare laptop has another register of crossings')
  }
  await spare.close()
  return { ...took, violations }
}

/** Thirty days at the counter; how many pictures were taken. */
async function lived(
  post: Node, { crossings, pictureBytes, seed }: MonthSettings, pass: (ms: number) => void,
): Promise<number> {
  const wanted = Math.ceil(pictureBytes / pictureLength)
  const { publicKey } = await newRealmPair()
  const [office, each] = [newId(post.given), Math.max(1, Math.floor(crossings / wanted))]
  let pictures = 0
  let facts: Fact[] = []
  let done = 0
  const today = new Date(post.given.clock.now()).toISOString().slice(0, 10)
  for (const { said } of manyCrossings({ count: crossings, seed, today })) {
    facts.push({ kind: CrossingRecorded, said: { ...said } })
    done += 1
    if (done % each === 0 && pictures < wanted) {
      const picture = newId(post.given)
      const sealed = await sealPicture(publicKey, post.given.luck.bytes(pictureLength), picture)
      const digest = await keepAttachment(post, sealed)
      const { crossing } = said
      facts.push({ kind: PagePictured, said: {
        crossing, picture, page: 'data-page', digest, bytes: sealed.length, office,
      } })
      pictures += 1
    }
    if (facts.length < 100 && done < crossings) continue
    const answer = await post.recordAll(facts, by)
    if (isRefusal(answer) || isInvalid(answer)) throw new Error(JSON.stringify(answer))
    pass(Math.floor(facts.length / crossings * days * dayMs))
    facts = []
  }
  return pictures
}

function doorFor(hub: Node, post: Node) {
  const { origin } = post.journal.options
  const keyOf = async (asked: string) => (asked === origin ? post.keys.vkey : undefined)
  const cosigners = [cosigner('hub.month/mirror', generateKeyPairSync('ed25519').privateKey)]
  const witness = new Witness({ node: hub, keyOf, cosigners: [], twoHistories: async () => {} })
  const mirror = new Mirror({
    node: hub, keyOf, witness, cosigners, ticketKey: Buffer.alloc(32, 1),
  })
  const of = async () => ({
    origin, vkey: post.keys.vkey, checkpoint: (await mirror.mirrored(origin)).note,
  })
  return {
    door: doorOf(witness.routes, mirror.routes, contentRoutes({ node: hub, keyOf }),
      attachmentRoutes({ node: hub, keyOf }), recoveryRoutes({ node: hub, of })),
    believed: cosigners.map(({ vkey }) => cosignatureVerifier(vkey)),
  }
}

type Believed = ReturnType<typeof doorFor>['believed']

/** Goes up until all is up; after each cut as after a start of the post. Nobody does anything. */
async function broughtUp(post: Node, link: Link, mirrors: Believed): Promise<void> {
  for (;;) {
    const mirroring = new Mirroring({ node: post, link, mirror: { name: 'hub.month', mirrors } })
    try {
      await mirroring.bringUp()
      return
    } catch (failure) {
      if (!(failure instanceof LinkDown)) throw failure
    }
  }
}

const countPictures = 'select count(*) as found from attachment where whole = ?'
const countPieces = 'select count(*) as found from attachment_piece'

async function different(post: Node, hub: Node, pictures: number): Promise<string[]> {
  const wrong: string[] = []
  const { origin } = post.journal.options
  const [own, there] = [await leavesDigest(post, origin), await leavesDigest(hub, origin)]
  if (own.digest !== there.digest) wrong.push(`${own.count} leaves, ${there.count} at the hub`)
  if ((await rowsOf(post)).digest !== (await rowsOf(hub)).digest) wrong.push('other registers')
  const found = async (node: Node, sql: string, values: readonly unknown[] = []) =>
    Number((await node.store.reading.all(sql, [...values] as never))[0]!['found'])
  const whole = await found(hub, countPictures, [1])
  if (whole !== pictures) wrong.push(`${whole} of ${pictures} pictures at the hub`)
  const left = await found(post, countPieces)
  if (left > 0) wrong.push(`${left} pieces are still at the post`)
  return wrong
}

async function timed(work: () => Promise<void>): Promise<{ wall: number; user: number }> {
  const [began, used] = [performance.now(), process.cpuUsage()]
  await work()
  const wall = Math.round((performance.now() - began) / 100) / 10
  return { wall, user: Math.round(process.cpuUsage(used).user / 100_000) / 10 }
}
