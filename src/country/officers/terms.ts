// The words of officers: their short names, their roles, and the ways in which they sign in.

import { z } from 'zod'
import { roles } from '../../kernel/event.ts'
import { LANGUAGES } from '../../lib/codes/lists.ts'
import { line, oneOf } from '../../ui/fields/terms.ts'
import { PostCode } from '../posts/terms.ts'

/** An officer's short name: `amina.warsame`. `node` is the node itself and nobody else. */
export const OfficerId = z.string().min(2).max(40)
  .regex(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/, 'latin')
  .refine((officer) => officer !== 'node', 'not-in-list').meta({ widget: 'text' })

export const OfficerName = line(80)
export const Languages = z.array(oneOf(LANGUAGES, 'officerLanguage')).min(1).max(LANGUAGES.length)
export const Role = oneOf(roles, 'role')
export const Roles = z.array(Role).min(1).max(roles.length)

/** A grant for every post of the country: owners of alerts, inspectors, administrators. */
export const everyPost = '*'
/** Where roles hold: at the post of this code, or at every post. */
export const AtPost = z.union([PostCode, z.literal(everyPost)]).meta({ widget: 'text' })

/** Why roles ended before their time. */
export const ROLE_ENDINGS = [
  'moved', 'left', 'on-leave', 'suspended', 'given-in-error', 'other',
] as const
export const RoleEnding = oneOf(ROLE_ENDINGS, 'roleEnding')

/** The ways to prove who one is; a new way is a line here and a check of its own. */
export const SIGN_IN_METHODS = ['one-time-code'] as const
export const SignInMethod = z.enum(SIGN_IN_METHODS)

/** Whether somebody began to work, or attested beside another officer. */
export const SignInAs = z.enum(['session', 'second'])

/** Why a sign-in did not come about; tries while a name waits are not written down. */
export const SIGN_IN_REFUSALS = [
  'unknown-officer', 'wrong-code', 'code-used', 'code-expired', 'no-role-here',
  'code-issued-by-the-other',
] as const
export const SignInRefusal = z.enum(SIGN_IN_REFUSALS)
export type SignInRefusal = z.infer<typeof SignInRefusal>

export const Lane = line(16)
/** 16 bytes and 32 bytes, base64. */
export const Salt = z.string().regex(/^[A-Za-z0-9+/]{22}==$/).meta({ widget: 'hidden' })
export const CodeHash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/).meta({ widget: 'hidden' })
