// Taking a hub's answer in, at the node that asked: its hub is compared by a person first.

import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { z } from 'zod'
import { pasted, type Enrolling } from './enrolling.ts'
import { kindOf, looksAfter } from './terms.ts'

export const TakeAdmission = query('take-admission', {
  about: 'Takes in the answer of the hub whose letters are those that a person read there.',
  seenBy: looksAfter,
  asks: {
    admission: z.string().min(1).max(400_000),
    hub: z.string().min(1).max(100),
  },
  method: 'POST',
  async answer(known, { admission, hub }) {
    if (kindOf(known.origin) === 'hub') return refuse('a-hub-asks-nobody')
    const bytes = pasted(admission)
    if (isRefusal(bytes)) return bytes
    return known.service<Enrolling>('enrolling').takeIn(bytes, hub)
  },
})
