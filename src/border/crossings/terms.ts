// The words of a crossing: directions, decisions, what a person came with and why.

import { z } from 'zod'
import { REFUSAL_REASONS, TRANSPORT_MODES, TRIP_PURPOSES } from '../../lib/codes/lists.ts'
import { oneOf } from '../../ui/fields/terms.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import {
  Country, Line, namesOf, type Person, type TravelDocument,
} from '../travellers/terms.ts'

export const Direction = oneOf(['entry', 'exit', 'transit'], 'direction')
export const Decision = oneOf(['admitted', 'refused', 'referred', 'deferred'], 'decision')
export const Evidence = oneOf(['mrz', 'chip', 'biometric', 'declared'], 'evidence')
export const Mode = oneOf(TRANSPORT_MODES, 'mode')
export const Purpose = oneOf(TRIP_PURPOSES, 'purpose')
export const Place = Line(120)
export const Address = Line(300)
export const Phone = Line(40)
export const Lane = Line(16)
export const Note = z.string().max(2000)
export const StayDays = z.int().min(0).max(36_500)
export const Reasons = z.array(oneOf(REFUSAL_REASONS, 'refusalReason')).min(1)
  .max(REFUSAL_REASONS.length)
export const ReasonText = z.string().max(2000)
/** The law or procedure the decision rests on, with its version. */
export const Rule = Line(200)
/** The number of the printed form that was filled in by hand while the power was off. */
export const PaperSerial = Line(40)
export const GROUP_ROLES = ['head', 'member', 'guardian', 'leader', 'driver', 'crew'] as const
export const GroupRole = oneOf(GROUP_ROLES, 'groupRole')

/** How an exit was found to belong to an entry; the order in which it is tried (forms 3.2). */
export const pairings = [
  'same-document', 'same-person', 'name-birth-nationality', 'by-officer',
] as const
export const Pairing = oneOf(pairings, 'pairing')
export type Pairing = z.infer<typeof Pairing>

export const conveyanceKinds = [
  'car', 'bus', 'truck', 'motorcycle', 'train', 'aircraft', 'vessel', 'boat', 'other',
] as const

/** What the person came in or on. */
export const Conveyance = z.strictObject({
  kind: oneOf(conveyanceKinds, 'conveyanceKind'),
  plate: Line(20).optional(),
  country: Country.optional(),
  carrier: Line(80).optional(),
  /** Flight, train or voyage number. */
  number: Line(20).optional(),
  imo: z.string().regex(/^\d{7}$/).optional(),
})
export type Conveyance = z.infer<typeof Conveyance>

export const Visa = z.strictObject({
  number: Line(40), type: Line(40).optional(), issuer: Country.optional(),
})

/** Asked before anybody is sent back: does the person seek protection, and who was told. */
export const NonRefoulement = z.strictObject({
  asylumIntention: oneOf(['yes', 'no', 'not-asked'], 'asylumIntention'),
  referredTo: Line(200).optional(),
})

/** Which page of a document is on a picture. */
export const PicturedPage = oneOf(['data-page', 'visa', 'stamp', 'other'], 'picturedPage')
/** A page of a document is readable in 360 KB; it goes over lines of 32 kbit/s. */
export const mostPictureBytes = 360_000
/** The same in base64 (RFC 4648 §4). */
export const mostPictureLetters = mostPictureBytes / 3 * 4

/** One step of the work and how long it took, for time-release figures. */
export const Step = z.strictObject({
  stage: z.enum(['queue', 'scan', 'match', 'interview', 'decision', 'print']),
  start: z.iso.datetime(), end: z.iso.datetime().optional(),
})
export const Steps = z.array(Step).max(20)

/** A person with document and vehicle as they are compared with the alerts. */
export function screened(who: {
  person: Person; document: TravelDocument; conveyance?: Conveyance | undefined
}): ScreenedPerson {
  const { person, document, conveyance } = who
  const unnamed = ['XXX', 'UTO'].includes(person.nationality)
  return {
    names: namesOf(person), sex: person.sex,
    birthDate: { value: person.birthDate.value ?? '', precision: person.birthDate.precision },
    ...(!unnamed && { nationalities: [person.nationality] }),
    ...(document.number && {
      documents: [{ number: document.number, ...(document.issuer && { issuer: document.issuer }) }],
    }),
    ...(conveyance?.plate && {
      vehicle: {
        plate: conveyance.plate, ...(conveyance.country && { country: conveyance.country }),
      },
    }),
  }
}
