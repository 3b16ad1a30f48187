// Enrolling from both ends, on a running node: a post asks and takes the answer in, a hub answers.

import type { KeyObject } from 'node:crypto'
import { nodeItself } from '../../kernel/attestation.ts'
import { newId } from '../../kernel/given.ts'
import { cosigner, type Cosigner } from '../../kernel/journal/cosignature.ts'
import { readLeaf } from '../../kernel/journal/leaf.ts'
import { leavesAbout } from '../../kernel/leaves.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { RowOf } from '../../kernel/register.ts'
import { gatherQr, mostTyped } from '../../lib/qr-series.ts'
import { officers, roleGrants, signInCodes } from '../officers/register.ts'
import {
  hubFingerprint, mostRosterLeaves, openAdmission, readAdmission, writeAdmission,
  type Admission, type InsideAdmission,
} from './admission.ts'
import { readRequest, writeRequest, type EnrolmentRequest } from './enrolment-request.ts'
import { sameFingerprint } from './fingerprint.ts'
import { HubAccepted } from './hub-accepted.ts'
import { hubs } from './register.ts'
import { standings, type NodeRow } from './standing.ts'

/** The file beside the store that holds the request which is still to be answered. */
const openRequest = 'enrolment-request'

/** The two ends of enrolling, as a running node offers them to queries and to its command. */
export interface Enrolling {
  /** At a node: a new request; the one before is void. */
  ask(): Buffer
  /** At a node: the request that is still to be answered. */
  asked(): { bytes: Buffer; asked: EnrolmentRequest; fingerprint: string } | undefined
  /** At a node: takes an answer in, where its hub's fingerprint is what a person typed. */
  takeIn(answer: Buffer, hub: string): Promise<{ hub: string } | Refusal>
  /** At a hub: the answer to a node that is enrolled. */
  admit(node: NodeRow): Promise<Buffer>
  /** At a hub: the letters by which nodes know it. */
  ownFingerprint(): string
  /** The hub that this incarnation was admitted by, if any. */
  hub(): Promise<RowOf<typeof hubs> | undefined>
}

/** What enrolling needs of the program around the node. */
export interface EnrollingParts {
  node: Node
  certificate: Buffer
  /** At a hub: where nodes reach its door. */
  addresses: () => readonly string[]
}

/** A file or a series of QR codes as it was pasted, scanned or uploaded; refuses half a series. */
export function pasted(text: string): Buffer | Refusal {
  if (!/SAFAR:[0-9A-F]{16}:/i.test(text.slice(0, mostTyped))) return Buffer.from(text, 'utf8')
  const gathered = gatherQr(text)
  if ('bytes' in gathered) return gathered.bytes
  return gathered.wrong === 'missing'
    ? refuse('codes-missing', { missing: gathered.missing.join(', '), of: gathered.of })
    : refuse('codes-unreadable')
}

/** Makes both ends of enrolling for a running node. */
export function enrollingOf(parts: EnrollingParts): Enrolling {
  const { node } = parts
  const { identity } = node.keys
  return {
    ...askingEnd(parts),
    async admit(row) {
      return writeAdmission(node.keys, {
        ...ownKeys(parts), challenge: row.challenge, made: node.time.wall(), node: row.origin,
        realms: row.realms, inside: await insideFor(node, row),
      }, Buffer.from(row.hpke, 'base64'))
    },
    ownFingerprint() {
      const { certificate, cosigner: cosigns } = ownKeys(parts)
      return hubFingerprint({
        hub: identity.origin, vkey: node.keys.vkey, cosigner: cosigns, certificate,
        hpke: node.keys.hpke.publicKey.toString('base64'),
      })
    },
  }
}

function askingEnd(
  { node, certificate }: EnrollingParts,
): Pick<Enrolling, 'ask' | 'asked' | 'takeIn' | 'hub'> {
  const { disk, luck } = node.given
  const path = `${node.folder}/${openRequest}`
  const { identity } = node.keys
  const asked = () => {
    const bytes = disk.read(path)
    const read = bytes && readRequest(bytes, node.time.wall())
    if (!read || isRefusal(read) || read.asked.origin !== identity.origin) return undefined
    return { bytes, ...read }
  }
  return {
    asked,
    ask() {
      const bytes = writeRequest(node.keys, {
        certificate, challenge: luck.bytes(16).toString('hex'), at: node.time.wall(),
      })
      // The file is there before the request leaves: whatever comes back is compared with it.
      disk.replace(path, bytes, 0o600)
      return bytes
    },
    async takeIn(answer, typed) {
      const read = readAdmission(answer)
      if (isRefusal(read)) return read
      const { said, fingerprint } = read
      if (said.node !== identity.origin) return refuse('admission-of-another', { node: said.node })
      if (said.challenge !== asked()?.asked.challenge) return refuse('admission-not-asked')
      if (!sameFingerprint(typed, fingerprint)) return refuse('other-hub', { fingerprint })
      const inside = await openAdmission(said, node.keys.hpke.privateKey)
      if (isRefusal(inside)) return inside
      const no = await takeInside(node, said, inside) ?? await accept(node, said)
      if (no) return no
      // If we stop before this: the same answer is taken in once more, and changes nothing.
      disk.remove(path)
      return { hub: said.hub }
    },
    async hub() {
      const [latest] = await node.known(nodeItself(identity.post))
        .all(hubs, { node: identity.origin }, { order: 'at desc', limit: 1 })
      return latest
    },
  }
}

/** Says whom this node asks from here on. */
async function accept(node: Node, said: Admission): Promise<Refusal | undefined> {
  const { hub, vkey, cosigner: cosigns, hpke, certificate, addresses, realms } = said
  const { identity } = node.keys
  const answer = await node.record(HubAccepted, {
    acceptance: newId(node.given), node: identity.origin, hub, vkey, cosigner: cosigns, hpke,
    certificate, addresses, realms,
  }, nodeItself(identity.post))
  if (isInvalid(answer)) throw new Error(`not accepted: ${JSON.stringify(answer)}`)
  return isRefusal(answer) ? answer : undefined
}

/** Who says of a hub that leaves are durable there; its name and key serve for nothing else. */
export function mirrorCosigner(hub: string, mirrorKey: KeyObject): Cosigner {
  return cosigner(`${hub}/mirror`, mirrorKey)
}

function ownKeys({ node, certificate, addresses }: EnrollingParts) {
  const { identity, mirrorKey } = node.keys
  return {
    addresses: [...addresses()], certificate: certificate.toString('base64'),
    cosigner: mirrorCosigner(identity.origin, mirrorKey).vkey,
  }
}

/** Keys first, so that the leaves open; nothing of it undoes what is here already. */
async function takeInside(
  node: Node, { hub, vkey }: { hub: string; vkey: string }, inside: InsideAdmission,
): Promise<Refusal | undefined> {
  node.keys.keyring.takeIn(inside.keys, 'given')
  const leaves = inside.leaves.map(({ bytes, content, keys }) => ({
    bytes: Buffer.from(bytes, 'base64'),
    content: content === null ? null : Buffer.from(content, 'base64'),
    keys: keys.map((key) => ({ ...key, wrapped: Buffer.from(key.wrapped, 'base64') })),
  }))
  const taken = await node.take(leaves, new Map([...Object.entries(inside.origins), [hub, vkey]]))
  return taken.find(isRefusal)
}

/** The roster of a post: its officers, what they may do there, and codes that are still good. */
async function insideFor(node: Node, row: NodeRow): Promise<InsideAdmission> {
  const known = node.known(nodeItself(node.keys.identity.post))
  const grants = (await known.every(roleGrants, (q) => q.where('endedAt', 'is', null as never)))
    .filter(({ post }) => post === row.post || post === '*')
  const here = new Set(grants.map(({ officer }) => officer))
  const enrolments = (await known.every(officers)).filter(({ officer }) => here.has(officer))
  const codes = (await known.every(signInCodes, (q) =>
    q.where('expires', '>', known.at).where('post', '=', row.post)))
    .filter(({ officer }) => here.has(officer))
  const subjects = [
    ...enrolments.map(({ enrolment }) => enrolment), ...grants.map(({ grant }) => grant),
    ...codes.map(({ code }) => code),
  ]
  const leaves = await leavesFor(node, subjects)
  const others = await standings(known)
  const origins = Object.fromEntries([...others].map(([origin, each]) => [origin, each.node.vkey]))
  return {
    keys: node.keys.keyring.give(row.realms) as InsideAdmission['keys'],
    origins: Object.fromEntries(
      [...leaves.origins].flatMap((origin) => (origins[origin] ? [[origin, origins[origin]]] : [])),
    ),
    leaves: leaves.leaves,
  }
}

const readWrapped = 'select realm, quarter, wrapped from subject_key where subject = ?'

async function leavesFor(node: Node, subjects: readonly string[]) {
  const { reading } = node.store
  const leaves: InsideAdmission['leaves'] = []
  const origins = new Set<string>()
  for (const subject of subjects) {
    const wrapped = await reading.all(readWrapped, [subject])
    for (const { bytes, content } of await leavesAbout(reading, subject)) {
      if (leaves.length === mostRosterLeaves) return { leaves, origins }
      origins.add(readLeaf(bytes).body.origin)
      leaves.push({
        bytes: bytes.toString('base64'), content: content?.toString('base64') ?? null,
        keys: wrapped.map((key) => ({
          realm: String(key['realm']), quarter: String(key['quarter']),
          wrapped: (key['wrapped'] as Buffer).toString('base64'),
        })),
      })
    }
  }
  return { leaves, origins }
}
