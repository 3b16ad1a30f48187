// The thread in which a large store is examined, with a connection of its own that only reads.

import { parentPort, workerData } from 'node:worker_threads'
import { examine, type RowShape } from './examining.ts'
import { openSqlite, type SqliteOptions } from './sqlite.ts'

const { options, shapes } = workerData as { options: SqliteOptions; shapes: RowShape[] }

try {
  const store = openSqlite({
    ...options, key: Buffer.from(options.key), readOnly: true, cacheKib: 4096,
  })
  try {
    parentPort!.postMessage(await examine(store, shapes))
  } finally {
    store.close()
  }
} catch (failure) {
  parentPort!.postMessage({ failure: String(failure) })
}
