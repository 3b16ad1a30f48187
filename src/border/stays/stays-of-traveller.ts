// The stays of a traveller: when inside, until when lawfully, and how many days in the window.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { crossings } from '../crossings/register.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { daysInside, standingOn, staysOf } from './terms.ts'

/** The window that days inside are counted in, looking back from a day and including it. */
export const windowDays = 180

export const StaysOfTraveller = query('stays-of-traveller', {
  about: 'When a traveller was inside, and the last lawful day of a stay that is open.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  asks: { traveller: z.uuid() },
  method: 'GET',
  async answer(known, { traveller }) {
    const rows = await known.all(crossings, { traveller }, { order: 'at desc', limit: 500 })
    if (rows.length === 0) return refuse('traveller-unknown')
    const no = await lookedUp(known, {
      purpose: 'ledger', query: 'stays-of-traveller', asked: { traveller }, results: [traveller],
    })
    if (isRefusal(no)) return no
    const today = known.dayAt(known.at)
    const stays = staysOf(rows).map(({ entry, exit }) => ({
      entry: entry.crossing, enteredAt: entry.at, enteredPost: entry.post,
      ...(exit && { exit: exit.crossing, leftAt: exit.at, leftPost: exit.post }),
      ...standingOn(
        { ...entry, day: known.dayAt(entry.at) }, exit ? known.dayAt(exit.at) : today,
      ),
    }))
    const counted = stays.map(({ enteredAt, leftAt }) =>
      ({ from: known.dayAt(enteredAt), to: leftAt && known.dayAt(leftAt) }))
    return {
      traveller, stays, windowDays, knownAt: known.at,
      daysInside: daysInside(counted, today, windowDays),
    }
  },
})
