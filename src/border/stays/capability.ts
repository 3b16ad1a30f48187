// Stays: who is inside, and until when.

import { capability } from '../../kernel/capability.ts'
import { StaysOfTraveller } from './stays-of-traveller.ts'

export default capability('stays', { queries: [StaysOfTraveller] })
