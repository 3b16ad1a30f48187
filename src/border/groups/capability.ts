// Groups: people who come together, with what they share said once.

import { capability } from '../../kernel/capability.ts'
import { GroupClosed } from './group-closed.ts'
import { GroupPresented } from './group-presented.ts'
import { GroupSheet } from './group-sheet.ts'
import { groups } from './register.ts'

export default capability('groups', {
  facts: [GroupPresented, GroupClosed], registers: [groups], queries: [GroupSheet],
})
