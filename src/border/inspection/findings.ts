// What an inspection found, worst first, and the sign that it adds up to.

import type { BundleStanding } from '../../country/bundles/terms.ts'
import type { Recognised } from '../crossings/pairing.ts'
import type { NumbersAnswer } from '../watchlist/stolen-numbers.ts'
import { namesOf, type TravelDocument } from '../travellers/terms.ts'
import type {
  Finding, FindingState, InspectAnswer, InspectedHit, InspectedPerson, InspectedRule,
  InspectedStay, Standing,
} from './inspect-answer.ts'

/** A refusal or a referral this old or younger is shown as a reason to look. */
export const rememberedDays = 730
/** Younger than this, a person travels with somebody who answers for them (forms 3.7). */
export const fullAge = 18

const rank: Record<FindingState, number> = { stop: 0, look: 1, 'not-checked': 2, clear: 3 }

/** Findings with the worst first; those alike keep the order in which they were found. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => rank[a.state] - rank[b.state])
}

/** The sign over the counter: as bad as the worst finding, clear only when none is stop or look. */
export function standingOf(findings: readonly Finding[]): Standing {
  const states = new Set(findings.map(({ state }) => state))
  return states.has('stop') ? 'stop' : states.has('look') ? 'look' : 'clear'
}

/** What each hit means at the counter. */
export function alertFindings(hits: readonly InspectedHit[]): Finding[] {
  return hits.map((hit) => ({
    state: hit.action === 'inform' ? 'look' : 'stop',
    reason: hit.action === 'inform' ? 'alert-inform' : 'alert',
    about: 'alert',
    ...(hit.action === 'deny-entry' && { rule: 'H' }),
    evidence: {
      list: hit.list.name, percent: Math.round(hit.score * 100), contact: hit.contact,
    },
  }))
}

/** A number that only the filter has is one to ask about: one in 65,536 is there by mistake. */
export function stolenFindings({ maybe }: NumbersAnswer): Finding[] {
  return maybe.map(({ name, contact }) => ({
    state: 'look', reason: 'document-maybe-stolen', about: 'document',
    evidence: { list: name, contact },
  }))
}

/** An expired document stops a visitor at entry; at exit, and for a citizen, it is looked at. */
export function expiryFindings(
  document: TravelDocument, who: { today: string; exit: boolean; citizen: boolean },
): Finding[] {
  if (document.expiry === undefined || document.expiry >= who.today) return []
  return [{
    state: who.exit || who.citizen ? 'look' : 'stop', reason: 'document-expired', about: 'document',
    evidence: { expiry: document.expiry }, rule: 'A',
  }]
}

/** What earlier crossings give reason to look at: the holder, a new document, refusals. */
export function earlierFindings(
  recognised: Recognised, document: TravelDocument, today: string,
): Finding[] {
  const found: Finding[] = []
  const { otherPerson, rows, traveller } = recognised
  if (otherPerson) {
    found.push({
      state: 'look', reason: 'document-of-another-person', about: 'document', rule: 'B',
      evidence: {
        name: namesOf(otherPerson.person)[0] ?? '', at: otherPerson.at, post: otherPerson.post,
      },
    })
  }
  const before = rows.find((row) => row.documentNumber !== undefined)
  if (traveller?.how === 'name-birth-nationality' && document.number && before?.document.number) {
    found.push({
      state: 'look', reason: 'new-document', about: 'document',
      evidence: { number: before.document.number, at: before.at },
    })
  }
  const [newest] = rows
  const refused = rows.find((row) =>
    row.decision === 'refused' && daysAgo(row.at, today) <= rememberedDays)
  if (refused) {
    found.push({
      state: 'look', reason: 'refused-before', about: 'person',
      evidence: { at: refused.at, post: refused.post, reasons: (refused.reasons ?? []).join(', ') },
    })
  }
  if (newest?.decision === 'referred') {
    found.push({
      state: 'look', reason: 'referred-before', about: 'person',
      evidence: { at: newest.at, post: newest.post },
    })
  }
  return found
}

/** What a stay gives reason to look at; an exit without an entry never holds anybody back. */
export function stayFindings(
  stay: InspectedStay | undefined, recognised: Recognised, who: { exit: boolean; citizen: boolean },
): Finding[] {
  const found: Finding[] = []
  if (recognised.several) found.push({ state: 'look', reason: 'several-entries', about: 'person' })
  if (!stay) {
    if (who.exit && !who.citizen) {
      found.push({ state: 'look', reason: 'no-entry-found', about: 'stay' })
    }
    return found
  }
  if (who.citizen) return found
  if (!who.exit) {
    found.push({
      state: 'look', reason: 'already-inside', about: 'stay',
      evidence: { at: stay.enteredAt, post: stay.enteredPost },
    })
  }
  if (stay.overstayedDays !== undefined) {
    found.push({
      state: 'look', reason: 'overstay', about: 'stay', rule: 'F',
      evidence: { days: stay.overstayedDays, until: stay.lastLawfulDay ?? '' },
    })
  }
  return found
}

/**
 * What the age of the hub's word gives reason to: shown beyond a day; beyond a month a second
 * officer looks at the person, as the alerts of a month are not here (PROMISES A.3).
 */
export function bundleFindings(bundle: BundleStanding): Finding[] {
  if (bundle.is !== 'heard' || bundle.age === 'fresh') return []
  const over = bundle.age === 'over'
  return [{
    state: over ? 'look' : 'not-checked', reason: over ? 'bundle-over' : 'bundle-old',
    about: 'alert', evidence: { at: bundle.at },
  }]
}

/** A child alone is looked at; in a group somebody answers for them. */
export function minorFindings(person: InspectedPerson, accompanied: boolean): Finding[] {
  if (accompanied || person.age === undefined || person.age.least >= fullAge) return []
  return [{
    state: 'look', reason: 'minor-alone', about: 'person', evidence: { age: person.age.least },
  }]
}

/** A rule asks to look, never to stop; its sentence and what to look at are shown with it. */
export function ruleFindings(rules: readonly InspectedRule[]): Finding[] {
  return rules.map(({ name, look }) => ({
    state: 'look', reason: 'risk-rule', about: 'person', evidence: { rule: name, look },
  }))
}

/** What to do, from the worst that was found. */
export function instructionOf(
  standing: Standing, hits: readonly InspectedHit[],
): InspectAnswer['instruction'] {
  if (standing === 'clear') return undefined
  if (standing === 'look') return 'look-closer'
  if (hits.some(({ action }) => action === 'detain')) return 'call-the-owner'
  return hits.some(({ action }) => action === 'deny-entry') ? 'do-not-admit-alone' : 'refer'
}

function daysAgo(at: string, today: string): number {
  return (Date.parse(today) - Date.parse(at)) / 86_400_000
}
