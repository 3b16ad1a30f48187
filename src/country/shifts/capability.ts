// Shifts: who works at which lane, what was counted, and the checkpoint printed at the end.

import { capability } from '../../kernel/capability.ts'
import { shifts } from './register.ts'
import { ShiftClosed } from './shift-closed.ts'
import { ShiftOpened } from './shift-opened.ts'
import { ShiftSheetOf } from './shift-sheet.ts'

export default capability('shifts', {
  facts: [ShiftOpened, ShiftClosed], registers: [shifts], queries: [ShiftSheetOf],
})
