// What the counter is told of an alert that was found, and what compared it.

import { NAMES_VERSION } from '../../lib/names/fold-name.ts'
import type { Listed } from './listed.ts'
import type { Hit } from './terms.ts'

/** What screened; written beside what was found. Raised too when what a snapshot keeps changes. */
export const engineVersion = `safar-3 ${NAMES_VERSION}`

/** What the counter is told; of an alert to protect, no more than of one to refer. */
export function hitOf(alert: Listed, score: number, reasons: Hit['reasons']): Hit {
  const protect = alert.action === 'protect'
  const action = protect ? 'refer' : alert.action
  return {
    alert: alert.alert, action, priority: alert.priority, score, reasons, contact: alert.contact,
    list: { code: alert.list.code, name: protect ? '' : alert.list.name }, engine: engineVersion,
    instruction: `watchlist.instruction.${action}`,
    ...(alert.instruction && !protect && { ownText: alert.instruction }),
  }
}
