// Crossings: who crossed, with what document, and what was decided.

import { capability } from '../../kernel/capability.ts'
import { CrossingCorrected } from './crossing-corrected.ts'
import { CrossingHistory } from './crossing-history.ts'
import { CrossingPaired } from './crossing-paired.ts'
import { CrossingRecorded } from './crossing-recorded.ts'
import { CrossingsOfDay } from './crossings-of-day.ts'
import { PagePictured } from './page-pictured.ts'
import { PicturePage } from './picture-page.ts'
import { PicturesOfCrossing } from './pictures-of-crossing.ts'
import { Receipt } from './receipt.ts'
import { corrections, crossings, pictures } from './register.ts'
import { ShiftCounts } from './shift-counts.ts'
import { UnmatchedCrossings } from './unmatched-crossings.ts'

export default capability('crossings', {
  facts: [CrossingRecorded, CrossingCorrected, CrossingPaired, PagePictured],
  registers: [crossings, corrections, pictures],
  queries: [
    CrossingHistory, CrossingsOfDay, UnmatchedCrossings, Receipt, ShiftCounts, PicturePage,
    PicturesOfCrossing,
  ],
})
