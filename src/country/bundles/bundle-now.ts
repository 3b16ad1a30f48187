// How old what the hub sent is, for the top bar and for every screen that shows it.

import { roles } from '../../kernel/event.ts'
import { query } from '../../kernel/query.ts'
import { bundleOf } from './terms.ts'

export const BundleNow = query('bundle-now', {
  about: 'As of when this node knows what others said, and whether that is old.',
  seenBy: roles,
  asks: {},
  method: 'GET',
  async answer(known) {
    return { standing: bundleOf(known), knownAt: known.at }
  },
})
