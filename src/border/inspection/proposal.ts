// The crossing as it would be recorded if the officer agrees, complete.

import type { Said } from '../../kernel/event.ts'
import { addDays } from '../../lib/dates/days.ts'
import type { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import { ordinaryStayDays } from '../stays/terms.ts'
import type { TravelDocument } from '../travellers/terms.ts'
import type { InspectAnswer } from './inspect-answer.ts'

/** The rule by which a visitor is admitted where the country has laid down no other. */
export const ordinaryRule = `ordinary-stay-${ordinaryStayDays}`

/**
 * What an admission would allow: the ordinary stay, the day of entry being its first, and no longer
 * than the document is valid. Undefined for a citizen and where the document has expired.
 */
export function permissionOn(
  today: string, document: TravelDocument, citizen: boolean,
): InspectAnswer['permission'] {
  if (citizen) return undefined
  const last = addDays(today, ordinaryStayDays - 1)
  const until = document.expiry !== undefined && document.expiry < last ? document.expiry : last
  return until < today ? undefined : { until, stayDays: ordinaryStayDays, rule: ordinaryRule }
}

/** The proposal: admit unless something says stop; then refer. */
export function proposalFor(
  answer: Pick<InspectAnswer, 'standing' | 'lookUp' | 'traveller' | 'permission' | 'pairing'>,
  said: Omit<Said<typeof CrossingRecorded>, 'decision'>,
): Said<typeof CrossingRecorded> {
  const { permission, pairing, standing } = answer
  const admitted = standing !== 'stop'
  return {
    ...said,
    decision: admitted ? 'admitted' : 'referred',
    lookUp: answer.lookUp, traveller: answer.traveller.id,
    ...(admitted && said.direction === 'entry' && permission),
    ...(said.direction === 'exit' && pairing && { pairedWith: pairing.with, pairing: pairing.how }),
  }
}
