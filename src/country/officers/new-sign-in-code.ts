// A supervisor gives an officer a new code; it is told once, in the answer, and kept nowhere.

import { createHash } from 'node:crypto'
import type { Luck } from '../../kernel/given.ts'
import { query } from '../../kernel/query.ts'
import { z } from 'zod'
import { PostCode } from '../posts/terms.ts'
import { issueCode } from './one-time-codes.ts'
import { SignInCodeIssued } from './sign-in-code-issued.ts'
import { OfficerId } from './terms.ts'

export const NewSignInCode = query('new-sign-in-code', {
  about: 'A new one-time code for an officer: the answer is the only place where it stands.',
  seenBy: ['supervisor', 'administrator'],
  asks: {
    officer: OfficerId, hours: z.int().min(1).max(31 * 24).optional(),
    /** Where it lets in; here unless told. */
    post: PostCode.optional(),
  },
  method: 'POST',
  async answer(known, { officer, hours = 24, post }) {
    const { code, salt, hash } = issueCode(luckOf(known))
    const expires = new Date(Date.parse(known.at) + hours * 3_600_000).toISOString()
    const said = {
      code: known.newId(), officer, salt, hash, expires, ...(post !== undefined && { post }),
    }
    return await known.record([{ kind: SignInCodeIssued, said }]) ?? { officer, code, expires }
  },
})

// A query is handed ids and no luck: each has 74 random bits, and these are used for nothing else.
function luckOf(known: { newId(): string }): Luck {
  return {
    bytes: (count) => createHash('sha512')
      .update([known.newId(), known.newId(), known.newId(), known.newId()].join()).digest()
      .subarray(0, count),
  }
}
