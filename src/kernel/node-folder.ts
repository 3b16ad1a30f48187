// What lies in a node's folder must be one node's: its keys, its mark and its last checkpoint.

import { createHmac } from 'node:crypto'
import { canonical } from '../lib/canonical.ts'
import { CannotOpen } from './cannot-open.ts'
import type { Given } from './given.ts'
import { openCheckpoint } from './journal/checkpoint.ts'
import { Unreadable, verifier } from './journal/note.ts'
import { keysComplete, makeKeys, newIncarnation, readKeys, type NodeKeys } from './keys.ts'
import { MarkFile, type MarkRead } from './mark.ts'
import type { NodeOptions } from './node.ts'
import type { JournalFound } from './opening.ts'
import type { SqliteOptions } from './store/sqlite.ts'

/** Holds a folder for this process alone; throws CannotOpen where another one holds it. */
export function holdFolder({ disk }: Given, folder: string): () => void {
  disk.makeFolder(folder)
  const release = disk.hold(`${folder}/hold`)
  if (!release) throw new CannotOpen('in-use', folder)
  return release
}

/** The keys of a folder's node: read, made at its founding, or those of a new incarnation. */
export async function keysFor(options: NodeOptions, keysFolder: string): Promise<NodeKeys> {
  const { given, folder, founding } = options
  const { disk } = given
  // A store that is handed in keeps no file here; whether it lost leaves, the mark says.
  const storeThere = !options.store && disk.exists(`${folder}/store.db`)
  const begun = storeThere ||
    ['mark', 'checkpoint'].some((file) => disk.exists(`${folder}/${file}`))
  if (!begun && !keysComplete(given, keysFolder)) {
    if (!founding) throw new CannotOpen('store-missing', folder)
    return makeKeys(given, keysFolder, founding)
  }
  if (!begun) {
    // Keys alone may have signed a journal that is lost or runs elsewhere: it is never continued
    // (J5).
    newIncarnation(given, keysFolder, readKeys(given, keysFolder).identity)
  }
  if (options.afterLoss) {
    const { identity, markKey } = readKeys(given, keysFolder)
    const mark = new MarkFile(disk, `${folder}/mark`, markKey).read()
    newIncarnation(given, keysFolder, identity, typeof mark === 'object' ? {
      origin: mark.origin, size: mark.size, root: mark.root.toString('base64url'),
    } : null)
  }
  const keys = readKeys(given, keysFolder)
  if (!options.store && !storeThere && begun && !options.afterLoss) {
    throw new CannotOpen('store-missing', `${folder}/store.db`)
  }
  return keys
}

/** How the embedded store of a folder is opened. */
export function sqliteOptions(options: NodeOptions, keys: NodeKeys): SqliteOptions {
  return {
    path: `${options.folder}/store.db`, cipher: options.cipher ?? 'aegis', key: keys.storeKey,
    tallyKey: createHmac('sha256', keys.markKey).update('safar tally 1').digest(),
    ...(options.cacheKib !== undefined && { cacheKib: options.cacheKib }),
    ...(options.synchronous && { synchronous: options.synchronous }),
  }
}

/** That a key file is damaged, or another node's. */
export function keyDamaged(
  { folder, keysFolder }: NodeOptions, file: string, cause?: unknown,
): CannotOpen {
  return new CannotOpen('key-damaged', `${keysFolder ?? `${folder}/keys`}/${file}`, cause)
}

/** The last checkpoint that this node kept beside its store; nothing where it cannot be read. */
export function keptCheckpoint({ given, folder }: NodeOptions, { identity, vkey }: NodeKeys) {
  const bytes = given.disk.read(`${folder}/checkpoint`)
  if (!bytes) return undefined
  const { publicKey } = verifier(vkey)
  const pinned = {
    origin: identity.origin, verifiers: [verifier({ name: identity.origin, publicKey })],
  }
  try {
    return openCheckpoint(bytes, pinned)
  } catch (failure) {
    // Torn, rotten, or of the incarnation before: the mark is what start depends on.
    if (failure instanceof Unreadable) return undefined
    throw failure
  }
}

/** Keys, mark and journal must be one node's; throws CannotOpen naming the key file that is not. */
export function mustFit(
  options: NodeOptions, { identity, vkey }: NodeKeys, mark: MarkRead, { opens }: JournalFound,
): void {
  if (opens) {
    if (opens.vkey !== vkey) throw keyDamaged(options, 'device.pem')
    if (canonical(opens.predecessor) !== canonical(identity.predecessor)) {
      throw keyDamaged(options, 'node.json')
    }
  } else if (typeof mark === 'object') {
    const known = [identity.origin, identity.predecessor?.origin]
    if (!known.includes(mark.origin)) throw keyDamaged(options, 'node.json')
  }
}
