// Passive authentication of a chip's files: genuine, and if not so, in which of five ways.

import { createHash } from 'node:crypto'
import type { Certificate } from './certificate.ts'
import { fileOf, readCommon } from './data-groups.ts'
import { readSecurityObject, type SecurityObject } from './security-object.ts'
import { digest } from './signatures.ts'
import { findCountry } from '../codes/country-codes.ts'
import { dayOfMs } from '../dates/days.ts'
import { describeGroups } from './describe-groups.ts'
import { signatureOf, type SignatureFound } from './signed-data.ts'
import { readTlv, UnreadableTlv } from './tlv.ts'
import type { Trust } from './trust.ts'

/** What an inspection comes to; each has its sentence for the officer. */
export const chipOutcomes = [
  'valid', 'issuer-unknown', 'expired-signer', 'revoked', 'changed', 'unreadable',
] as const
export type ChipOutcome = (typeof chipOutcomes)[number]

/** One check: what it came to, and the reason code where it is not well. */
export interface ChipCheck {
  check: 'structure' | 'digests' | 'signature' | 'issuer' | 'signer-validity' | 'revocation'
    | 'country' | 'document-type' | 'list'
  result: 'ok' | 'look' | 'stop' | 'not-checked'
  reason?: string
  detail?: string
}

export interface ChipInspection {
  outcome: ChipOutcome
  checks: ChipCheck[]
  /** Digest by group: as signed, another, signed and not here, here and not signed. */
  groups: Record<string, 'as-signed' | 'changed' | 'not-here' | 'not-signed' | 'unreadable'>
  signer?: { country?: string; serial: string; notBefore: string; notAfter: string }
  issuer?: { country?: string; serial: string; notAfter: string; fingerprint: string }
  signedAt?: string
  zone?: string[]
  portrait?: { type: string; bytes: number }
  fingers?: number
  details?: Record<string, string>
  protocols?: string[]
  chipKey?: string
}

/** The largest file that any chip holds; DG2 and DG3 of real ones have some tens of kilobytes. */
export const mostFileBytes = 1024 * 1024
/** A security object is a few kilobytes. */
export const mostSecurityObjectBytes = 64 * 1024

/** The files of a chip in any order; which file each is, its first byte says. */
export interface ChipFiles { files: readonly Uint8Array[]; trust: Trust; today: string }

/**
 * Inspects a chip's files as ICAO 9303-11 §5.1 asks: structure, digests of data groups against the
 * security object, its signature, its signer's issuer among those believed here, validity on the
 * day of signing and today, revocation, and that country and document type agree. Never throws
 * for what it reads; `today` is an ISO day.
 */
export function inspectChip({ files, trust, today }: ChipFiles): ChipInspection {
  const inspection: ChipInspection = { outcome: 'unreadable', checks: [], groups: {} }
  const tell = (check: ChipCheck) => { inspection.checks.push(check) }
  const byFile = new Map<number | 'com' | 'sod', Buffer>()
  for (const bytes of files) {
    const file = fileOf(bytes)
    if (file !== undefined) byFile.set(file, trimmed(bytes))
    else tell({ check: 'structure', result: 'look', reason: 'file-unknown' })
  }
  describeGroups(byFile, inspection)
  const sod = byFile.get('sod')
  if (!sod) {
    tell({ check: 'structure', result: 'stop', reason: 'security-object-missing' })
    return inspection
  }
  let object: SecurityObject
  let signature: SignatureFound
  try {
    if (sod.length > mostSecurityObjectBytes) throw new UnreadableTlv('too-many', 'bytes')
    object = readSecurityObject(sod)
    signature = signatureOf(object.signed)
  } catch (failure) {
    if (!(failure instanceof UnreadableTlv)) throw failure
    tell({
      check: 'structure', result: 'stop', reason: 'security-object-unreadable',
      detail: failure.message,
    })
    return inspection
  }
  tell(digestCheck(object, byFile, inspection))
  tell(listCheck(object, byFile.get('com')))
  tell(signatureCheck(signature, inspection))
  if (signature.by) signerChecks(signature, { trust, today, inspection }).forEach(tell)
  if (!inspection.checks.some(({ check }) => check === 'structure')) {
    inspection.checks.unshift({ check: 'structure', result: 'ok' })
  }
  inspection.outcome = outcomeOf(inspection)
  return inspection
}

/** The worst of what was found: what was changed before who signed it. */
function outcomeOf({ checks, groups }: ChipInspection): ChipOutcome {
  const failed = (check: ChipCheck['check'], reason?: string) => checks.some((each) =>
    each.check === check && each.result !== 'ok' && each.result !== 'not-checked' &&
    (reason === undefined || each.reason === reason))
  if (failed('structure', 'security-object-missing') || failed('structure', 'file-unknown') ||
    failed('structure', 'security-object-unreadable')) return 'unreadable'
  if (Object.values(groups).includes('changed') || failed('signature') ||
    failed('issuer', 'certificate-changed')) return 'changed'
  if (failed('digests')) return 'unreadable'
  if (failed('revocation')) return 'revoked'
  if (failed('issuer')) return 'issuer-unknown'
  if (failed('signer-validity')) return 'expired-signer'
  return failed('country', 'signer-of-another-country') || failed('document-type')
    ? 'changed' : 'valid'
}

function digestCheck(
  { digests, hash }: SecurityObject, files: ReadonlyMap<number | 'com' | 'sod', Buffer>,
  { groups }: ChipInspection,
): ChipCheck {
  for (const [number, expected] of digests) {
    const bytes = files.get(number)
    groups[`DG${number}`] = !bytes ? 'not-here' : !isWhole(bytes) ? 'unreadable'
      : digest(hash, bytes).equals(expected) ? 'as-signed' : 'changed'
  }
  for (const file of files.keys()) {
    if (typeof file === 'number') groups[`DG${file}`] ??= 'not-signed'
  }
  const of = (state: string) => Object.keys(groups).filter((name) => groups[name] === state)
  const changed = of('changed')
  if (changed.length > 0) {
    return { check: 'digests', result: 'stop', reason: 'group-changed', detail: changed.join(' ') }
  }
  const broken = of('unreadable')
  if (broken.length > 0) {
    return { check: 'digests', result: 'look', reason: 'group-cut-short', detail: broken.join(' ') }
  }
  return of('as-signed').length > 0 ? { check: 'digests', result: 'ok' }
    : { check: 'digests', result: 'not-checked', reason: 'no-groups' }
}

/** EF.COM is not signed: where it lists what nobody signed, somebody may have added to it. */
function listCheck({ digests }: SecurityObject, common: Buffer | undefined): ChipCheck {
  if (!common) return { check: 'list', result: 'not-checked', reason: 'list-missing' }
  try {
    const more = readCommon(common).groups.filter((number) => !digests.has(number))
    return more.length === 0 ? { check: 'list', result: 'ok' } : {
      check: 'list', result: 'look', reason: 'list-names-unsigned-groups',
      detail: more.map((number) => `DG${number}`).join(' '),
    }
  } catch (failure) {
    if (!(failure instanceof UnreadableTlv)) throw failure
    return { check: 'list', result: 'look', reason: 'list-unreadable' }
  }
}

function signatureCheck(found: SignatureFound, inspection: ChipInspection): ChipCheck {
  if (found.by) inspection.signer = describeCertificate(found.by)
  if (!found.holds) return { check: 'signature', result: 'stop', reason: found.why }
  if (found.signedAt !== undefined) inspection.signedAt = new Date(found.signedAt).toISOString()
  return { check: 'signature', result: 'ok' }
}

function signerChecks(
  found: SignatureFound,
  { trust, today, inspection }: { trust: Trust; today: string; inspection: ChipInspection },
): ChipCheck[] {
  const by = found.by!
  const { issuer, ...unknown } = trust.issuerOf(by)
  if (!issuer) {
    const why = (unknown as { why: string }).why
    const changed = why === 'certificate-changed'
    return [
      { check: 'issuer', result: changed ? 'stop' : 'look', reason: why },
      { check: 'revocation', result: 'not-checked', reason: 'issuer-unknown' },
    ]
  }
  inspection.issuer = {
    ...describeCertificate(issuer),
    fingerprint: createHash('sha256').update(issuer.whole).digest('hex'),
  }
  return [
    { check: 'issuer', result: 'ok' },
    validityCheck(found, issuer, today),
    revocationCheck(by, trust),
    countryCheck(by, issuer, inspection),
    documentTypeCheck(by, inspection),
  ]
}

function validityCheck(found: SignatureFound, issuer: Certificate, today: string): ChipCheck {
  const by = found.by!
  const now = Date.parse(`${today}T00:00:00Z`)
  const check = 'signer-validity' as const
  const signedAt = found.holds ? found.signedAt : undefined
  const within = (at: number, { notBefore, notAfter }: Certificate) =>
    at >= notBefore && at <= notAfter
  if (signedAt !== undefined && !within(signedAt, by)) {
    return { check, result: 'look', reason: 'signed-outside-validity' }
  }
  if (now + 86_400_000 <= by.notBefore) {
    return { check, result: 'look', reason: 'signer-not-yet-valid' }
  }
  if (now > by.notAfter) return { check, result: 'look', reason: 'signer-expired' }
  if (now > issuer.notAfter) return { check, result: 'look', reason: 'issuer-expired' }
  return { check, result: 'ok' }
}

function revocationCheck(by: Certificate, trust: Trust): ChipCheck {
  const found = trust.revocation(by)
  if (found.state === 'revoked') {
    return {
      check: 'revocation', result: 'stop', reason: 'signer-revoked',
      detail: dayOfMs(found.at),
    }
  }
  return found.state === 'good' ? { check: 'revocation', result: 'ok' }
    : { check: 'revocation', result: 'not-checked', reason: 'no-revocation-list' }
}

/**
 * A signer and its issuer are of one country; a zone of another is looked at, as some territories
 * have signers of their own (Hong Kong's write CHN in the zone).
 */
function countryCheck(
  { country }: Certificate, issuer: Certificate, { zone }: ChipInspection,
): ChipCheck {
  const check = 'country' as const
  if (country !== issuer.country) {
    return {
      check, result: 'stop', reason: 'signer-of-another-country',
      detail: `${country ?? '?'} ${issuer.country ?? '?'}`,
    }
  }
  const state = zone && findCountry(zone[0]!.slice(2, 5))?.alpha2
  return state === undefined || country === undefined || state === country ? { check, result: 'ok' }
    : { check, result: 'look', reason: 'zone-of-another-country', detail: `${country} ${state}` }
}

function documentTypeCheck({ documentTypes }: Certificate, { zone }: ChipInspection): ChipCheck {
  const check = 'document-type' as const
  if (!documentTypes || !zone) return { check, result: 'not-checked', reason: 'no-type-list' }
  const code = zone[0]!.slice(0, 2).replaceAll('<', '')
  const may = documentTypes.some((type) => type === code || type.replaceAll('<', '') === code ||
    (type.length === 1 && code.startsWith(type)))
  return may ? { check, result: 'ok' }
    : { check, result: 'look', reason: 'signer-not-for-this-type', detail: code }
}

/** A file as long as its own length says: readers fill up the last block. */
function trimmed(bytes: Uint8Array): Buffer {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readTlv(whole).whole
  } catch {
    return whole
  }
}

/** Whether all that a file's length says is there. */
function isWhole(bytes: Buffer): boolean {
  try {
    return readTlv(bytes).whole.length === bytes.length
  } catch {
    return false
  }
}

function describeCertificate({ country, serial, notBefore, notAfter }: Certificate) {
  return {
    ...(country && { country }), serial, notBefore: dayOfMs(notBefore),
    notAfter: dayOfMs(notAfter),
  }
}
