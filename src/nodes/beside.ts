// What runs beside the node of a post: screening, the watch over silent alerts, and who is inside.

import { openListDesk } from '../border/lists/list-desk.ts'
import { openInside } from '../border/stays/inside.ts'
import { openScreening } from '../border/watchlist/screening.ts'
import { openWatchKeeper } from '../border/watchlist/watch-keeper.ts'
import type { Node } from '../kernel/node.ts'

/** Starts it; what it returns stops it. */
export async function beside(node: Node): Promise<() => Promise<void>> {
  openListDesk(node)
  const opened = await openScreening(node)
  const keeper = openWatchKeeper(node, opened)
  const inside = await openInside(node, opened)
  return async () => {
    await inside.stop()
    await keeper.stop()
    opened.stop()
  }
}
