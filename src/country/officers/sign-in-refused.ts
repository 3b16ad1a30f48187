// Somebody tried to sign in and could not; after several tries the name has to wait.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { signInRefusals } from './register.ts'
import { SignInRefusal } from './terms.ts'

export const SignInRefused = event('sign-in-refused', {
  about: 'Somebody tried to sign in under an officer’s name and was refused.',
  subject: 'attempt',
  fields: {
    attempt: z.uuid(),
    /** As typed, at most 40 characters: it may be nobody’s name. */
    officer: z.string().min(1).max(40),
    why: SignInRefusal,
    device: z.string().max(64).optional(),
  },
  recordedBy: ['node'],
  travels: 'border',
  once: true,
  changes: (said, leaf) => [signInRefusals.put({
    device: leaf.device, ...said, post: leaf.post, at: leaf.at,
  })],
})
