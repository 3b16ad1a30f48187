// Which checks ran and which could not: a check that did not run is never a silent "no hit" (V4).

import { isHubs } from '../../kernel/origin.ts'
import type { ScreeningAnswer } from '../watchlist/screening.ts'
import type { Look } from './answer-from.ts'
import type { Finding, NotChecked } from './inspect-answer.ts'
import type { ReadDocument } from './read-document.ts'

/** Asked of every person: earlier crossings, an open stay, earlier refusals. */
const earlierQuestions = 3

/** How many checks ran: each check digit, and each question that was answered from registers. */
export function ranOf({ read, asked, stolen }: Look, screening: ScreeningAnswer): number {
  const { document, person, shown } = read
  const withAlerts = [true, document.number, asked.conveyance?.plate].filter(Boolean).length
  const questions = [
    document.issuer, document.expiry, document.number, person.birthDate.value, person.nationality,
  ].filter(Boolean).length
  return shown.document.checks.length + questions + earlierQuestions
    + (screening.ran ? withAlerts : 0) + (stolen.not ? 0 : 1)
}

/** Every check that could not run here, and why. */
export function notCheckedOf(look: Look, screening: ScreeningAnswer): NotChecked[] {
  const { known, read, recognised, bundle, law, rules, question, interpol, stolen } = look
  const { document, person, zone } = read
  const list: NotChecked[] = []
  if (!screening.ran) list.push({ what: 'watch-list', why: screening.why })
  if (!rules) list.push({ what: 'risk-rules', why: 'rules-not-trusted' })
  if (law.is === 'not-trusted') list.push({ what: 'stay', why: 'rules-not-trusted' })
  if (!zone) list.push({ what: 'check-digits', why: 'nothing-to-read' })
  if (document.number && !document.expiry) list.push({ what: 'expiry', why: 'nothing-to-read' })
  const unknown = recognised.rows.length === 0 && !document.number && !person.birthDate.value
  if (unknown) list.push({ what: 'stay', why: 'too-little-known' })
  list.push({ what: 'chip', why: 'no-reader' }, { what: 'face', why: 'no-camera' },
    { what: 'interpol', why: question ? 'asked-now' : interpol ? 'nothing-to-ask' : 'not-set-up' })
  if (stolen.not) list.push({ what: 'stolen-documents', why: stolen.not })
  // A hub holds what every post said; a post knows of the others what the hub sent.
  const heard = bundle.is === 'heard' || isHubs(known.origin)
  if (!heard) list.push({ what: 'other-posts', why: 'never-heard' })
  if (bundle.is === 'heard' && bundle.age !== 'fresh') {
    list.push({ what: 'other-posts', why: 'bundle-old' })
  }
  return list
}

/** What of it the officer is shown among the findings; without the watch-list nobody is clear. */
export function notCheckedFindings(
  notChecked: readonly NotChecked[], read: ReadDocument,
): Finding[] {
  const found: Finding[] = []
  const alerts = notChecked.find(({ what }) => what === 'watch-list')
  if (alerts) {
    found.push({
      state: 'look', reason: 'watch-list-not-checked', about: 'alert',
      evidence: { why: alerts.why },
    })
  }
  if (!read.zone) found.push({ state: 'not-checked', reason: 'typed-by-hand', about: 'document' })
  if (notChecked.some(({ what }) => what === 'expiry')) {
    found.push({ state: 'not-checked', reason: 'expiry-unknown', about: 'document' })
  }
  return found
}
