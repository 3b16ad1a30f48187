// The watch-list: alerts, hits, silent alerts, and what two officers made of them.

import { capability } from '../../kernel/capability.ts'
import { AlertEnded } from './alert-ended.ts'
import { AlertFile } from './alert-file.ts'
import { AlertIssued } from './alert-issued.ts'
import { AlertLedger } from './alert-ledger.ts'
import { AlertReviewed } from './alert-reviewed.ts'
import { alerts } from './alerts.ts'
import { HitDecided } from './hit-decided.ts'
import { HitRaised } from './hit-raised.ts'
import { HitReopened } from './hit-reopened.ts'
import { HitTakenUp } from './hit-taken-up.ts'
import { hitPersons, hits } from './hits.ts'
import { ListOfficersNamed } from './list-officers-named.ts'
import { listOfficers } from './list-officers.ts'
import { NotThisPerson } from './not-this-person.ts'
import { OpenHits } from './open-hits.ts'
import { OwnHits } from './own-hits.ts'
import { readings } from './readings.ts'
import { ReviewsDue } from './reviews-due.ts'
import { silentHits } from './silent-hits.ts'
import { WatchKept } from './watch-kept.ts'
import { WatchlistRead } from './watchlist-read.ts'

export default capability('watchlist', {
  facts: [
    AlertIssued, AlertReviewed, AlertEnded, ListOfficersNamed, HitRaised, HitTakenUp, HitDecided,
    HitReopened, WatchKept, WatchlistRead,
  ],
  registers: [alerts, listOfficers, hits, hitPersons, silentHits, readings],
  queries: [OwnHits, OpenHits, AlertFile, AlertLedger, ReviewsDue, NotThisPerson],
})
