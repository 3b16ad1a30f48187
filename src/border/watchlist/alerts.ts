// The register of alerts: whom, what and which vehicle lists ask posts to look out for.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { alertActions, alertTerms, endReasons, priorities, subjectKinds } from './terms.ts'

/**
 * Nobody reads it as it stands: silent alerts lie among the others. The owners of lists and
 * supervisors read what is theirs to see through `alert-ledger` and `alert-file`.
 */
export const alerts = register('alerts', {
  about: 'Alerts on persons, documents and vehicles, in force, over or ended.',
  key: 'alert',
  columns: {
    alert: z.uuid(),
    list: z.string(),
    subjectKind: z.enum(subjectKinds),
    action: z.enum(alertActions),
    silent: z.boolean(),
    priority: z.enum(priorities),
    validFrom: z.string(),
    validUntil: z.string(),
    reviewBy: z.string().optional(),
    reviewedAt: z.string().optional(),
    reviewedBy: z.string().optional(),
    reviewedSecond: z.string().optional(),
    issuedAt: z.string(),
    issuedBy: z.string(),
    issuedSecond: z.string().optional(),
    post: z.string(),
    endedAt: z.string().optional(),
    endedBy: z.string().optional(),
    endedSecond: z.string().optional(),
    endedWhy: z.enum(endReasons).optional(),
    endedNote: z.string().optional(),
    /** What the screening compares and tells, in its own short form (`listed.ts`). */
    compared: z.string(),
    told: z.string(),
    terms: z.object(alertTerms),
  },
  indexes: [['list', 'issuedAt'], ['silent', 'issuedAt'], ['validUntil']],
  seenBy: [],
  decides: true,
  order: 'issuedAt desc',
})
