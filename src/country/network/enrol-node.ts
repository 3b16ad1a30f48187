// Enrolling a node out of its request: read once more, then attested by two officers.

import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { z } from 'zod'
import { pasted } from './enrolling.ts'
import { readRequest } from './enrolment-request.ts'
import { sameFingerprint } from './fingerprint.ts'
import { NodeEnrolled } from './node-enrolled.ts'
import { Pasted } from './read-enrolment.ts'
import { nodes } from './register.ts'
import { looksAfter, NodeRealms, Origin, Region } from './terms.ts'

export const EnrolNode = query('enrol-node', {
  about: 'Enrols the node of a request; two officers attest, and its keys are those it showed.',
  seenBy: looksAfter,
  asks: {
    request: Pasted,
    /** The letters as they are read at the node: typed or confirmed by whoever compared them. */
    fingerprint: z.string().min(1).max(100),
    realms: NodeRealms,
    region: Region.optional(),
    /** The lost node whose place it takes, where it does not say so itself: a spare machine. */
    replaces: Origin.optional(),
  },
  method: 'POST',
  async answer(known, { request, fingerprint, realms, region, replaces }) {
    const bytes = pasted(request)
    if (isRefusal(bytes)) return bytes
    const read = readRequest(bytes, known.at)
    if (isRefusal(read)) return read
    if (!sameFingerprint(fingerprint, read.fingerprint)) {
      return refuse('other-request', { fingerprint: read.fingerprint })
    }
    const { origin, kind, post, device, vkey, hpke, certificate, predecessor, challenge } =
      read.asked
    if (replaces !== undefined && (await known.find(nodes, { origin: replaces }))?.post !== post) {
      return refuse('no-such-node')
    }
    const replaced = replaces !== undefined && { origin: replaces, size: 0, root: '' }
    const before = predecessor ?? replaced
    const no = await known.record([{
      kind: NodeEnrolled,
      said: {
        origin, kind, post, device, vkey, hpke, certificate, realms, challenge,
        ...(before && { predecessor: before }), ...(region && { region }),
      },
    }])
    return no ?? { origin, post }
  },
})
