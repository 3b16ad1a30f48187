// An officer said which column of a national list holds what, for this file and the next ones.

import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { areEnough } from './columns.ts'
import { listMappings } from './list-mappings.ts'
import { ColumnMapping, ListCode } from './terms.ts'

const mostColumns = 100

export const ListColumnsMapped = event('list-columns-mapped', {
  about: 'An officer said which column of a list holds names, birth dates and the rest.',
  subject: 'list',
  fields: { list: ListCode, mapping: ColumnMapping },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  async lawful({ mapping }) {
    const roles = Object.values(mapping)
    if (roles.length > mostColumns) return refuse('too-many-at-once', { most: mostColumns })
    if (!areEnough(roles)) return refuse('list-columns-lack-a-name')
  },
  changes: ({ list, mapping }, leaf) =>
    [listMappings.put({ list, mapping, by: leaf.by, at: leaf.at })],
})
