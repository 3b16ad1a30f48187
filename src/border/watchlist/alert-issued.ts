// The owner of a list asks posts to look out for a person, a document or a vehicle.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { foldName } from '../../lib/names/fold-name.ts'
import { addDays } from '../../lib/dates/days.ts'
import { alerts } from './alerts.ts'
import { textsOf } from './listed.ts'
import { officersOf } from './list-officers.ts'
import { readNumber } from '../travellers/number-terms.ts'
import { alertTerms } from './terms.ts'

const Terms = z.object(alertTerms)

export const AlertIssued = event('alert-issued', {
  about: 'The owner of a list, with a second officer, issued an alert.',
  subject: 'alert',
  fields: { alert: z.uuid(), ...alertTerms },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  reaches: 'every-post',
  once: true,
  twoOfficers: true,
  tellsOf: ['alerts'],
  async lawful(said, known) {
    if (said.validUntil < said.validFrom) return refuse('alert-ends-before-it-begins')
    // A day of grace: the post's day may still be yesterday's.
    if (said.validUntil < addDays(known.dayAt(known.at), -1)) return refuse('validity-over')
    if (!findable(said)) return refuse('nothing-to-find-by', { subjectKind: said.subjectKind })
    const officers = await officersOf(known, said.list.code)
    if (officers.length > 0 && !officers.includes(known.by)) return refuse('list-of-another')
  },
  changes: ({ alert, ...terms }, leaf) => [alerts.put({
    alert, terms, ...textsOf(alert, terms), list: terms.list.code, subjectKind: terms.subjectKind,
    action: terms.action,
    silent: terms.action === 'discreet', priority: terms.priority, validFrom: terms.validFrom,
    validUntil: terms.validUntil, ...(terms.reviewBy && { reviewBy: terms.reviewBy }),
    issuedAt: leaf.at, issuedBy: leaf.by, post: leaf.post,
    ...(leaf.second && { issuedSecond: leaf.second }),
  })],
})

/** Whether a screening could ever find what the alert is about. */
function findable(terms: z.infer<typeof Terms>): boolean {
  const byDocument = (terms.documents ?? []).some(({ number }) => readNumber(number).length >= 3)
  if (terms.subjectKind === 'vehicle') return readNumber(terms.vehicle?.plate ?? '').length >= 2
  if (terms.subjectKind === 'document') return byDocument
  return byDocument || (terms.names ?? []).some(({ whole, parts }) =>
    foldName(whole ?? parts!.join(' ')).join('').length >= 2)
}
