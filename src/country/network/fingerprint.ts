// A fingerprint: a few letters that two people read to each other to know they hold the same.

import { hash } from 'node:crypto'

/** Crockford's thirty-two: no I, L, O and U, so that nothing is heard as something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const letters = 16

/** Sixteen letters of five bits of a SHA-256: XXXX-XXXX-XXXX-XXXX. */
export function fingerprintOf(bytes: Uint8Array | string): string {
  const digest = hash('sha256', bytes, 'buffer')
  const plain = [...digest.subarray(0, letters)].map((byte) => alphabet[byte & 31]).join('')
  return plain.replace(/(.{4})(?=.)/g, '$1-')
}

/** Whether what a person typed is this fingerprint, however they wrote it. */
export function sameFingerprint(typed: string, fingerprint: string): boolean {
  if (typed.length > 100) return false
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0').replace(/[IL]/g, '1')
  return plain === fingerprint.replaceAll('-', '')
}
