// The answer to an enrolled node, to carry there: as a file, and as codes where it is small.

import { query } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import { qrSeries } from '../../lib/qr-series.ts'
import type { Enrolling } from './enrolling.ts'
import { standings } from './standing.ts'
import { looksAfter, Origin } from './terms.ts'

export const NodeAdmission = query('node-admission', {
  about: 'The hub’s answer to an enrolled node: keys and roster, which only that node can open.',
  seenBy: looksAfter,
  asks: { origin: Origin },
  method: 'POST',
  async answer(known, { origin }) {
    const found = (await standings(known)).get(origin)
    if (!found) return refuse('no-such-node')
    if (found.standing !== 'enrolled') return refuse('node-not-enrolled', { post: found.node.post })
    const enrolling = known.service<Enrolling>('enrolling')
    const bytes = await enrolling.admit(found.node)
    return {
      name: `admission-${found.node.post}-${found.node.device}.safar`,
      file: bytes.toString('utf8'), fingerprint: enrolling.ownFingerprint(),
      codes: qrSeries(bytes) ?? [],
    }
  },
})
