// Discrepancies: facts that do not fit together, kept both, and settled by people.

import { capability } from '../../kernel/capability.ts'
import { Discrepancies } from './discrepancies.ts'
import { DiscrepancySettled } from './discrepancy-settled.ts'
import { settlements } from './register.ts'

export default capability('discrepancies', {
  facts: [DiscrepancySettled], registers: [settlements], queries: [Discrepancies],
})
