// Officers: who they are, what they may do where, and how they prove it.

import { capability } from '../../kernel/capability.ts'
import { NewSignInCode } from './new-sign-in-code.ts'
import { OfficerEnrolled } from './officer-enrolled.ts'
import { officers, roleGrants, signInCodes, signInRefusals, signIns } from './register.ts'
import { RolesEnded } from './roles-ended.ts'
import { RolesGiven } from './roles-given.ts'
import { RosterNow } from './roster-now.ts'
import { SignedIn } from './signed-in.ts'
import { SignedOut } from './signed-out.ts'
import { SignInCodeIssued } from './sign-in-code-issued.ts'
import { SignInRefused } from './sign-in-refused.ts'

export default capability('officers', {
  facts: [
    OfficerEnrolled, RolesGiven, RolesEnded, SignInCodeIssued, SignedIn, SignInRefused, SignedOut,
  ],
  registers: [officers, roleGrants, signInCodes, signIns, signInRefusals],
  queries: [RosterNow, NewSignInCode],
})
