// One-time codes: how they are made, how people type them, and how they are checked.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Luck } from '../../kernel/given.ts'
import type { Reader } from '../../kernel/known.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { saidHereOrByHub } from '../../kernel/origin.ts'
import { officerTyped, type HereAndNow } from './officer-now.ts'
import { officers, signInCodes, signIns } from './register.ts'
import { strangersWait, waitUntil } from './tries.ts'

/** Crockford's thirty-two: no I, L, O and U, so that nothing is read as something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Twelve letters of five bits each: 60 random bits. */
const codeLetters = 12
/** Nobody types more than this as a code; anything longer is not looked at. */
const mostTyped = 100
/** Of an officer's codes only the newest are looked at; more are not handed out at a time. */
const mostCodes = 200

export interface IssuedCode {
  /** Told once to the officer: XXXX-XXXX-XXXX. */
  code: string
  salt: string
  hash: string
}

/** A new code with what the journal may know of it. */
export function issueCode(luck: Luck): IssuedCode {
  const plain = [...luck.bytes(codeLetters)].map((byte) => letters[byte & 31]).join('')
  const salt = luck.bytes(16)
  return {
    code: plain.replace(/(.{4})(?=.)/g, '$1-'),
    salt: salt.toString('base64'),
    hash: hashOf(salt, plain).toString('base64'),
  }
}

/**
 * A code as it was meant: capitals, without spaces and strokes, O for 0 and I or L for 1 put right,
 * Arabic and full-width figures made Latin. What cannot be a code is the empty text.
 */
export function codeTyped(text: string): string {
  if (text.length > mostTyped) return ''
  const plain = text.normalize('NFKC').toUpperCase()
    .replace(/[٠-٩]/g, (figure) => String(figure.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (figure) => String(figure.charCodeAt(0) - 0x6f0))
    .replace(/[\s\p{Dash}\p{Cf}._]/gu, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const whole = plain.length === codeLetters
  return whole && [...plain].every((one) => letters.includes(one)) ? plain : ''
}

/**
 * Whether this code lets this officer sign in here and now: the id of the code and who
 * issued it, or a refusal: unknown-officer, wrong-code, code-used, code-expired, too-many-tries
 * (with `until`, ISO). Every code is compared in the same time whether it fits or not.
 */
export async function checkCode(
  reader: Reader, officer: string, code: string, here: HereAndNow,
): Promise<{ code: string; issuedBy: string } | Refusal> {
  const { at } = here
  const name = officerTyped(officer)
  const known = await reader.find(officers, { officer: name })
  const until = known ? await waitUntil(reader, name, at) : await strangersWait(reader, at)
  if (until) return refuse('too-many-tries', { until })
  const newest = { order: 'at desc', limit: mostCodes } as const
  const issued = await reader.all(signInCodes, { officer: name }, newest)
  const typed = codeTyped(code)
  const fits = issued.filter((each) =>
    sameHash(each.salt, each.hash, typed) && letsInHere(each, here))
  if (!known) return refuse('unknown-officer')
  const [found] = fits
  if (!found || typed === '') return refuse('wrong-code')
  if (await reader.find(signIns, { code: found.code })) return refuse('code-used')
  if (found.expires <= at) return refuse('code-expired', { expired: found.expires })
  return { code: found.code, issuedBy: found.by }
}

/** Whether a code is for this place, and issued by the hub or here: no post issues for another. */
export function letsInHere(
  code: { post?: string | undefined; origin?: string | undefined },
  { post, origin }: Pick<HereAndNow, 'post' | 'origin'>,
): boolean {
  return (code.post ?? post) === post && saidHereOrByHub(code.origin ?? origin, origin)
}

function sameHash(salt: string, hash: string, typed: string): boolean {
  return timingSafeEqual(hashOf(Buffer.from(salt, 'base64'), typed), Buffer.from(hash, 'base64'))
}

function hashOf(salt: Uint8Array, plain: string): Buffer {
  return createHash('sha256').update(salt).update(plain).digest()
}
