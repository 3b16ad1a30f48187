// An inspection with what INTERPOL answered in it.

import type { Answer } from '../../kernel/query.ts'
import type { InterpolAnswer } from '../interpol/interpol-answer.ts'
import { alertFindings, instructionOf, standingOf, worstFirst } from './findings.ts'
import type { InspectAnswer } from './inspect-answer.ts'

export type Heard = Answer<typeof InterpolAnswer>

/** An inspection with what INTERPOL answered in it; a hit is stopped for as one of our own is. */
export function withHeard(answer: InspectAnswer, heard: Heard): InspectAnswer {
  if (!answer.interpol) return answer
  const interpol = { ...answer.interpol, is: heard.is }
  const others = answer.notChecked.filter(({ what }) => what !== 'interpol')
  if (heard.is === 'not-checked') {
    const not = { what: 'interpol' as const, why: heard.why }
    return { ...answer, interpol, notChecked: [...others, not] }
  }
  const checked = {
    ...answer, interpol, notChecked: others,
    checks: { ran: answer.checks.ran + 1, notChecked: others.length },
  }
  if (heard.is === 'clear') return checked
  const had = new Set(answer.alerts.map(({ hit }) => hit))
  const fresh = heard.alerts.filter(({ hit }) => !had.has(hit))
  if (fresh.length === 0) return checked
  const alerts = [...answer.alerts, ...fresh]
  const found = [...answer.findings, ...alertFindings(fresh)]
    .filter(({ state }) => state !== 'clear')
  const standing = standingOf(found)
  const instruction = instructionOf(standing, alerts)
  const { until: _, stayDays: __, rule: ___, ...proposal } = answer.proposal
  return {
    ...checked, alerts, standing, ...(instruction && { instruction }),
    findings: worstFirst(found), proposal: { ...proposal, decision: 'referred' },
  }
}
