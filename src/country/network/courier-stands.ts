// The courier as a screen shows it: what a post has for its hub, since when, and the last file.

import { isHubs } from '../../kernel/origin.ts'
import { query } from '../../kernel/query.ts'
import { courierOffered, type CourierNow } from './couriers.ts'
import { carries } from './terms.ts'

export const CourierStands = query('courier-stands', {
  about: 'What waits at this node for a courier, since when, and what became of the last file.',
  seenBy: carries,
  asks: {},
  method: 'GET',
  async answer(known): Promise<{ isHub: boolean } & CourierNow> {
    const isHub = isHubs(known.origin)
    const couriers = courierOffered(known)
    if (isHub || !couriers) return { isHub, waiting: 0, pictures: 0 }
    return { isHub, ...await couriers.now() }
  },
})
