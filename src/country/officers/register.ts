// The registers of officers: who they are, what they may do where, and how they signed in.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import {
  AtPost, CodeHash, Languages, OfficerId, OfficerName, RoleEnding, Roles, Salt, SignInAs,
  SignInMethod, SignInRefusal,
} from './terms.ts'

export const officers = register('officers', {
  about: 'Officers by their short name.',
  key: 'enrolment',
  columns: {
    enrolment: z.uuid(),
    officer: OfficerId,
    name: OfficerName,
    languages: Languages.optional(),
    at: z.string(),
    by: z.string(),
  },
  indexes: [['officer', 'at']],
  seenBy: ['supervisor', 'inspector', 'administrator', 'alert-owner'],
  decides: true,
  filters: ['officer'],
  order: 'officer asc',
})

export const roleGrants = register('role-grants', {
  about: 'What an officer may do, at which post, from when until when, and who gave it.',
  key: 'grant',
  columns: {
    grant: z.uuid(),
    officer: OfficerId,
    roles: Roles,
    post: AtPost,
    from: z.string(),
    until: z.string().optional(),
    at: z.string(),
    by: z.string(),
    second: z.string().optional(),
    /** The journal it was said in: it holds where the hub said it, or this place itself. */
    origin: z.string().optional(),
    endedAt: z.string().optional(),
    endedBy: z.string().optional(),
    ending: RoleEnding.optional(),
    /** The same, where the hub ended it: what another post says of it does not cover that up. */
    endedByHubAt: z.string().optional(),
    endedOrigin: z.string().optional(),
  },
  indexes: [['officer']],
  seenBy: ['supervisor', 'inspector', 'administrator'],
  decides: true,
  filters: ['officer', 'post'],
  order: 'officer asc',
})

export const signInCodes = register('sign-in-codes', {
  about: 'One-time codes, salted and hashed; nobody reads them here, used or not.',
  key: 'code',
  columns: {
    code: z.uuid(),
    officer: OfficerId,
    salt: Salt,
    hash: CodeHash,
    expires: z.string(),
    at: z.string(),
    by: z.string(),
    /** The one place where it lets in: a code that several posts know is still used once. */
    post: z.string().optional(),
    origin: z.string().optional(),
  },
  indexes: [['officer', 'at'], ['by', 'at']],
  seenBy: [],
  decides: true,
})

export const signIns = register('sign-ins', {
  about: 'Who signed in, when, where and by which code, and when they signed out.',
  key: 'signIn',
  columns: {
    signIn: z.uuid(),
    officer: OfficerId,
    method: SignInMethod,
    as: SignInAs,
    code: z.uuid().optional(),
    device: z.string(),
    lane: z.string().optional(),
    post: z.string(),
    at: z.string(),
    confirmedBy: z.string().optional(),
    signedOutAt: z.string().optional(),
  },
  indexes: [['code'], ['officer', 'at']],
  seenBy: ['supervisor', 'inspector'],
  filters: ['officer', 'lane'],
  order: 'at desc',
})

export const signInRefusals = register('sign-in-refusals', {
  about: 'Sign-ins that did not come about, under the name that was typed.',
  key: 'attempt',
  columns: {
    attempt: z.uuid(),
    officer: z.string(),
    why: SignInRefusal,
    device: z.string(),
    post: z.string(),
    at: z.string(),
  },
  indexes: [['officer', 'at'], ['why', 'at']],
  seenBy: ['supervisor', 'inspector'],
  filters: ['officer', 'why'],
  order: 'at desc',
})
