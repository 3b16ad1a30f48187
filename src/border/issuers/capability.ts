// Issuers of documents: whose signatures on chips and digital seals are believed here.

import { capability } from '../../kernel/capability.ts'
import { doubtedIssuers } from './doubted-issuers.ts'
import { IssuerDoubted } from './issuer-doubted.ts'
import { issuerParts } from './issuer-parts.ts'
import { issuerSources } from './issuer-sources.ts'
import { issuerVersions } from './issuer-versions.ts'
import { IssuersBelieved } from './issuers-believed.ts'
import { IssuersDifference } from './issuers-difference.ts'
import { IssuersEnded } from './issuers-ended.ts'
import { IssuersNow } from './issuers-now.ts'
import { IssuersPiece } from './issuers-piece.ts'
import { IssuersPrepare } from './issuers-prepare.ts'
import { IssuersPrepared } from './issuers-prepared.ts'
import { IssuersSaid } from './issuers-said.ts'

export default capability('issuers', {
  facts: [IssuersSaid, IssuersPrepared, IssuersBelieved, IssuersEnded, IssuerDoubted],
  registers: [issuerSources, issuerVersions, issuerParts, doubtedIssuers],
  queries: [IssuersPiece, IssuersPrepare, IssuersDifference, IssuersNow],
})
