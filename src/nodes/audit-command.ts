// The audit of a hub by its folder: once, beside the running hub, and without its leave.

import { join } from 'node:path'
import { audit } from '../kernel/audit.ts'
import { CannotOpen } from '../kernel/cannot-open.ts'
import { contentsOf } from '../kernel/capability.ts'
import kernel from '../kernel/kernel-facts.ts'
import { readKeys, type NodeKeys } from '../kernel/keys.ts'
import { MarkFile } from '../kernel/mark.ts'
import { ContentKeeper } from '../kernel/realms/content.ts'
import { rowsByKey } from '../kernel/store/examining.ts'
import { snapshotOf } from '../kernel/store/postgres.ts'
import { openSqlite } from '../kernel/store/sqlite.ts'
import { StoreFailure, type Seen } from '../kernel/store/store.ts'
import { nodes } from '../country/network/register.ts'
import { headsOf, marksOf, nameOf } from './auditing.ts'
import { capabilities } from './capabilities.ts'
import { realGiven } from './given.ts'
import type { Report } from './verifier.ts'

/** Audits a hub's database; exit 0 sound, 1 what is not is named, 2 nothing could be read. */
export async function auditFolder(
  folder: string, { url, keysFolder }: { url?: string; keysFolder?: string } = {},
): Promise<Report> {
  try {
    const keys = readKeys(realGiven, keysFolder ?? join(folder, 'keys'))
    // Heads are read before the database: a running hub writes them in the other order.
    const mark = new MarkFile(realGiven.disk, join(folder, 'mark'), keys.markKey).read()
    const { heads, findings } = headsOf(marksOf({ given: realGiven, folder, keys }))
    if (typeof mark === 'object') heads.push(mark)
    else findings.push({ where: 'tables', what: `the mark is ${mark}` })
    const read = async (seen: Seen) => audit({
      store: seen, heads, contents: contentsOf([kernel, ...capabilities]),
      content: new ContentKeeper(keys.keyring, realGiven.luck, keys.identity.origin),
      keys: await vkeysIn(seen, keys),
    })
    findings.push(...await (url ? snapshotOf({ url, given: realGiven }, read)
      : embedded(folder, keys, read)))
    return findings.length === 0
      ? { lines: [`sound: ${keys.identity.origin}`], exit: 0 }
      : { lines: findings.map((each) => `not sound: ${nameOf(each)}: ${each.what}`), exit: 1 }
  } catch (failure) {
    if (failure instanceof CannotOpen) return { lines: [failure.message], exit: 2 }
    if (failure instanceof StoreFailure) {
      return { lines: [`the database cannot be read (${failure.fault})`], exit: 2 }
    }
    throw failure
  }
}

/** Rows of the register are believed here, and held to their leaves by the audit itself. */
async function vkeysIn(seen: Seen, keys: NodeKeys): Promise<Map<string, string>> {
  const vkeys = new Map<string, string>()
  for await (const row of rowsByKey(seen, nodes)) {
    vkeys.set(String(row['origin']), String(row['vkey']))
  }
  return vkeys.set(keys.identity.origin, keys.vkey)
}

async function embedded<T>(
  folder: string, keys: NodeKeys, work: (seen: Seen) => Promise<T>,
): Promise<T> {
  const store = openSqlite({
    path: join(folder, 'store.db'), cipher: 'aegis', key: keys.storeKey, readOnly: true,
  })
  try {
    await store.script('begin')
    return await work(store)
  } finally {
    await store.close()
  }
}
