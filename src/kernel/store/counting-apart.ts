// The thread in which the pages of a large store are counted, while the node reads what it needs.

import { parentPort, workerData } from 'node:worker_threads'
import { PageSum, type Counted } from './page-sum.ts'

const { pages, ...of } = workerData as Counted & { pages: number }
const sum = new PageSum(of)
// The file is the node's: to close it, even here, would let go of SQLite's locks on it (POSIX).
sum.countAll(pages)
parentPort!.postMessage(sum.lanes)
