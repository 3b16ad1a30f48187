// Two officers put a version of a list in force, in place of the one before.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { canonical } from '../../lib/canonical.ts'
import { dayOfInstant } from '../../lib/dates/days.ts'
import { listParts } from './list-parts.ts'
import { listVersions } from './list-versions.ts'
import { lists } from './lists.ts'
import { Counts, ListCode, listTerms } from './terms.ts'

export const ListActivated = event('list-activated', {
  about: 'Two officers put a version of a list from outside in force, and answer for it.',
  subject: 'list',
  fields: { list: ListCode, version: z.uuid(), counts: Counts, ...listTerms },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['lists'],
  async lawful(said, known) {
    const version = await known.find(listVersions, { version: said.version })
    if (!version || version.list !== said.list) return refuse('list-version-unknown')
    const parts = await known.count(listParts, (q) => q.where('version', '=', said.version))
    if (parts !== version.parts) {
      return refuse('list-version-incomplete', { said: parts, parts: version.parts })
    }
    const today = dayOfInstant(known.at)
    if (said.validUntil < today || said.reviewBy < today) return refuse('validity-over')
    if (said.reviewBy > said.validUntil) return refuse('review-after-validity')
    const now = await known.find(lists, { list: said.list })
    if (now && !now.officers.includes(known.by)) return refuse('list-of-another')
    // The version in force may be attested again: reviewed, and given more time. Any other is what
    // is different from the version in force, or says every entry.
    const again = now?.version === said.version
    if (!again && version.after !== undefined && version.after !== now?.version) {
      return refuse('list-version-passed-by')
    }
    if (canonical(version.counts) !== canonical(said.counts)) {
      return refuse('list-counts-differ')
    }
  },
  changes: ({ list, ...said }, leaf) => [lists.put({
    list, ...said, activatedAt: leaf.at, officers: [leaf.by, ...(leaf.second ? [leaf.second] : [])],
  })],
})
