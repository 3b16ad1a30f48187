// The fields of a crossing as screens show and ask them, without what the node needs to find it by.

import { z } from 'zod'
import { Day, Person, TravelDocument } from '../travellers/terms.ts'
import type { CrossingRecorded } from './crossing-recorded.ts'
import * as terms from './terms.ts'

/** Types by the fields of `crossing-recorded`; the fact itself would bring name matching along. */
export const asked = {
  direction: terms.Direction,
  // A name in its parts is typed in one line, as it is said.
  person: z.strictObject({
    ...Person.shape, nameParts: Person.shape.nameParts.meta({ widget: 'name' }),
  }),
  document: TravelDocument,
  decision: terms.Decision,
  mode: terms.Mode,
  conveyance: terms.Conveyance,
  from: terms.Place,
  to: terms.Place,
  purpose: terms.Purpose,
  stayDays: terms.StayDays,
  addressInCountry: terms.Address,
  phone: terms.Phone,
  visa: terms.Visa,
  reasons: terms.Reasons,
  reasonText: terms.ReasonText,
  nonRefoulement: terms.NonRefoulement,
  until: Day,
  note: terms.Note,
  pairing: terms.Pairing,
} satisfies Partial<Record<keyof z.infer<typeof CrossingRecorded.said>, z.ZodType>>
