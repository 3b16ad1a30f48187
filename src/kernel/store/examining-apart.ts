// The thread in which a large store is examined, with a connection of its own that only reads.

import { parentPort, workerData } from 'node:worker_threads'
import { examinedRegisters, type Apart, type Told } from './examining.ts'
import { openSqlite } from './sqlite.ts'

const { options, registers, seed } = workerData as Apart
/** Pages are read once and not again: a cache would only hold memory. */
const cacheKib = 2048

try {
  const store = openSqlite({ ...options, key: Buffer.from(options.key), readOnly: true, cacheKib })
  try {
    const { complaints, digests } = await examinedRegisters(store, registers, seed)
    const told: Told = {
      complaints, digests: [...digests].map(([name, digest]) => [name, digest.bytes()]),
    }
    parentPort!.postMessage(told)
  } finally {
    await store.close()
  }
} catch {
  parentPort!.postMessage(undefined)
}
