// Seals that are JSON (ICAO VDS-NC, TR "VDS-NC: Visible Digital Seal for non-constrained"): eVisas.

import { canonicalBytes, tryCanonical } from '../canonical.ts'
import { UnreadableTlv } from '../chip/tlv.ts'
import { mostSealBytes } from './seal-values.ts'
import type { Seal, SealSignature } from './seal.ts'

const kinds: Record<string, string> = {
  'icao.test': 'proof-of-testing', 'icao.vacc': 'proof-of-vaccination',
  'icao.dta': 'digital-travel-authorization', 'icao.visa': 'visa',
}
const hashes: Record<string, SealSignature['hash']> = {
  ES256: 'sha256', ES384: 'sha384', ES512: 'sha512',
}
const deepest = 8

/** Whether a text could be such a seal. */
export function isVdsNc(text: string): boolean {
  return text.startsWith('{')
}

/** Reads such a seal; throws UnreadableTlv. */
export function readVdsNc(text: string): Seal {
  if (text.length > mostSealBytes) throw new UnreadableTlv('too-many', 'letters')
  const { data, sig } = objectOf(parsed(text), 'a seal')
  const { hdr, msg } = objectOf(data, 'data')
  const { t, is } = objectOf(hdr, 'a header')
  const { alg, cer, sigvl } = objectOf(sig, 'a signature')
  const hash = hashes[String(alg)]
  if (!hash) throw new UnreadableTlv('unexpected', `the signature algorithm ${String(alg)}`)
  if (typeof tryCanonical(data) !== 'string') {
    throw new UnreadableTlv('unexpected', 'data that has no one form')
  }
  const fields = flat(msg)
  return {
    standard: 'vds-nc', kind: kinds[String(t)] ?? `other-${String(t)}`, country: String(is),
    fields, signed: {
      scheme: 'ecdsa', hash, data: Buffer.from(canonicalBytes(data)), signature: base64url(sigvl),
      by: { how: 'enclosed', certificate: base64url(cer) },
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableTlv('unexpected', 'not JSON')
  }
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new UnreadableTlv('unexpected', `something else where ${what} should be`)
}

function base64url(value: unknown): Buffer {
  if (typeof value !== 'string' || !/^[\w-]+={0,2}$/.test(value)) {
    throw new UnreadableTlv('unexpected', 'not base64url')
  }
  return Buffer.from(value, 'base64url')
}

/** Everything a message says, by its path: `pid.n`, `ve.0.vd.1.dvc`. */
export function flat(value: unknown, path = '', depth = 0): Record<string, string> {
  if (depth > deepest) throw new UnreadableTlv('too-deep', 'values inside values')
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object') return { [path]: String(value) }
  const inside = value instanceof Map ? [...value] : Object.entries(value)
  return Object.assign({}, ...inside.map(([key, each]) =>
    flat(each, path ? `${path}.${String(key)}` : String(key), depth + 1)))
}
