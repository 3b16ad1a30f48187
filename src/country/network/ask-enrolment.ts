// Asking to be enrolled, at a node: a new request to carry to the hub, as a file and as codes.

import { query } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import { qrSeries } from '../../lib/qr-series.ts'
import type { Enrolling } from './enrolling.ts'
import { fingerprintOf } from './fingerprint.ts'
import { kindOf, looksAfter } from './terms.ts'

export const AskEnrolment = query('ask-enrolment', {
  about: 'A new request of this node to be enrolled; the one before is void.',
  seenBy: looksAfter,
  asks: {},
  method: 'POST',
  async answer(known) {
    if (kindOf(known.origin) === 'hub') return refuse('a-hub-asks-nobody')
    const bytes = known.service<Enrolling>('enrolling').ask()
    return {
      name: `enrol-${known.post}.safar`, file: bytes.toString('utf8'),
      fingerprint: fingerprintOf(bytes), codes: qrSeries(bytes) ?? [],
    }
  },
})
