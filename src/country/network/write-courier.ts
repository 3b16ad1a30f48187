// Writing a file for the hub: to a stick, or as codes where it is small.

import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { qrSeries } from '../../lib/qr-series.ts'
import { courierOffered } from './couriers.ts'
import { carries, kindOf, mostScreenBytes } from './terms.ts'

/** Pieces of pictures in one file that goes by a screen: 8 MiB; the others go in the next. */
const pieces = 128

export const WriteCourier = query('write-courier', {
  about: 'A sealed, signed file of all that the hub does not have; as codes where it is small.',
  seenBy: carries,
  asks: {},
  method: 'POST',
  async answer(known) {
    if (kindOf(known.origin) === 'hub') return refuse('a-hub-asks-nobody')
    const couriers = courierOffered(known)
    if (!couriers) return refuse('no-hub-yet')
    const file = await couriers.out(pieces)
    if (isRefusal(file)) return file
    if (file.length > mostScreenBytes) return refuse('courier-too-large')
    return {
      name: `courier-${known.post}.safar`, bytes: file.length, file: file.toString('base64'),
      codes: qrSeries(file) ?? [],
    }
  },
})
