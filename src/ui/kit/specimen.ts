// A kind of fact that no node records: it holds one field of every type, for the kit's form.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { DOCUMENT_TYPES, SEXES } from '../../lib/codes/lists.ts'
import {
  country, dateAsKnown, latin, line, nameParts, oneOf, passage, wholeDay,
} from '../fields/terms.ts'

export const SpecimenAttested = event('specimen-attested', {
  about: 'Every type of field, once.',
  subject: 'specimen',
  fields: {
    specimen: z.uuid(),
    called: nameParts(),
    sex: oneOf(SEXES, 'sex'),
    birth: dateAsKnown('past'),
    nationality: country(),
    travelDocument: z.strictObject({
      type: oneOf(DOCUMENT_TYPES, 'documentType'),
      number: latin(20),
      expires: wholeDay('future'),
    }),
    days: z.int().min(1).max(365),
    returning: z.boolean(),
    tongues: z.array(oneOf(['so', 'ar', 'am', 'sw', 'en'], 'specimen-attested.tongues'))
      .min(1).max(5),
    plates: z.array(latin(12)).max(4).optional(),
    address: line().optional(),
    remarks: passage().optional(),
  },
  recordedBy: [],
  travels: 'public',
  changes: () => [],
})

export interface SampleRow {
  number: number
  at: string
  name: string
  from: string
  document: string
  state: 'clear' | 'look' | 'stop' | 'unchecked'
  until?: string
  struck?: boolean
}

/** Crossings as they may stand on a page of a register. */
export const sampleRows: readonly SampleRow[] = [
  { number: 20418, at: '2026-11-21T18:14:07.120Z', name: 'Cabdi Warsame Xuseen', from: 'SOM',
    document: 'P00812345', state: 'clear', until: '2027-02-19' },
  { number: 20417, at: '2026-11-21T18:09:44.003Z', name: 'Hodan Maxamed Cali', from: 'SOM',
    document: 'P00799120', state: 'unchecked', until: '2027-02-19' },
  { number: 20416, at: '2026-11-21T17:58:30.871Z', name: 'أحمد صالح الحضرمي', from: 'YEM',
    document: '05518273', state: 'look' },
  { number: 20415, at: '2026-11-21T17:51:02.440Z', name: 'Tigist Haile Gebremariam Woldemichael',
    from: 'ETH', document: 'EP4419027', state: 'clear', until: '2026-12-21', struck: true },
  { number: 20414, at: '2026-11-21T17:40:15.009Z', name: 'Peter Odhiambo Otieno', from: 'KEN',
    document: 'BK204518', state: 'clear', until: '2027-05-20' },
  { number: 20413, at: '2026-11-21T17:33:59.512Z', name: 'Jean-Baptiste Nsengiyumva', from: 'RWA',
    document: 'PC331870', state: 'stop' },
]
