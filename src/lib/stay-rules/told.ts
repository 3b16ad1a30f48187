// An answer about a stay as it is told to others: days written as days, a sentence that explains.

import { dayOf } from '../dates/days.ts'
import type { LimitAnswer, StayAnswer } from './ask-stay.ts'
import type { StayRefusal } from './stay-case.ts'

/** Days from first to last as they are written. */
interface ToldSpan { from: string; to: string; days: number }

/** The answer with days written `YYYY-MM-DD`; null where there is none. */
export interface ToldStay extends
  Omit<StayAnswer, 'lastLawfulDay' | 'lastLawfulMinute' | 'limit' | 'limits' | 'counted' | 'leftOut'
    | 'daysLeft'> {
  daysLeft: number | null
  lastLawfulDay: string | null
  /** On the wall at the post, where the rule counts hours. */
  lastLawfulMoment?: string
  limit?: ToldLimit
  limits: ToldLimit[]
  counted: ToldSpan[]
  leftOut: (ToldSpan & { why: string })[]
}
export type ToldLimit = Omit<LimitAnswer, 'since' | 'until' | 'minute'>
  & { since?: string; until?: string }

/** Writes an answer for others: the plain words first, then the rule, then what it rests on. */
export function told(answer: StayAnswer): ToldStay {
  const { lastLawfulDay, lastLawfulMinute, limit, limits, counted, leftOut, daysLeft, ...rest } =
    answer
  const span = ({ from, to, days }: { from: number; to: number; days: number }) =>
    ({ from: dayOf(from), to: dayOf(to), days })
  const { rule, title, law, inside, lawful, daysUsed, ...more } = rest
  return {
    lawful, inside, daysUsed, daysLeft: daysLeft ?? null,
    lastLawfulDay: lastLawfulDay === undefined ? null : dayOf(lastLawfulDay),
    ...(lastLawfulDay !== undefined && lastLawfulMinute !== undefined && {
      lastLawfulMoment: `${dayOf(lastLawfulDay)}T${clock(lastLawfulMinute)}`,
    }),
    rule, title, law, ...more,
    ...(limit && { limit: toldLimit(limit) }), limits: limits.map(toldLimit),
    counted: counted.map(span), leftOut: leftOut.map((each) => ({ ...span(each), why: each.why })),
  }
}

function toldLimit({ since, until, minute, ...rest }: LimitAnswer): ToldLimit {
  return {
    ...rest,
    ...(since !== undefined && { since: dayOf(since) }),
    ...(until !== undefined && Number.isFinite(until) && {
      until: minute === undefined ? dayOf(until) : `${dayOf(until)}T${clock(minute)}`,
    }),
  }
}

/** One English sentence, for a line in a terminal. */
export function inWords(answer: StayAnswer | StayRefusal): string {
  if ('refused' in answer) return answer.refused
  const { daysUsed, daysAllowed, daysLeft, lastLawfulDay, openEnded, overstayDays, law } = answer
  return [
    `${daysUsed}${daysAllowed === undefined ? '' : ` of ${daysAllowed}`} days used`,
    openEnded ? 'no last day' : `${daysLeft} left`,
    ...(lastLawfulDay === undefined ? openEnded ? [] : ['no lawful day']
      : [`last lawful day ${dayOf(lastLawfulDay)}`]),
    ...(overstayDays > 0 ? [`${overstayDays} days over`] : []),
    law,
  ].join(', ')
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
