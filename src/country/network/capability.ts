// The network: which nodes are in it, how a new one is taken in, and how one is refused at once.

import { capability } from '../../kernel/capability.ts'
import { AskEnrolment } from './ask-enrolment.ts'
import { BiometricOfficeNamed } from './biometric-office-named.ts'
import { CheckpointCosigned } from './checkpoint-cosigned.ts'
import { CourierStands } from './courier-stands.ts'
import { EnrolNode } from './enrol-node.ts'
import { HubAccepted } from './hub-accepted.ts'
import { LeafWhere } from './leaf-where.ts'
import { NetworkNow } from './network-now.ts'
import { NodeAdmission } from './node-admission.ts'
import { NodeEnrolled } from './node-enrolled.ts'
import { NodeRetired } from './node-retired.ts'
import { NodeRevoked } from './node-revoked.ts'
import { OwnEnrolment } from './own-enrolment.ts'
import { ReadCourier } from './read-courier.ts'
import { ReadEnrolment } from './read-enrolment.ts'
import { biometricOffices, cosignatures, forkedJournals, hubs, nodes } from './register.ts'
import { TakeAdmission } from './take-admission.ts'
import { TwoHistoriesShown } from './two-histories-shown.ts'
import { WriteCourier } from './write-courier.ts'

export default capability('network', {
  facts: [
    NodeEnrolled, NodeRevoked, NodeRetired, HubAccepted, TwoHistoriesShown, CheckpointCosigned,
    BiometricOfficeNamed,
  ],
  registers: [nodes, hubs, biometricOffices, forkedJournals, cosignatures],
  queries: [
    NetworkNow, LeafWhere, ReadEnrolment, EnrolNode, NodeAdmission, OwnEnrolment, AskEnrolment,
    TakeAdmission, CourierStands, WriteCourier, ReadCourier,
  ],
})
