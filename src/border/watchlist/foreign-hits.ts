// Records that another authority answered with, weighed as our own alerts are.

import { dayNumber } from '../../lib/dates/days.ts'
import { alertOf } from '../lists/digest-terms.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { AlertIndex } from './alert-index.ts'
import { foreignLists, termsOfForeign, type ForeignRecord } from './foreign-terms.ts'
import { textsOf } from './listed.ts'
import type { Hit } from './terms.ts'
import { hitOf } from './told-hit.ts'

/** The day of asking, and whom to call about what was answered. */
export interface AskedOn { day: string; contact: string }

/** What was answered was sought among so many: a name alone says little there. */
const soughtAmong = 250_000

/**
 * The records that may be this person's or document's, most alike first, as hits: what was
 * answered is a proposal of the other authority and is compared again here, with its reasons.
 */
export function foreignHits(
  records: readonly ForeignRecord[], person: ScreenedPerson, { day, contact }: AskedOn,
): Hit[] {
  const index = new AlertIndex(soughtAmong)
  const ofAlert = new Map<string, ForeignRecord>()
  const today = dayNumber(day)
  for (const record of records) {
    const alert = alertOf(foreignLists[record.database].code, record.record)
    ofAlert.set(alert, record)
    const texts = textsOf(alert, termsOfForeign(record, { contact, day }))
    index.put({ alert, ...texts, from: today, until: today })
  }
  return index.screen(person, day).map(({ alert, score, reasons }) => ({
    ...hitOf(alert, score, reasons), foreign: ofAlert.get(alert.alert)!,
  }))
}
