// What runs beside the node of a post: screening, the watch over silent alerts, who is inside, and
// what is asked of INTERPOL.

import { openInterpol } from '../border/interpol/asking.ts'
import { openListDesk } from '../border/lists/list-desk.ts'
import { openInside } from '../border/stays/inside.ts'
import { openScreening } from '../border/watchlist/screening.ts'
import { openWatchKeeper } from '../border/watchlist/watch-keeper.ts'
import type { Node } from '../kernel/node.ts'
import { interpolLink, type InterpolSettings } from './interpol-link.ts'

/** Starts it, without INTERPOL; what it returns stops it. */
export const beside = besideWith()

/** The same, with a way to ask INTERPOL where there is one. */
export function besideWith(
  interpol?: InterpolSettings,
): (node: Node) => Promise<() => Promise<void>> {
  return (node) => start(node, interpol)
}

async function start(
  node: Node, interpol: InterpolSettings | undefined,
): Promise<() => Promise<void>> {
  openListDesk(node)
  const opened = await openScreening(node)
  const keeper = openWatchKeeper(node, opened)
  const inside = await openInside(node, opened)
  const asking = interpol && openInterpol(node, interpolLink(interpol), opened)
  return async () => {
    await asking?.stop()
    await inside.stop()
    await keeper.stop()
    opened.stop()
  }
}
