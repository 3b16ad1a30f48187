// A person presented themselves at a post, and the officer decided.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { Day, Person, TravelDocument } from '../travellers/terms.ts'
import { crossingIsLawful } from './lawful.ts'
import { crossings } from './register.ts'
import { found } from './row.ts'
import * as terms from './terms.ts'

export const CrossingRecorded = event('crossing-recorded', {
  about: 'A person presented a travel document at a post, and the officer decided.',
  subject: 'crossing',
  fields: {
    crossing: z.uuid(),
    direction: terms.Direction,
    person: Person,
    document: TravelDocument,
    decision: terms.Decision,
    /** The look-up of the inspection that this decides. */
    lookUp: z.uuid().optional(),
    traveller: z.uuid().optional(),
    evidence: terms.Evidence.optional(),
    mode: terms.Mode.optional(),
    conveyance: terms.Conveyance.optional(),
    from: terms.Place.optional(),
    to: terms.Place.optional(),
    purpose: terms.Purpose.optional(),
    stayDays: terms.StayDays.optional(),
    addressInCountry: terms.Address.optional(),
    phone: terms.Phone.optional(),
    visa: terms.Visa.optional(),
    reasons: terms.Reasons.optional(),
    reasonText: terms.ReasonText.optional(),
    nonRefoulement: terms.NonRefoulement.optional(),
    /** The last day the person may stay, when admitted on entry. */
    until: Day.optional(),
    rule: terms.Rule.optional(),
    group: z.uuid().optional(),
    groupRole: terms.GroupRole.optional(),
    /** The entry that this exit ends, and how that was found. */
    pairedWith: z.uuid().optional(),
    pairing: terms.Pairing.optional(),
    steps: terms.Steps.optional(),
    lane: terms.Lane.optional(),
    note: terms.Note.optional(),
    paperSerial: terms.PaperSerial.optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer'],
  travels: 'border',
  reaches: 'every-post',
  once: true,
  lawful: crossingIsLawful,
  changes: (said, leaf) => [crossings.put({ ...said, ...found(said, leaf) })],
})
