// Travellers: what is said of persons, and every look at one.

import { capability } from '../../kernel/capability.ts'
import { PersonLookedUp } from './person-looked-up.ts'
import { lookUps } from './register.ts'

export default capability('travellers', { facts: [PersonLookedUp], registers: [lookUps] })
