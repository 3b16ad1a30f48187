// Lists from outside: read, compared with what is in force, and put in force by two officers.

import { capability } from '../../kernel/capability.ts'
import { ListActivated } from './list-activated.ts'
import { ListColumnsMapped } from './list-columns-mapped.ts'
import { ListDifference } from './list-difference.ts'
import { ListEnded } from './list-ended.ts'
import { ListEntriesSaid } from './list-entries-said.ts'
import { listMappings } from './list-mappings.ts'
import { listParts } from './list-parts.ts'
import { ListPiece } from './list-piece.ts'
import { ListPrepared } from './list-prepared.ts'
import { ListVersionPrepared } from './list-version-prepared.ts'
import { listVersions } from './list-versions.ts'
import { lists } from './lists.ts'

export default capability('lists', {
  facts: [ListColumnsMapped, ListEntriesSaid, ListVersionPrepared, ListActivated, ListEnded],
  registers: [lists, listVersions, listParts, listMappings],
  queries: [ListPiece, ListPrepared, ListDifference],
})
