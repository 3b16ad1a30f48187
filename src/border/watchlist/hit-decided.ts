// Two officers decide a hit: the same person, not the person, or it cannot be said.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { addYears, dayOfInstant } from '../../lib/dates/days.ts'
import { line, oneOf, passage, wholeDay } from '../../ui/fields/terms.ts'
import { hits } from './hits.ts'
import { outcomes, verdicts } from './terms.ts'

/** A pair that is not one person is remembered so long unless told, and at most so long. */
export const rememberedYears = 1
export const mostRememberedYears = 5

export const HitDecided = event('hit-decided', {
  about: 'Two officers decided whether a person is the one of an alert, and what became of them.',
  subject: 'hit',
  fields: {
    hit: z.uuid(),
    decision: z.uuid().optional(),
    verdict: oneOf(verdicts, 'hitVerdict'),
    outcome: oneOf(outcomes, 'hitOutcome'),
    evidence: passage(4000),
    notes: passage(8000).optional(),
    interpreter: line(120).optional(),
    rightsToldIn: line(30).optional(),
    ownerInformedAt: z.iso.datetime().optional(),
    ownerReply: passage(2000).optional(),
    rememberUntil: wholeDay('future').optional(),
  },
  recordedBy: ['secondary-officer', 'supervisor'],
  travels: 'watch',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['hits'],
  async lawful(said, known) {
    const row = await known.find(hits, { hit: said.hit })
    if (!row) return refuse('hit-unknown')
    if (row.status === 'reviewed') {
      return refuse('hit-already-decided', { at: row.decidedAt, by: row.decidedBy })
    }
    const released = said.outcome === 'released-not-the-person'
    if (released && said.verdict !== 'not-the-person') return refuse('outcome-not-of-verdict')
    if (said.rememberUntil === undefined) return undefined
    const today = known.dayAt(known.at)
    if (said.verdict !== 'not-the-person') return refuse('remember-only-not-the-person')
    if (said.rememberUntil < today) return refuse('remembered-until-past')
    if (said.rememberUntil > addYears(today, mostRememberedYears)) {
      return refuse('remembered-too-long')
    }
  },
  changes: ({ hit, verdict, outcome, evidence, notes, ownerInformedAt, rememberUntil }, leaf) =>
    [hits.patch(hit, {
      status: 'reviewed', verdict, outcome, evidence, decidedAt: leaf.at, decidedBy: leaf.by,
      notes, decidedSecond: leaf.second, ...(ownerInformedAt && { ownerInformedAt }),
      rememberUntil: verdict === 'not-the-person'
        ? rememberUntil ?? addYears(dayOfInstant(leaf.at), rememberedYears) : undefined,
    })],
})
