// The register of look-ups: who looked at whom, when, and what for.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { LookUpPurpose, ScreenedPerson } from './look-up-terms.ts'

export const lookUps = register('look-ups', {
  about: 'Every look-up of a person, for supervisors and inspectors.',
  key: 'lookUp',
  large: true,
  columns: {
    lookUp: z.uuid(),
    at: z.string(),
    number: z.int(),
    /** The journal that it is in, which the number counts. */
    origin: z.string().optional(),
    officer: z.string(),
    post: z.string(),
    purpose: LookUpPurpose,
    reference: z.string().optional(),
    register: z.string().optional(),
    query: z.string().optional(),
    forLookUp: z.uuid().optional(),
    asked: z.record(z.string(), z.json()).optional(),
    person: ScreenedPerson.optional(),
    document: z.strictObject({ number: z.string(), issuer: z.string().optional() }).optional(),
    results: z.array(z.string()).optional(),
  },
  indexes: [['at'], ['officer', 'query', 'at'], ['origin', 'number']],
  seenBy: ['supervisor', 'inspector'],
  filters: ['officer', 'post', 'purpose'],
  order: 'at desc',
})
