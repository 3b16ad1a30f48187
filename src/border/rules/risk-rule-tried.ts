// A risk rule was run on past crossings: how many would have been asked, and of which nationality.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { riskRules } from './risk-rules.ts'
import { Trial } from './terms.ts'

export const RiskRuleTried = event('risk-rule-tried', {
  about: 'A version of a risk rule was run on past crossings, and this is what it would have done.',
  subject: 'rule',
  fields: { rule: z.uuid(), version: z.int().min(1), trial: Trial },
  recordedBy: ['alert-owner', 'supervisor'],
  withinQueries: true,
  travels: 'border',
  reaches: 'every-post',
  tellsOf: ['risk-rules'],
  changes: ({ rule, trial }, leaf) =>
    [riskRules.patch(rule, { standing: 'tried', trial, triedAt: leaf.at })],
})
