// Risk rules: written, tried on what was, switched on by two officers; they ask to look, no more.

import { capability } from '../../kernel/capability.ts'
import { RiskRuleSwitchedOff } from './risk-rule-switched-off.ts'
import { RiskRuleSwitchedOn } from './risk-rule-switched-on.ts'
import { RiskRuleTrial } from './risk-rule-trial.ts'
import { RiskRuleTried } from './risk-rule-tried.ts'
import { RiskRuleWritten } from './risk-rule-written.ts'
import { riskRules } from './risk-rules.ts'

export default capability('rules', {
  facts: [RiskRuleWritten, RiskRuleTried, RiskRuleSwitchedOn, RiskRuleSwitchedOff],
  registers: [riskRules],
  queries: [RiskRuleTrial],
})
