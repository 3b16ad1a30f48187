// Enrolling a node out of its request: read once more, then attested by two officers.

import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { z } from 'zod'
import { pasted } from './enrolling.ts'
import { readRequest } from './enrolment-request.ts'
import { sameFingerprint } from './fingerprint.ts'
import { NodeEnrolled } from './node-enrolled.ts'
import { Pasted } from './read-enrolment.ts'
import { looksAfter, NodeRealms, Region } from './terms.ts'

export const EnrolNode = query('enrol-node', {
  about: 'Enrols the node of a request; two officers attest, and its keys are those it showed.',
  seenBy: looksAfter,
  asks: {
    request: Pasted,
    /** The letters as they are read at the node: typed or confirmed by whoever compared them. */
    fingerprint: z.string().min(1).max(100),
    realms: NodeRealms,
    region: Region.optional(),
  },
  method: 'POST',
  async answer(known, { request, fingerprint, realms, region }) {
    const bytes = pasted(request)
    if (isRefusal(bytes)) return bytes
    const read = readRequest(bytes, known.at)
    if (isRefusal(read)) return read
    if (!sameFingerprint(fingerprint, read.fingerprint)) {
      return refuse('other-request', { fingerprint: read.fingerprint })
    }
    const { origin, kind, post, device, vkey, hpke, certificate, predecessor, challenge } =
      read.asked
    const no = await known.record([{
      kind: NodeEnrolled,
      said: {
        origin, kind, post, device, vkey, hpke, certificate, realms, challenge,
        ...(predecessor && { predecessor }), ...(region && { region }),
      },
    }])
    return no ?? { origin, post }
  },
})
