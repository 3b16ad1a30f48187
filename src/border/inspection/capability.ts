// Inspection: everything known of who stands at the counter, and searching for who does not.

import { capability } from '../../kernel/capability.ts'
import { FindTravellers } from './find-travellers.ts'
import { Inspect } from './inspect.ts'
import { LookUpsWithoutCrossing } from './look-ups-without-crossing.ts'
import { TravellerFile } from './traveller-file.ts'

export default capability('inspection', {
  queries: [Inspect, FindTravellers, TravellerFile, LookUpsWithoutCrossing],
})
