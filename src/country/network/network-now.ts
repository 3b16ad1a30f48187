// The nodes of the network and how each stands, for those who look after it.

import { query } from '../../kernel/query.ts'
import { standings } from './standing.ts'
import { seesNetwork } from './terms.ts'

export const NetworkNow = query('network-now', {
  about: 'The nodes of the network with how each stands: enrolled, revoked, retired, succeeded.',
  seenBy: seesNetwork,
  asks: {},
  method: 'GET',
  async answer(known) {
    const all = [...(await standings(known)).values()]
    return {
      nodes: all.map(({ node, standing }) => {
        const { certificate: _, challenge: __, hpke: ___, vkey: ____, ...shown } = node
        return { ...shown, standing }
      }),
      knownAt: known.at,
    }
  },
})
