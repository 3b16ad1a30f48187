// The registers of the network: which nodes are in it, and which hub a node was admitted by.

import { z } from 'zod'
import type { Known } from '../../kernel/known.ts'
import { register, type RowOf } from '../../kernel/register.ts'
import {
  Address, Certificate, HpkeKey, kindOf, NodeKind, NodeRealms, Origin, Predecessor, Region,
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

export const biometricOffices = register('biometric-offices', {
  about: 'The keys to which faces and pages of documents are sealed, the one in force first.',
  key: 'office',
  columns: { office: z.uuid(), key: HpkeKey, at: z.string(), origin: Origin },
  decides: true,
  seenBy: seesNetwork,
  order: 'at desc',
})

/**
 * The biometric office in force: the hub's word, or a post's own while it has no hub; nothing where
 * none was named, or the register cannot be trusted.
 */
export async function biometricOffice(
  known: Known,
): Promise<RowOf<typeof biometricOffices> | undefined> {
  if (!known.trusted(biometricOffices)) return undefined
  const all = await known.all(biometricOffices, {}, { order: 'at desc', limit: 20 })
  return all.find(({ origin }) => kindOf(origin) === 'hub')
    ?? all.find(({ origin }) => origin === known.origin)
}

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
