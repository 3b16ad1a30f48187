// Somebody wrote a risk rule, or wrote it anew: it asks nothing of anybody until it was tried.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { riskRules } from './risk-rules.ts'
import { ruleTerms, withoutProtected } from './terms.ts'

export const RiskRuleWritten = event('risk-rule-written', {
  about: 'A risk rule was written: of whom to ask a closer look, on which legal basis.',
  subject: 'rule',
  fields: { rule: z.uuid(), version: z.int().min(1).max(1000), ...ruleTerms },
  recordedBy: ['alert-owner', 'supervisor'],
  travels: 'border',
  reaches: 'every-post',
  tellsOf: ['risk-rules'],
  async lawful({ rule, version, all, validUntil }, known) {
    if (withoutProtected(all).length === 0) return refuse('rule-on-protected-alone')
    if (validUntil < known.dayAt(known.at)) return refuse('validity-over')
    const before = await known.find(riskRules, { rule })
    if (version !== (before?.version ?? 0) + 1) {
      return refuse('rule-version-taken', { version: before?.version ?? 0 })
    }
  },
  changes: (said, leaf) => [riskRules.put({
    ...said, standing: 'written', writtenAt: leaf.at, writtenBy: leaf.by,
  })],
})
