// Every capability of a post, in the order of the layers.

import bundles from '../country/bundles/capability.ts'
import posts from '../country/posts/capability.ts'
import officers from '../country/officers/capability.ts'
import shifts from '../country/shifts/capability.ts'
import network from '../country/network/capability.ts'
import travellers from '../border/travellers/capability.ts'
import lists from '../border/lists/capability.ts'
import watchlist from '../border/watchlist/capability.ts'
import stays from '../border/stays/capability.ts'
import crossings from '../border/crossings/capability.ts'
import interpol from '../border/interpol/capability.ts'
import issuers from '../border/issuers/capability.ts'
import rules from '../border/rules/capability.ts'
import inspection from '../border/inspection/capability.ts'
import groups from '../border/groups/capability.ts'
import discrepancies from '../border/discrepancies/capability.ts'
import type { Capability } from '../kernel/capability.ts'

export const capabilities: readonly Capability[] = [
  bundles, posts, officers, shifts, network, travellers, lists, watchlist, stays, crossings,
  interpol, issuers, rules, inspection, groups, discrepancies,
]
