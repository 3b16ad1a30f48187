// A node is enrolled: from here on the hub takes its journal and answers what it asks.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { nodes } from './register.ts'
import {
  Certificate, HpkeKey, kindOf, looksAfter, NodeKind, NodeRealms, Origin, Predecessor, Region,
  Vkey,
} from './terms.ts'

export const NodeEnrolled = event('node-enrolled', {
  about: 'A hub took a node into the network, with the keys that it showed, attested by two.',
  subject: 'origin',
  fields: {
    origin: Origin,
    kind: NodeKind,
    post: z.string().min(1).max(64),
    device: z.string().min(1).max(50),
    vkey: Vkey,
    hpke: HpkeKey,
    certificate: Certificate,
    realms: NodeRealms,
    predecessor: Predecessor.optional(),
    region: Region.optional(),
    /** What the node asked with: the answer repeats it, so that an old answer is known as old. */
    challenge: z.string().regex(/^[0-9a-f]{32}$/),
  },
  recordedBy: looksAfter,
  travels: 'border',
  reaches: 'every-post-from-hub',
  once: true,
  twoOfficers: true,
  // What is enrolled is what a node signed, so it is said by the query that read its request.
  withinQueries: true,
  async lawful({ predecessor }, known) {
    if (kindOf(known.origin) !== 'hub') return refuse('only-at-a-hub')
    if (!predecessor) return undefined
    // Of two copies that both name what they come from, the second is one too many (PROMISES J5).
    // What lies there is JSON in its one spelling, which begins with the origin.
    const naming = `{"origin":${JSON.stringify(predecessor.origin)},%`
    const before = await known.rows(nodes, (q) => q.where('predecessor', 'like', naming as never))
    const other = before.find((row) => row.predecessor?.origin === predecessor.origin)
    return other && refuse('succeeded-already', { post: other.post, at: other.enrolledAt })
  },
  // At a post nobody can take a node into the network: what is said there changes nothing.
  changes: (said, leaf) => (kindOf(leaf.origin) === 'hub' ? [nodes.put({
    ...said, enrolledAt: leaf.at, enrolledBy: leaf.by, enrolledSecond: leaf.second,
  })] : []),
})
