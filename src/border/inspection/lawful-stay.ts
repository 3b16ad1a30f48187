// What the law of the country allows the person at the counter, from what this node knows of them.

import { dayNumber, dayOf } from '../../lib/dates/days.ts'
import { askStay, type StayAnswer } from '../../lib/stay-rules/ask-stay.ts'
import type { StayCase } from '../../lib/stay-rules/stay-case.ts'
import type { StayRules } from '../../lib/stay-rules/terms.ts'
import { told } from '../../lib/stay-rules/told.ts'
import { staysOf } from '../stays/terms.ts'
import type { Look } from './answer-from.ts'
import type { Finding, InspectedLaw, InspectAnswer } from './inspect-answer.ts'

/** The law's answer as a case of the rules; nothing where no rule speaks of the person. */
export function lawOn(
  rules: StayRules, { known, read, recognised, today }: Look, purpose?: StayCase['purpose'],
): StayAnswer | undefined {
  const day = (at: string) => {
    const number = dayNumber(known.dayAt(at))
    return { first: number, last: number }
  }
  const answer = askStay(rules, {
    nationalities: [read.person.nationality], issuer: read.document.issuer,
    document: read.document.type, purpose,
    visas: [], permits: [], extensions: [], forceMajeure: [],
    stays: staysOf(recognised.rows).map(({ entry, exit }) =>
      ({ entry: day(entry.at), ...(exit && { exit: day(exit.at) }) })),
    on: dayNumber(today),
  })
  return 'refused' in answer ? undefined : answer
}

/** What is shown of the law behind a permission: the rule, its paragraph, and the days counted. */
export function lawOf(answer: StayAnswer): InspectedLaw {
  const { rule, title, law, daysUsed, daysLeft, daysAllowed, lastLawfulDay, counted, leftOut,
    notes, conditions } = told(answer)
  return {
    rule, title, law, daysUsed, ...(daysLeft !== null && { daysLeft }),
    ...(daysAllowed !== undefined && { daysAllowed }), ...(lastLawfulDay && { lastLawfulDay }),
    counted, leftOut: leftOut.slice(0, 20), notes: notes.map(({ note }) => note),
    conditions: [...conditions],
  }
}

/**
 * What the law allows on admission: as long as it says, and no longer than the document is valid.
 * Undefined where it allows nothing, or sets no limit.
 */
export function permissionBy(
  answer: StayAnswer, today: string, expiry: string | undefined,
): InspectAnswer['permission'] {
  if (!answer.lawful || answer.openEnded || answer.lastLawfulDay === undefined) return undefined
  const last = dayOf(answer.lastLawfulDay)
  const until = expiry !== undefined && expiry < last ? expiry : last
  return until < today ? undefined : {
    until, stayDays: dayNumber(until) - dayNumber(today) + 1,
    rule: `${answer.rule} · ${answer.law}`.slice(0, 200),
  }
}

/** A person whom the law allows no day is looked at: a visa is needed, or the days are used up. */
export function lawFindings(
  answer: StayAnswer | undefined, who: { exit: boolean; citizen: boolean },
): Finding[] {
  if (!answer || who.exit || who.citizen || answer.inside || answer.lawful) return []
  const used = answer.limit?.kind !== 'no-entry'
  return [{
    state: 'look', reason: used ? 'days-used-up' : 'visa-needed', about: 'stay',
    rule: used ? 'F' : 'C',
    evidence: { law: answer.law, used: answer.daysUsed, allowed: answer.daysAllowed ?? 0 },
  }]
}
