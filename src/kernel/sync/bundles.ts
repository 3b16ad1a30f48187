// The bundle log of a hub: the leaves that posts need, in the order in which the hub had them.

import type { LeafHead } from '../event.ts'
import { signCheckpoint, type Head } from '../journal/checkpoint.ts'
import { cosignatureLines, cosigner } from '../journal/cosignature.ts'
import { signer } from '../journal/note.ts'
import { TILE_WIDTH } from '../journal/tiles.ts'
import { consistencyProof, Frontier, leafHash } from '../journal/tree.ts'
import { leavesInOrder } from '../leaves.ts'
import type { Node } from '../node.ts'
import { proved, writeTiles } from '../stored-tiles.ts'
import type { Statements } from '../store/store.ts'
import { referenceHash, type Reference } from './bundle-wire.ts'

const insertEntries = (rows: number) => 'insert into bundle_entry (number, origin, leaf, hash)' +
  ` values ${Array(rows).fill('(?, ?, ?, ?)').join(', ')}`
/** Rows of one statement: a server may be a round trip away. */
const mostRows = 64
const readEntries = 'select origin, leaf, hash from bundle_entry' +
  ' where number >= ? and number < ? order by number'
const readLeaves = (leaves: number) => 'select origin, number, bytes from leaf' +
  ` where ${Array(leaves).fill('(origin = ? and number = ?)').join(' or ')}`
const readKept = 'select value from kept where name = ?'
const keep = 'insert into kept (name, value) values (?, ?)' +
  ' on conflict (name) do update set value = excluded.value'

/** A leaf that has just been recorded, or taken with its content, in a running transaction. */
export type NewLeaf = Pick<LeafHead, 'origin' | 'number' | 'event'>

interface Waiting { origin: string; go: () => void }

/** The name of a hub's bundle log. */
export function bundleOrigin(hub: string): string {
  return `${hub}/bundles`
}

/** The log of a node that is a hub; what it holds lies in the store. */
export class BundleLog {
  readonly origin: string
  readonly #node: Node
  /** Those who wait for more; owned by `beyond` and `append`. */
  #waiting = new Set<Waiting>()
  /** What was signed last, and its note; owned by `checkpoint`. */
  #signed: Head | undefined
  #note: Buffer = Buffer.alloc(0)

  private constructor(node: Node) {
    this.#node = node
    this.origin = bundleOrigin(node.journal.options.origin)
  }

  /**
   * Opens the log of a node, which keeps it from then on. What it lacks goes into it first: a new
   * release may know of more kinds that posts need.
   */
  static async open(node: Node): Promise<BundleLog> {
    const log = new BundleLog(node)
    await node.durably(async (statements) => {
      await log.#catchUp(statements)
      // Nothing is recorded between this transaction and what is kept alongside.
      node.alongside((leaves, within) => log.#append(leaves, within))
    })
    node.onRecorded((leaves) => log.#tell(leaves.filter((leaf) => log.reaches(leaf))))
    return log
  }

  /** Whether the hub sends such a leaf down. */
  reaches({ event, origin }: Pick<NewLeaf, 'event' | 'origin'>): boolean {
    const reaches = this.#node.contents.events.get(event)?.reaches
    return reaches === 'every-post' ||
      (reaches === 'every-post-from-hub' && origin === this.#node.journal.options.origin)
  }

  /**
   * Appends those leaves that posts need, in the transaction that makes them durable: if we stop
   * before it ends, neither is there.
   */
  async #append(leaves: readonly NewLeaf[], statements: Statements): Promise<void> {
    const needed = leaves.filter((leaf) => this.reaches(leaf))
    if (needed.length === 0) return
    const frontier = await frontierIn(statements)
    for (let at = 0; at < needed.length;) {
      // Up to the end of a tile, so that what the tile is made of is written before it.
      const room = TILE_WIDTH - (frontier.size % TILE_WIDTH)
      const some = await referencesOf(statements, needed.slice(at, at + Math.min(room, mostRows)))
      at += some.length
      const rows = some.map(({ origin, number, hash }, index) =>
        [frontier.size + index, origin, number, hash])
      await statements.run(insertEntries(rows.length), rows.flat())
      some.forEach((each) => frontier.append(referenceHash(each)))
      if (frontier.size % TILE_WIDTH === 0) {
        const from = frontier.size - TILE_WIDTH
        const hashes = (await entriesIn(statements, from, frontier.size)).map(referenceHash)
        await writeTiles(statements, this.origin, { number: from / TILE_WIDTH, hashes })
      }
    }
    await statements.run(keep, ['bundles', frontier.save()])
  }

  /** Tells those for whom there is something new that they did not say themselves. */
  #tell(leaves: readonly NewLeaf[]): void {
    for (const waiting of [...this.#waiting]) {
      if (leaves.some(({ origin }) => origin !== waiting.origin)) waiting.go()
    }
  }

  /**
   * Resolves when the log has more than so many entries, or after so many milliseconds. What the
   * one who waits (by its journal) said itself wakes nobody: it knows.
   */
  async beyond(size: number, waitMs: number, origin: string): Promise<void> {
    if (waitMs <= 0) return
    let off = () => {}
    let go = () => {}
    const over = new Promise<void>((done) => { go = done })
    const waiting: Waiting = { origin, go }
    this.#waiting.add(waiting)
    // Listened first and looked second: what becomes durable between the two is not missed.
    if ((await this.#head()).size > size) go()
    else off = this.#node.given.timers.after(waitMs, go)
    await over
    off()
    this.#waiting.delete(waiting)
  }

  /** Lets everybody who waits go, before the node closes. */
  letGo(): void {
    this.#waiting.forEach(({ go }) => go())
  }

  /** The entries from a size on, at most so many. */
  async entries(from: number, most: number): Promise<Reference[]> {
    return entriesIn(this.#node.store.reading, from, from + most)
  }

  /** The log's head as it stands, signed, and cosigned with the time just now. */
  async checkpoint(): Promise<{ size: number; note: Buffer }> {
    const { given, keys } = this.#node
    const head = await this.#head()
    const note = this.#signOnce(head)
    const by = cosigner(keys.identity.origin, keys.deviceKey)
    const lines = cosignatureLines(note, [by], Math.floor(given.clock.now() / 1000))
    return { size: head.size, note: Buffer.concat([note, Buffer.from(lines)]) }
  }

  /** That the log of one size is the beginning of the log of another (RFC 6962 §2.1.2). */
  async proof(from: number, to: number): Promise<Buffer[]> {
    const { reading } = this.#node.store
    const leafHashes = async (first: number, end: number) =>
      (await entriesIn(reading, first, end)).map(referenceHash)
    return proved(reading, { origin: this.origin, size: to, leafHashes },
      (hashAt) => consistencyProof(from, to, hashAt))
  }

  async #head(): Promise<Head> {
    const frontier = await frontierIn(this.#node.store.reading)
    return { origin: this.origin, size: frontier.size, root: frontier.root() }
  }

  /**
   * Signs a head once, and keeps what was signed beside the store before anybody is shown it. A
   * store that is behind what was signed is not signed again (PROMISES J4): posts go on with what
   * they hold, and the hub has to go on as another incarnation.
   */
  #signOnce(head: Head): Buffer {
    const { given: { disk }, keys } = this.#node
    const signed = this.#signed ?? (this.#signed = this.#lastSigned())
    const other = signed.size === head.size && signed.size > 0 && !signed.root.equals(head.root)
    if (signed.size > head.size || other) {
      throw new Error(`the bundle log has ${head.size} entries, and ${signed.size} were signed for`)
    }
    if (signed.size === head.size && this.#note.length > 0) return this.#note
    const note = signCheckpoint(head, [signer(this.origin, keys.deviceKey)])
    // If we stop here: nobody saw the head, and a start signs it again or a longer one.
    disk.replace(this.#path(), Buffer.from(
      `${head.size}\n${head.root.toString('base64')}\n`,
    ))
    this.#signed = head
    this.#note = note
    return note
  }

  #lastSigned(): Head {
    const kept = this.#node.given.disk.read(this.#path())
    const [size = '0', root = ''] = kept?.toString('utf8').split('\n') ?? []
    return { origin: this.origin, size: Number(size), root: Buffer.from(root, 'base64') }
  }

  #path(): string {
    return `${this.#node.folder}/bundles-signed`
  }

  /** Appends all leaves of kinds that the log did not know of, in the total order of leaves. */
  async #catchUp(statements: Statements): Promise<void> {
    const { contents } = this.#node
    const kinds = [...contents.events.values()].filter(({ reaches }) => reaches)
      .map(({ name, reaches }) => `${name} ${reaches}`).sort().join('\n')
    const [known] = await statements.all(readKept, ['bundles-kinds'])
    if ((known?.['value'] as Buffer | undefined)?.toString('utf8') === kinds) return
    const there = new Set<string>()
    const entries = await statements.all('select origin, leaf from bundle_entry')
    for (const { origin, leaf } of entries) there.add(`${origin} ${leaf}`)
    for await (const leaf of leavesInOrder(statements)) {
      if (there.has(`${leaf.origin} ${leaf.number}`) || !this.reaches(leaf)) continue
      // What came bare follows with its content.
      if (leaf.content) await this.#append([leaf], statements)
    }
    await statements.run(keep, ['bundles-kinds', Buffer.from(kinds)])
  }
}

async function frontierIn(statements: Statements): Promise<Frontier> {
  const [row] = await statements.all(readKept, ['bundles'])
  return row ? Frontier.load(row['value'] as Buffer) : new Frontier()
}

/** What the log says of these leaves, in their order. */
async function referencesOf(
  statements: Statements, leaves: readonly NewLeaf[],
): Promise<Reference[]> {
  const rows = await statements.all(
    readLeaves(leaves.length), leaves.flatMap(({ origin, number }) => [origin, number]))
  const hashes = new Map(rows.map((row) =>
    [`${String(row['origin'])} ${Number(row['number'])}`, leafHash(row['bytes'] as Buffer)]))
  return leaves.map(({ origin, number }) => (
    { origin, number, hash: hashes.get(`${origin} ${number}`)! }))
}

async function entriesIn(statements: Statements, from: number, to: number): Promise<Reference[]> {
  const rows = await statements.all(readEntries, [from, to])
  return rows.map((row) => ({
    origin: row['origin'] as string, number: Number(row['leaf']), hash: row['hash'] as Buffer,
  }))
}
