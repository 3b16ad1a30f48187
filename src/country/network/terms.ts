// The words of the network: origins, keys as they are pinned, and why a node is in it no more.

import { z } from 'zod'
import { realms, roles } from '../../kernel/event.ts'
import { line, oneOf } from '../../ui/fields/terms.ts'

/** The kinds of node that keep a journal. */
export const NODE_KINDS = ['post', 'hub', 'office'] as const
export const NodeKind = oneOf(NODE_KINDS, 'nodeKind')

/** The name of one incarnation of a node: safar.COUNTRY/KIND/PLACE/INCARNATION. */
export const Origin = z.string().max(200)
  .regex(/^safar\.[a-z0-9-]+\/(post|hub|office)\/[A-Za-z0-9-]+\/[0-9a-f]{32}$/)
  .meta({ widget: 'hidden' })

/** The public key of a journal as others pin it (C2SP signed-note): name+keyid+key. */
export const Vkey = z.string().max(400).meta({ widget: 'hidden' })
/** A raw X25519 public key, base64. */
export const HpkeKey = z.base64().length(44).meta({ widget: 'hidden' })
/** An X.509 certificate in DER, base64. */
export const Certificate = z.base64().max(2732).meta({ widget: 'hidden' })
export const NodeRealm = oneOf(realms, 'realm')
export const NodeRealms = z.array(NodeRealm).min(1).max(realms.length)
/** A part of the country whose posts are looked after together. */
export const Region = line(60)
/** The journal that a node kept before: its name, and its head as far as the node knew it. */
export const Predecessor = z.strictObject({
  origin: Origin, size: z.int().min(0), root: z.string().max(64),
}).meta({ widget: 'hidden' })

/** Why a node is refused from one moment to the next. */
export const REVOCATION_REASONS = [
  'lost', 'stolen', 'seized', 'copied', 'misused', 'other',
] as const
export const RevocationReason = oneOf(REVOCATION_REASONS, 'revocationReason')

/** Why a node's journal ended in good order. */
export const RETIREMENT_REASONS = ['closed', 'replaced', 'other'] as const
export const RetirementReason = oneOf(RETIREMENT_REASONS, 'retirementReason')

/** Where another node answers: https, a name or number, a port. */
export const Address = z.string().max(200)
  .regex(/^https:\/\/[A-Za-z0-9.:[\]-]+:\d{1,5}$/).meta({ widget: 'hidden' })

/** A file of more goes by the command on the machine itself: a browser holds it several times. */
export const mostScreenBytes = 24 * 1024 * 1024
/** Who hands files to a courier: what is in them only the two nodes can open. */
export const carries = ['supervisor', 'administrator'] as const
/** Who looks after the network, and who may see how it stands. */
export const looksAfter = ['administrator'] as const
export const seesNetwork = ['administrator', 'supervisor', 'inspector'] as const
/** Whoever works at a post may know whether its words have reached the hub. */
export const everyRole = roles

/** The kind of node that an origin names. */
export function kindOf(origin: string): string | undefined {
  return origin.split('/')[1]
}
