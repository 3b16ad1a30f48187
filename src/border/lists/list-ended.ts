// Two officers end a list from outside: nobody is screened against it any more.

import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { oneOf, passage } from '../../ui/fields/terms.ts'
import { lists } from './lists.ts'
import { ListCode, listEndReasons } from './terms.ts'

export const ListEnded = event('list-ended', {
  about: 'Two officers ended a list from outside before its time.',
  subject: 'list',
  fields: {
    list: ListCode, why: oneOf(listEndReasons, 'alertEnding'), note: passage(1000).optional(),
  },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['lists'],
  async lawful({ list }, known) {
    const row = await known.find(lists, { list })
    if (!row) return refuse('list-unknown')
    if (row.endedAt) return refuse('list-already-ended', { at: row.endedAt })
    if (!row.officers.includes(known.by)) return refuse('list-of-another')
  },
  changes: ({ list, why }, leaf) =>
    [lists.patch(list, { endedAt: leaf.at, endedBy: leaf.by, endedWhy: why })],
})
