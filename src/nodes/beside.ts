// What runs beside the node of a post: screening for the counter, and the watch over silent alerts.

import { openScreening } from '../border/watchlist/screening.ts'
import { openWatchKeeper } from '../border/watchlist/watch-keeper.ts'
import type { Node } from '../kernel/node.ts'

/**
 * Starts it; what it returns stops it. The days of alerts are counted in the machine's time zone.
 */
export async function beside(node: Node): Promise<() => Promise<void>> {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const opened = await openScreening(node, { zone })
  const keeper = openWatchKeeper(node, opened)
  return async () => {
    await keeper.stop()
    opened.stop()
  }
}
