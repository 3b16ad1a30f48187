// What runs beside the node of a post: screening, the watch over silent alerts, who is inside,
// whose signatures are believed, and what is asked of INTERPOL.

import { openInterpol } from '../border/interpol/asking.ts'
import { openIssuers } from '../border/issuers/believing.ts'
import { openIssuerDesk } from '../border/issuers/issuer-desk.ts'
import { openListDesk } from '../border/lists/list-desk.ts'
import { openInside } from '../border/stays/inside.ts'
import { openScreening } from '../border/watchlist/screening.ts'
import { openStolenNumbers } from '../border/watchlist/stolen-numbers.ts'
import { openWatchKeeper, type WatchKeeper } from '../border/watchlist/watch-keeper.ts'
import type { Node } from '../kernel/node.ts'
import { keptNumbers } from './kept-numbers.ts'
import { keptScreening } from './kept-screening.ts'
import { interpolLink, type InterpolSettings } from './interpol-link.ts'

/** What may be beside a node that is not beside every one. */
export interface Beside {
  /** How INTERPOL is asked. */
  interpol?: InterpolSettings | undefined
  /** Told of the watch-keeper, where somebody has a hand on it. */
  keeping?: (keeper: WatchKeeper) => void
}

/** Starts it; what it returns stops it. */
export const beside = besideWith()

/** The same, with more beside it. */
export function besideWith(more: Beside = {}): (node: Node) => Promise<() => Promise<void>> {
  return (node) => start(node, more)
}

async function start(node: Node, { interpol, keeping }: Beside): Promise<() => Promise<void>> {
  openIssuerDesk(node)
  const offIssuers = openIssuers(node)
  const numbers = keptNumbers(node)
  openListDesk(node, numbers)
  const stolen = await openStolenNumbers(node, numbers)
  const opened = await openScreening(node, keptScreening(node))
  const keeper = openWatchKeeper(node, opened)
  keeping?.(keeper)
  const inside = await openInside(node, opened, stolen)
  const asking = interpol && openInterpol(node, interpolLink(interpol), opened)
  return async () => {
    offIssuers()
    await asking?.stop()
    await inside.stop()
    await keeper.stop()
    opened.stop()
    stolen.stop()
    numbers.close()
  }
}
