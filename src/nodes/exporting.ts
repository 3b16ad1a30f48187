// Exporting a journal: its leaves and a checkpoint as one file, beside a running node or without.

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { signCheckpoint } from '../kernel/journal/checkpoint.ts'
import { writeJournalFile } from '../kernel/journal/journal-file.ts'
import { signer } from '../kernel/journal/note.ts'
import { Frontier, leafHash } from '../kernel/journal/tree.ts'
import { readKeys } from '../kernel/keys.ts'
import { leavesOf } from '../kernel/leaves.ts'
import { openSqlite, type Cipher } from '../kernel/store/sqlite.ts'
import { realGiven } from './given.ts'

/**
 * Writes the journal of a node's folder to a file; returns how many leaves. Contents stay sealed.
 */
export async function exportJournal(
  folder: string, path: string,
  options: { contents: boolean; keysFolder?: string; cipher?: Cipher },
): Promise<number> {
  const keys = readKeys(realGiven, options.keysFolder ?? join(folder, 'keys'))
  const { origin } = keys.identity
  const store = openSqlite({
    path: join(folder, 'store.db'), cipher: options.cipher ?? 'aegis', key: keys.storeKey,
    readOnly: true,
  })
  const file = openSync(path, 'w', 0o600)
  try {
    const tree = new Frontier()
    const leaves: { bytes: Buffer; content: Buffer | null }[] = []
    for await (const leaf of leavesOf(store.reading, origin)) {
      tree.append(leafHash(leaf.bytes))
      leaves.push({ bytes: leaf.bytes, content: leaf.content })
    }
    const checkpoint = signCheckpoint({ origin, size: tree.size, root: tree.root() },
      [signer(origin, keys.deviceKey)])
    const contents = options.contents ? 'contents' : 'bare'
    for (const piece of writeJournalFile({ checkpoint, contents, leaves })) writeSync(file, piece)
    fsyncSync(file)
    return tree.size
  } finally {
    closeSync(file)
    store.close()
  }
}
