// What a node asks with, read before anybody approves it: who it says it is, and its fingerprint.

import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { z } from 'zod'
import { pasted } from './enrolling.ts'
import { readRequest } from './enrolment-request.ts'
import { posts } from '../posts/register.ts'
import { nodes } from './register.ts'
import { looksAfter } from './terms.ts'

/** As a file, or as the codes of one. */
export const Pasted = z.string().min(1).max(64 * 1024)

export const ReadEnrolment = query('read-enrolment', {
  about: 'What a request to be enrolled says, and the letters to compare with those at the node.',
  seenBy: looksAfter,
  asks: { request: Pasted },
  method: 'POST',
  async answer(known, { request }) {
    const bytes = pasted(request)
    if (isRefusal(bytes)) return bytes
    const read = readRequest(bytes, known.at)
    if (isRefusal(read)) return read
    const { origin, kind, post, device, asked, predecessor } = read.asked
    const before = predecessor && await known.find(nodes, { origin: predecessor.origin })
    const same = await known.find(nodes, { origin })
    return {
      origin, kind, post, device, asked, fingerprint: read.fingerprint,
      registered: kind !== 'post' || await known.find(posts, { code: post }) !== undefined,
      ...(predecessor && { predecessor }),
      // Nobody recovers what this hub does not have; the officer should know before approving.
      ...(predecessor && { predecessorKnown: before !== undefined }),
      ...(same && { enrolledAt: same.enrolledAt }),
    }
  },
})
