// A node accepted a hub as the one above it, after its key was compared at both ends.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { hubs } from './register.ts'
import { Address, Certificate, HpkeKey, NodeRealms, Origin, Vkey } from './terms.ts'

export const HubAccepted = event('hub-accepted', {
  about: 'A node took in the answer of a hub: whom it asks from here on, and by which keys.',
  subject: 'acceptance',
  fields: {
    acceptance: z.uuid(),
    /** The incarnation that was admitted; another one asks again. */
    node: Origin,
    hub: Origin,
    vkey: Vkey,
    /** The key with which the hub cosigns what it has durably taken (C2SP tlog-cosignature). */
    cosigner: Vkey,
    hpke: HpkeKey,
    certificate: Certificate,
    addresses: z.array(Address).max(8),
    realms: NodeRealms,
  },
  recordedBy: ['node'],
  travels: 'public',
  once: true,
  // What another node accepted is that node's own matter.
  changes: (said, leaf) => (said.node === leaf.origin ? [hubs.put({ ...said, at: leaf.at })] : []),
})
