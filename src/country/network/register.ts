// The registers of the network: which nodes are in it, and which hub a node was admitted by.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import {
  Address, Certificate, HpkeKey, NodeKind, NodeRealms, Origin, Predecessor, Region,
  RetirementReason, RevocationReason, seesNetwork, Vkey,
} from './terms.ts'

export const nodes = register('nodes', {
  about: 'Nodes of the network: whose journals are taken, with which keys, and which no more.',
  key: 'origin',
  columns: {
    origin: Origin,
    kind: NodeKind,
    post: z.string(),
    device: z.string(),
    vkey: Vkey,
    hpke: HpkeKey,
    certificate: Certificate,
    realms: NodeRealms,
    predecessor: Predecessor.optional(),
    region: Region.optional(),
    challenge: z.string(),
    enrolledAt: z.string(),
    enrolledBy: z.string(),
    enrolledSecond: z.string().optional(),
    revokedAt: z.string().optional(),
    revokedBy: z.string().optional(),
    revokedSecond: z.string().optional(),
    revokedFor: RevocationReason.optional(),
    quarantinedFrom: z.string().optional(),
    retiredAt: z.string().optional(),
    retiredBy: z.string().optional(),
    retiredFor: RetirementReason.optional(),
  },
  indexes: [['post']],
  decides: true,
  seenBy: seesNetwork,
  filters: ['kind', 'post', 'region'],
  order: 'post asc',
})

export const hubs = register('hubs', {
  about: 'The hubs that this node was admitted by: whom it asks, and whose words it believes.',
  key: 'acceptance',
  columns: {
    acceptance: z.uuid(),
    node: Origin,
    hub: Origin,
    vkey: Vkey,
    cosigner: Vkey,
    hpke: HpkeKey,
    certificate: Certificate,
    addresses: z.array(Address),
    realms: NodeRealms,
    at: z.string(),
  },
  indexes: [['node']],
  decides: true,
  seenBy: seesNetwork,
  order: 'at desc',
})

export const forkedJournals = register('forked-journals', {
  about: 'Journals that showed two histories under their own key, with both signed checkpoints.',
  key: 'origin',
  columns: {
    origin: Origin, known: z.string(), shown: z.string(), proof: z.array(z.string()),
    at: z.string(), shownAt: Origin,
  },
  seenBy: seesNetwork,
  order: 'at desc',
})

export const cosignatures = register('cosignatures', {
  about: 'What others signed under checkpoints, as the journals noted it: leaves after are later.',
  key: 'cosigning',
  columns: {
    cosigning: z.uuid(), journal: Origin, number: z.int(), size: z.int(), seconds: z.int(),
    line: z.string(),
  },
  indexes: [['journal', 'number']],
  seenBy: seesNetwork,
  order: 'seconds desc',
})
