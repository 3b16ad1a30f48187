// A start on a store that is, byte for byte, as it was left: what was proved of it then holds
// still, and only its edge and what decides are read.

import type { Capability, Contents } from './capability.ts'
import { FoldDigest } from './fold.ts'
import type { Head } from './journal/checkpoint.ts'
import { TILE_WIDTH } from './journal/tiles.ts'
import { Frontier, leafHash, rootAt } from './journal/tree.ts'
import { JournalTree } from './journal-tree.ts'
import { lastTime, leavesOf, leavesWith } from './leaves.ts'
import type { Mark, MarkRead } from './mark.ts'
import {
  asDeclared, decidingEvents, decidingFold, openingOf, type DecidingFold, type JournalFound,
} from './opening.ts'
import type { ContentKeeper } from './realms/content.ts'
import { digestsInPlace } from './store/examining.ts'
import type { Store } from './store/store.ts'

/** What a start needs of a store, with all registers' digest as it was marked. */
export interface FoundAsLeft {
  found: JournalFound
  fold: DecidingFold
  digests: ReadonlyMap<string, FoldDigest>
  sum: FoldDigest
  complaints: readonly string[]
}

/** What a start holds a store to. */
export interface Asked {
  contents: Contents
  capabilities: readonly Capability[]
  content: ContentKeeper
  heads: [mark: MarkRead, checkpoint: Head | undefined]
}

/**
 * Reads the journal's edge, and folds the registers that decide anew (PROMISES J9). Undefined where
 * file, log and mark are not exactly what was left together, or where anything in them does not
 * fit: then the whole store is to be read.
 */
export async function readAsLeft(
  store: Store, origin: string,
  { contents, capabilities, content, heads: [mark, checkpoint] }: Asked,
): Promise<FoundAsLeft | undefined> {
  if (typeof mark !== 'object' || mark.origin !== origin || mark.size === 0) return undefined
  if (!store.tally || mark.tally === undefined) return undefined
  const [asLeft, read] = await Promise.allSettled([
    store.tally.is(mark.tally),
    // Read meanwhile, and of no account where the store is another.
    readMeanwhile(store, mark, { contents, capabilities, content, checkpoint }),
  ])
  if (asLeft.status === 'rejected') throw asLeft.reason
  return asLeft.value && read.status === 'fulfilled' ? read.value : undefined
}

async function readMeanwhile(
  store: Store, mark: Mark,
  { contents, capabilities, content, checkpoint }: Omit<Asked, 'heads'> & {
    checkpoint: Head | undefined
  },
): Promise<FoundAsLeft | undefined> {
  const found = await edgeOf(store, mark, { checkpoint })
  if (!found) return undefined
  const fold = await decidingFold(store, contents, capabilities, content)
  const events = [...decidingEvents(capabilities)]
  for await (const leaf of leavesWith(store.reading, events)) await fold.visit(leaf)
  // Tables of another release are made anew whatever is in them.
  const deciding = !await asDeclared(store, contents) ? []
    : [...contents.registers.values()].filter(({ decides }) => decides)
  return {
    found, fold, digests: await digestsInPlace(store.reading, deciding),
    sum: new FoldDigest(mark.registers), complaints: [],
  }
}

/**
 * Where the journal stands, out of its tiles, held to the mark and to the last checkpoint. Leaves
 * beyond the mark, which became durable in the moment before a stop, count where `beyond` says so.
 */
export async function edgeOf(
  { reading }: Store, { origin, size, root }: Mark,
  { checkpoint, beyond = false }: { checkpoint: Head | undefined; beyond?: boolean },
): Promise<JournalFound | undefined> {
  const tree = new JournalTree(reading, origin)
  try {
    const { frontier, signed } = await tree.compute(size, (hashAt) => ({
      frontier: Frontier.at(size, hashAt),
      signed: checkpoint && rootAt(checkpoint.size, hashAt),
    }))
    if (!frontier.root().equals(root)) return undefined
    if (checkpoint && (checkpoint.size > size || !signed?.equals(checkpoint.root))) return undefined
    let number = size - 1 - ((size - 1) % TILE_WIDTH)
    const hashes: Buffer[] = []
    for await (const leaf of leavesOf(reading, origin, number)) {
      if (Number(leaf.number) !== number++) return undefined
      hashes.push(leafHash(leaf.bytes))
      if (number > size) frontier.append(hashes.at(-1)!)
    }
    const first = (await leavesOf(reading, origin).next()).value
    const opens = first && openingOf(first.bytes)
    const last = await lastTime(reading)
    if (number < size || (number > size && !beyond) || !opens || !last) return undefined
    const pending = number % TILE_WIDTH
    return {
      frontier, previous: hashes.at(-1)!.toString('base64url'), opens, last,
      pendingTile: pending === 0 ? [] : hashes.slice(-pending),
    }
  } catch (failure) {
    // Tiles or leaves that the tree needs are not there.
    if (failure instanceof RangeError) return undefined
    throw failure
  }
}
