// Bundles: how old what comes down from the hub is, and what follows from it.

import { capability } from '../../kernel/capability.ts'
import { BundleNow } from './bundle-now.ts'

export default capability('bundles', { queries: [BundleNow] })
