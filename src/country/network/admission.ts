// The answer of a hub to a node it enrolled: who the hub is, and what only that node can open.

import { z } from 'zod'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { canonical } from '../../lib/canonical.ts'
import {
  openNote, signer, signNote, splitNote, Unreadable, verifier,
} from '../../kernel/journal/note.ts'
import { GivenKeysShape, type GivenKeys } from '../../kernel/realms/keyring.ts'
import { openToKey, sealToKey } from '../../kernel/realms/sealing.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { originOfCertificate } from '../../kernel/sync/pinned.ts'
import type { NodeKeys } from '../../kernel/keys.ts'
import { fingerprintOf } from './fingerprint.ts'
import { Address, Certificate, HpkeKey, kindOf, NodeRealms, Origin, Vkey } from './terms.ts'

const firstLine = 'safar admission 1'
/** As much as a signed note may have. */
export const mostAdmissionBytes = 1_000_000
/** Leaves of the roster that an answer holds; the others follow over the link. */
export const mostRosterLeaves = 300
/** What the sealed part may unpack to. */
const mostPlainBytes = 4 * 1024 * 1024

const Said = z.strictObject({
  addresses: z.array(Address).max(8), certificate: Certificate,
  challenge: z.string().regex(/^[0-9a-f]{32}$/), cosigner: Vkey, hpke: HpkeKey, hub: Origin,
  made: z.iso.datetime(), node: Origin, realms: NodeRealms, sealed: z.base64(), vkey: Vkey,
})

/** What the hub says in the open: where it is, and the keys it is known by. */
export type Admission = z.infer<typeof Said>

const base64 = z.base64().max(200_000)
const Inside = z.strictObject({
  keys: GivenKeysShape,
  /** Whose keys sign the leaves: origin → vkey. */
  origins: z.record(Origin, Vkey),
  leaves: z.array(z.strictObject({
    bytes: base64, content: base64.nullable(),
    keys: z.array(z.strictObject({
      realm: z.string().max(40), quarter: z.string().max(8), wrapped: base64,
    })).max(16),
  })).max(mostRosterLeaves),
})

/** What only the node can open: the keys of its realms, and who may sign in first. */
export type InsideAdmission = z.infer<typeof Inside>

/** Writes the answer, sealed to the node and signed by the hub. */
export async function writeAdmission(
  { identity, deviceKey, vkey, hpke }: NodeKeys,
  { inside, ...said }: Omit<Admission, 'sealed' | 'hub' | 'vkey' | 'hpke'>
    & { inside: Omit<InsideAdmission, 'keys'> & { keys: GivenKeys } },
  to: Buffer,
): Promise<Buffer> {
  const hub = identity.origin
  const plain = deflateRawSync(Buffer.from(canonical(inside)), { level: 9 })
  const sealed = await sealToKey(to, plain, boundTo(hub, said.node, said.challenge))
  const text = canonical({
    ...said, hub, vkey, hpke: hpke.publicKey.toString('base64'),
    sealed: sealed.toString('base64'),
  })
  return signNote(`${firstLine}\n${text}\n`, [signer(`${hub}/${identity.device}`, deviceKey)])
}

/** Reads what an answer says in the open; whether that hub is the right one a person compares. */
export function readAdmission(
  bytes: Buffer,
): { said: Admission; fingerprint: string } | Refusal {
  if (bytes.length > mostAdmissionBytes) return refuse('not-an-admission')
  try {
    const [first, line = ''] = splitNote(bytes).text.toString('utf8').split('\n')
    if (first !== firstLine) return refuse('not-an-admission')
    const said = Said.parse(JSON.parse(line))
    const key = verifier(said.vkey)
    const ofHub = kindOf(said.hub) === 'hub' && key.name.startsWith(`${said.hub}/`)
      && originOfCertificate(Buffer.from(said.certificate, 'base64')) === said.hub
    if (!ofHub) return refuse('admission-changed')
    openNote(bytes, [key])
    return { said, fingerprint: hubFingerprint(said) }
  } catch (failure) {
    return refuse(failure instanceof Unreadable && failure.reason === 'signature-wrong'
      ? 'admission-changed' : 'not-an-admission')
  }
}

/** What is read aloud of a hub: over all keys by which a node will know it. */
export function hubFingerprint(
  { hub, vkey, cosigner, hpke, certificate }:
  Pick<Admission, 'hub' | 'vkey' | 'cosigner' | 'hpke' | 'certificate'>,
): string {
  return fingerprintOf(canonical({ hub, vkey, cosigner, hpke, certificate }))
}

/** Opens what was sealed to this node; refuses what is sealed to another or was changed. */
export async function openAdmission(
  { hub, node, challenge, sealed }: Admission, privateKey: Buffer,
): Promise<InsideAdmission | Refusal> {
  try {
    const bound = boundTo(hub, node, challenge)
    const plain = await openToKey(privateKey, Buffer.from(sealed, 'base64'), bound)
    const text = inflateRawSync(plain, { maxOutputLength: mostPlainBytes }).toString('utf8')
    return Inside.parse(JSON.parse(text))
  } catch {
    return refuse('admission-changed')
  }
}

function boundTo(hub: string, node: string, challenge: string) {
  return { info: 'safar/admission/v1', bound: `${hub} ${node} ${challenge}` }
}
