// Stays: who is inside, until when, and by which law.

import { capability } from '../../kernel/capability.ts'
import { StayRulesLaidDown } from './stay-rules-laid-down.ts'
import { stayRules } from './stay-rules.ts'
import { StayRulesTrial } from './stay-rules-trial.ts'
import { StaysOfTraveller } from './stays-of-traveller.ts'

export default capability('stays', {
  facts: [StayRulesLaidDown], registers: [stayRules],
  queries: [StaysOfTraveller, StayRulesTrial],
})
