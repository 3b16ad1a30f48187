// What runs beside the node of a post: screening for the counter, and the watch over silent alerts.

import { openListDesk } from '../border/lists/list-desk.ts'
import { openScreening } from '../border/watchlist/screening.ts'
import { openWatchKeeper } from '../border/watchlist/watch-keeper.ts'
import type { Node } from '../kernel/node.ts'

/** Starts it; what it returns stops it. */
export async function beside(node: Node): Promise<() => Promise<void>> {
  openListDesk(node)
  const opened = await openScreening(node)
  const keeper = openWatchKeeper(node, opened)
  return async () => {
    await keeper.stop()
    opened.stop()
  }
}
