// The hub's word as screens use it: asked again each half minute, as it grows old by itself.

import { useQuery } from '../../ui/asking.ts'
import { useEvery } from '../../ui/clock.tsx'
import type { BundleNow } from './bundle-now.ts'
import type { BundleStanding } from './terms.ts'

const halfMinuteMs = 30_000

/** Where the hub's word stands; nothing until the node has said. */
export function useBundle(): BundleStanding | undefined {
  const asked = useQuery<typeof BundleNow>({ name: 'bundle-now', method: 'GET' }, {})
  useEvery(halfMinuteMs, asked.refresh)
  return asked.done?.standing
}
