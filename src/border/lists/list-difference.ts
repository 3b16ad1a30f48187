// What is other in a version than in the one in force, entry by entry, for those who activate it.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import { contentsOf } from './list-parts.ts'
import { changedFields, differenceOf } from './difference.ts'
import { listVersions } from './list-versions.ts'
import { lists } from './lists.ts'
import { digestOf, digestOfList } from './digest-terms.ts'

const shownAtOnce = 50

export const ListDifference = query('list-difference', {
  about: 'A prepared version of a list beside the one in force: entries new, other and gone.',
  seenBy: ['alert-owner', 'supervisor'],
  asks: {
    version: z.uuid(), what: z.enum(['added', 'changed', 'removed']).optional(),
    from: z.coerce.number().int().min(0).max(1_000_000).optional(),
  },
  method: 'GET',
  async answer(known, { version: asked, what, from = 0 }) {
    const version = await known.find(listVersions, { version: asked })
    if (!version) return refuse('list-version-unknown')
    const now = await known.find(lists, { list: version.list })
    // The version in force is shown beside the one that it followed.
    const beside = now?.version === asked ? version.after : now?.version
    const [entries, before] = [await contentsOf(known, asked), await contentsOf(known, beside)]
    const said = new Map([...entries].map(([id, { entry }]) => [id, entry]))
    const { added, changed, removed } = differenceOf(said, before)
    const all = [
      ...removed.map((id) => ({ what: 'removed' as const, before: before.get(id)!.entry })),
      ...changed.map((entry) => ({
        what: 'changed' as const, entry, before: before.get(entry.id)!.entry,
        fields: changedFields(before.get(entry.id)!.entry, entry),
      })),
      ...added.map((entry) => ({ what: 'added' as const, entry })),
    ]
    const shown = what ? all.filter((each) => each.what === what) : all
    return {
      version, now, whole: digestOfList([...said.values()].map(digestOf)) === version.digest,
      rows: shown.slice(from, from + shownAtOnce), count: shown.length,
      ...(shown.length > from + shownAtOnce && { next: from + shownAtOnce }), knownAt: known.at,
    }
  },
})
