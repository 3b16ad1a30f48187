// The request of a node to be enrolled: its keys and certificate, signed by the key it shows.

import { z } from 'zod'
import { canonical } from '../../lib/canonical.ts'
import {
  openNote, signer, signNote, splitNote, Unreadable, verifier,
} from '../../kernel/journal/note.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { originOfCertificate } from '../../kernel/sync/pinned.ts'
import type { NodeKeys } from '../../kernel/keys.ts'
import { fingerprintOf } from './fingerprint.ts'
import { Certificate, HpkeKey, NodeKind, Origin, Predecessor, Vkey } from './terms.ts'

const firstLine = 'safar enrolment request 1'
/** A request has about 1,500 bytes. */
export const mostRequestBytes = 8 * 1024
/** A request is good for so long: whoever finds an old file enrols nothing with it. */
export const requestGoodMs = 30 * 86_400_000
/** A post's clock may be ahead of the hub's by as much as a wrong time zone. */
const clockMayDifferMs = 86_400_000

const Asked = z.strictObject({
  asked: z.iso.datetime(), certificate: Certificate, challenge: z.string().regex(/^[0-9a-f]{32}$/),
  country: z.string().max(10), device: z.string().min(1).max(50), hpke: HpkeKey, kind: NodeKind,
  origin: Origin, post: z.string().min(1).max(64), predecessor: Predecessor.nullable(),
  vkey: Vkey,
})

/** What a node asks with. */
export type EnrolmentRequest = z.infer<typeof Asked>

/** Writes a node's request: a signed note of two lines (C2SP signed-note). */
export function writeRequest(
  { identity, deviceKey, vkey, hpke }: NodeKeys,
  { certificate, challenge, at }: { certificate: Buffer; challenge: string; at: string },
): Buffer {
  const { country, kind, post, device, origin, predecessor } = identity
  const asked: EnrolmentRequest = {
    asked: at, certificate: certificate.toString('base64'), challenge, country, device,
    hpke: hpke.publicKey.toString('base64'), kind, origin, post, predecessor, vkey,
  }
  const key = signer(`${origin}/${device}`, deviceKey)
  return signNote(`${firstLine}\n${canonical(asked)}\n`, [key])
}

/**
 * Reads a request: its form, its signature by the key that it shows, the certificate's by its own,
 * and its age at a time (ISO). Refuses with not-a-request, request-changed or request-old.
 */
export function readRequest(
  bytes: Buffer, at: string,
): { asked: EnrolmentRequest; fingerprint: string } | Refusal {
  if (bytes.length > mostRequestBytes) return refuse('not-a-request')
  let asked: EnrolmentRequest
  try {
    const [first, line = ''] = splitNote(bytes).text.toString('utf8').split('\n')
    if (first !== firstLine) return refuse('not-a-request')
    asked = Asked.parse(JSON.parse(line))
    const { origin, device, kind, post, country } = asked
    const own = `${origin}/${device}`
    if (verifier(asked.vkey).name !== own) return refuse('request-changed')
    openNote(bytes, [verifier(asked.vkey)])
    const certificate = Buffer.from(asked.certificate, 'base64')
    if (originOfCertificate(certificate) !== origin) return refuse('request-changed')
    if (!origin.startsWith(`safar.${country}/${kind}/${post}/`)) return refuse('request-changed')
  } catch (failure) {
    return refuse(failure instanceof Unreadable && failure.reason === 'signature-wrong'
      ? 'request-changed' : 'not-a-request')
  }
  const age = Date.parse(at) - Date.parse(asked.asked)
  if (age > requestGoodMs || age < -clockMayDifferMs) {
    return refuse('request-old', { asked: asked.asked })
  }
  return { asked, fingerprint: fingerprintOf(bytes) }
}
