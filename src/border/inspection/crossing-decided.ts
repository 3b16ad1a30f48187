// The crossing of the person at the counter, as it would be recorded with a decision.

import { daysBetween } from '../../lib/dates/days.ts'
import { localTime } from '../../ui/clock.tsx'
import type { CrossingSaid, Decision, Matter } from './desk.ts'
import { conveyanceOf, laneNow } from './lane.ts'
import { lawCited } from './law-cited.ts'

/** The crossing as it would be recorded with this decision. */
export function crossingOf(matter: Matter, decision: Decision, now: Date): CrossingSaid {
  const { answer, draft: said, crossing, shownAt, shared } = matter
  const { until: _, stayDays: __, rule, ...proposal } = answer.proposal
  const lane = { ...laneNow(), ...shared }
  const entering = decision === 'admitted' && proposal.direction === 'entry' && said.until
  const cited = decision === 'refused' ? lawCited(answer, said.reasons) : undefined
  const conveyance = shared ? shared.conveyance : conveyanceOf(lane)
  return {
    ...proposal, crossing, decision, mode: lane.mode,
    ...(lane.lane && { lane: lane.lane }), ...(conveyance && { conveyance }),
    ...(shared?.from && { from: shared.from }), ...(shared?.to && { to: shared.to }),
    ...(proposal.direction === 'entry' && said.purpose && { purpose: said.purpose }),
    ...(entering && {
      until: said.until,
      stayDays: daysBetween(localTime(now).day, said.until!) + 1,
      ...(said.until === answer.permission?.until && rule && { rule }),
    }),
    ...(decision === 'refused' && {
      ...(cited && { rule: cited }),
      reasons: [...said.reasons], ...(said.text && { reasonText: said.text }),
      nonRefoulement: {
        asylumIntention: said.asylum ?? 'not-asked',
        ...(said.asylum === 'yes' && said.referredTo && { referredTo: said.referredTo }),
      },
    }),
    ...(decision !== 'refused' && said.text && { note: said.text }),
    steps: [
      { stage: 'match', start: answer.at, end: shownAt },
      { stage: 'decision', start: shownAt, end: now.toISOString() },
    ],
  }
}
