// The nodes of the network and how each stands, for those who look after it.

import { query, type Asking } from '../../kernel/query.ts'
import type { AuditNow, AuditShown } from './audit-now.ts'
import type { ContactsNow } from './contact.ts'
import { contactState, worstFirst } from './contact-state.ts'
import { standings } from './standing.ts'
import { seesNetwork } from './terms.ts'

export const NetworkNow = query('network-now', {
  about: 'The nodes of the network with how each stands: enrolled, revoked, retired, succeeded.',
  seenBy: seesNetwork,
  asks: {},
  method: 'GET',
  async answer(known) {
    const all = [...(await standings(known)).values()]
    // A post hears nobody but its hub.
    const heard = known.offered<ContactsNow>('contacts')
    const own = { now: known.at, ...(heard && { version: heard.version }) }
    const nodes = all.map(({ node, standing }) => {
      const { certificate: _, challenge: __, hpke: ___, vkey: ____, ...shown } = node
      const contact = heard?.of(node.origin)
      return {
        ...shown, standing, ...(contact && { contact }), ...contactState(contact, standing, own),
      }
    })
    return {
      nodes: worstFirst(nodes), knownAt: known.at,
      ...auditOf(known),
      // Posts say of themselves how they do to their hub only.
      ...(heard && { bundle: await heard.bundleSize() }),
    }
  },
})

/** What a hub's audit of itself last came to; nothing at a post, which has none. */
function auditOf(known: Asking): { audit?: AuditShown } {
  const shown = known.offered<AuditNow>('audit')?.now()
  return shown ? { audit: shown } : {}
}
