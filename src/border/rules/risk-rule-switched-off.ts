// An officer switches a risk rule off: it asks nothing of anybody any more.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { line } from '../../ui/fields/terms.ts'
import { riskRules } from './risk-rules.ts'

export const RiskRuleSwitchedOff = event('risk-rule-switched-off', {
  about: 'A risk rule was switched off, and why; one officer is enough to stop asking.',
  subject: 'rule',
  fields: { rule: z.uuid(), why: line(300) },
  recordedBy: ['alert-owner', 'supervisor'],
  travels: 'border',
  reaches: 'every-post',
  tellsOf: ['risk-rules'],
  async lawful({ rule }, known) {
    const row = await known.find(riskRules, { rule })
    if (row?.standing !== 'on') return refuse('rule-not-on')
  },
  changes: ({ rule, why }) => [riskRules.patch(rule, { standing: 'off', offWhy: why })],
})
