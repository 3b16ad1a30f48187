// A one-time code is issued to an officer; the journal keeps only its salted hash.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { officers, signInCodes } from './register.ts'
import { PostCode } from '../posts/terms.ts'
import { CodeHash, OfficerId, Salt } from './terms.ts'

/** No code is good for longer than this many days. */
export const mostCodeDays = 31

export const SignInCodeIssued = event('sign-in-code-issued', {
  about: 'A code with which an officer can sign in once was issued, and told to nobody else.',
  subject: 'code',
  fields: {
    code: z.uuid(),
    officer: OfficerId,
    salt: Salt,
    /** SHA-256 of the salt's bytes and the code's letters. */
    hash: CodeHash,
    expires: z.iso.datetime(),
    /** Where it lets in; where it was issued when nothing is said. */
    post: PostCode.optional(),
  },
  recordedBy: ['supervisor', 'administrator', 'node'],
  travels: 'border',
  reaches: 'every-post-from-hub',
  once: true,
  async lawful({ officer, expires }, known) {
    const enrolled = await known.find(officers, { officer })
    if (!enrolled) return refuse('officer-not-enrolled', { officer })
    // Whoever took over a session could otherwise stay signed in for ever.
    if (known.by === officer) return refuse('own-sign-in-code')
    const days = (Date.parse(expires) - Date.parse(known.at)) / 86_400_000
    return days > 0 && days <= mostCodeDays ? undefined
      : refuse('code-for-too-long', { days: mostCodeDays })
  },
  changes: (said, leaf) => [signInCodes.put({
    post: leaf.post, ...said, at: leaf.at, by: leaf.by, origin: leaf.origin,
  })],
})
