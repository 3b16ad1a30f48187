// Two officers switch a risk rule on, having seen what it would have done.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { riskRules } from './risk-rules.ts'
import { withoutProtected } from './terms.ts'

/** A run older than this says nothing of today. */
const trialDays = 30
/** Where the rest of a rule holds for nearly everybody, it stands on what people are. */
const leastSelective = 0.9
/** A run on fewer crossings shows nothing. */
export const leastCrossings = 20

export const RiskRuleSwitchedOn = event('risk-rule-switched-on', {
  about: 'Two officers switched a risk rule on: it may now ask for a closer look, and no more.',
  subject: 'rule',
  fields: { rule: z.uuid(), version: z.int().min(1) },
  recordedBy: ['alert-owner', 'supervisor'],
  travels: 'border',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['risk-rules'],
  async lawful({ rule, version }, known) {
    const row = await known.find(riskRules, { rule })
    if (!row || row.version !== version) return refuse('rule-unknown')
    if (row.standing === 'on') return refuse('rule-already-on')
    if (row.validUntil < known.dayAt(known.at)) return refuse('validity-over')
    const { trial, triedAt } = row
    if (!trial || !triedAt) return refuse('rule-not-tried')
    const aged = Date.parse(known.at) - Date.parse(triedAt) > trialDays * 86_400_000
    if (aged || trial.crossings < leastCrossings) {
      return refuse('rule-not-tried', { crossings: trial.crossings })
    }
    const whole = withoutProtected(row.all).length === row.all.length
    if (!whole && trial.withoutProtected > trial.crossings * leastSelective) {
      return refuse('rule-on-protected-alone')
    }
  },
  changes: ({ rule }, leaf) => [riskRules.patch(rule, {
    standing: 'on', onSince: leaf.at, onBy: [leaf.by, ...(leaf.second ? [leaf.second] : [])],
  })],
})
