// An officer signed out, or the node ended a session that nobody used.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { signIns } from './register.ts'

export const SignedOut = event('signed-out', {
  about: 'An officer’s session ended.',
  subject: 'signIn',
  fields: { signIn: z.uuid() },
  recordedBy: ['node'],
  travels: 'border',
  changes: ({ signIn }, leaf) => [signIns.patch(signIn, { signedOutAt: leaf.at })],
})
