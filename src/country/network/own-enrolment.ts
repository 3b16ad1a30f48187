// How this node itself stands: whom it asked, which hub admitted it, and the letters to compare.

import { query } from '../../kernel/query.ts'
import type { Enrolling } from './enrolling.ts'
import { fingerprintOf } from './fingerprint.ts'
import { kindOf, seesNetwork } from './terms.ts'

export const OwnEnrolment = query('own-enrolment', {
  about: 'How this node stands in the network: its name, its open request, and its hub.',
  seenBy: seesNetwork,
  asks: {},
  method: 'GET',
  async answer(known) {
    const enrolling = known.service<Enrolling>('enrolling')
    const open = enrolling.asked()
    const hub = await enrolling.hub()
    const isHub = kindOf(known.origin) === 'hub'
    return {
      origin: known.origin, kind: kindOf(known.origin) ?? '',
      ...(isHub && { fingerprint: enrolling.ownFingerprint() }),
      ...(open && { asked: open.asked.asked, askedFingerprint: fingerprintOf(open.bytes) }),
      ...(hub && { hub: hub.hub, admittedAt: hub.at, addresses: hub.addresses }),
    }
  },
})
