// The thread in which a large store is checked, with a connection of its own that only reads.

import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite, type SqliteOptions } from './sqlite.ts'

const options = workerData as SqliteOptions
/** Pages are read once and not again: a cache would only hold memory. */
const cacheKib = 2048

try {
  const store = openSqlite({ ...options, key: Buffer.from(options.key), readOnly: true, cacheKib })
  try {
    parentPort!.postMessage(await store.complaints())
  } finally {
    store.close()
  }
} catch {
  parentPort!.postMessage(undefined)
}
