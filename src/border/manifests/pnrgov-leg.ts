// A flight of an itinerary as reservations write it (TVL).

import { valueOf } from '../../lib/edifact/envelope.ts'
import type { Segment } from '../../lib/edifact/segments.ts'
import { momentOfPadis } from './edifact-dates.ts'
import { tell, type Told } from './message-parts.ts'
import type { Leg } from './terms.ts'

/** One flight of TVL: when and where it leaves and arrives, whose it is, and its number. */
export function legOf(segment: Segment, { told, year }: { told: Told; year: number }): Leg {
  const padis = (on: string, at: string) => momentOfPadis(on.trim(), at.trim(), year)
  const [day = '', time = '', secondDay = '', secondTime = ''] = segment.elements[0] ?? []
  const departure = padis(day, time)
  // An arrival on the day of departure is often written without its day.
  const arrival = secondDay.length === 4 && !secondTime ? padis(day, secondDay)
    : padis(secondDay || day, secondTime)
  if (day && !departure) {
    tell(told, segment, 'date-form',
      `${day} ${time} is no day and time: write ddmmyy, hhmm`)
  }
  const [from, to, carrier] = [valueOf(segment, 1), valueOf(segment, 2), valueOf(segment, 3)]
  const [operatedBy, booked] = [valueOf(segment, 3, 1), valueOf(segment, 4, 1)]
  const number = valueOf(segment, 4).replace(/^0+(?=\d)/, '')
  return {
    ...(carrier && { carrier }), ...(number && { number }),
    ...(from && { from }), ...(to && { to }),
    ...(departure && { departure }), ...(arrival && (secondDay || secondTime) && { arrival }),
    ...(operatedBy && { operatedBy }), ...(booked && { class: booked }),
  }
}
