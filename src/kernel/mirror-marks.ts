// The mirror marks: how far each journal had come that this node holds for others, kept outside the
// database, so that whoever may write there cannot make the database the only witness.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { AuditedHead } from './audit.ts'
import type { Disk } from './given.ts'
import { openCheckpoint, type Head } from './journal/checkpoint.ts'
import { Unreadable, verifier } from './journal/note.ts'
import { JournalTree } from './journal-tree.ts'
import type { Store } from './store/store.ts'

const MarksFile = z.strictObject({
  safar: z.literal('mirror marks 1'),
  journals: z.record(z.string(), z.strictObject({
    size: z.int().min(0), root: z.base64(), contents: z.int().min(0),
    /** Absent in marks of a release that did not count them. */
    apart: z.int().min(0).optional(),
  })),
})

/** A file of heads under a key of this node; a head never goes back. */
export class MirrorMarks {
  readonly #disk: Disk
  readonly #path: string
  readonly #key: Buffer

  /** `key` is 32 secret bytes: whoever can only write files cannot make marks. */
  constructor(disk: Disk, path: string, key: Buffer) {
    this.#disk = disk
    this.#path = path
    this.#key = key
  }

  /** What was marked, by origin; `missing` without a file, `damaged` where it is not ours. */
  read(): Map<string, AuditedHead> | 'missing' | 'damaged' {
    const bytes = this.#disk.read(this.#path)
    if (!bytes) return 'missing'
    const [line = '', mac = ''] = bytes.toString('utf8').split('\n')
    const [wanted, found] = [Buffer.from(this.#mac(line)), Buffer.from(mac)]
    if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) return 'damaged'
    const { journals } = MarksFile.parse(JSON.parse(line))
    return new Map(Object.entries(journals).map(([origin, { root, ...counted }]) =>
      [origin, { origin, ...counted, root: Buffer.from(root, 'base64') } as AuditedHead]))
  }

  /** Marks heads; durable when it returns. A smaller one than is marked is left out. */
  move(heads: readonly AuditedHead[]): void {
    const before = this.read()
    if (before === 'damaged') throw new Error('the mirror marks are damaged: nothing is marked')
    const marks = before === 'missing' ? new Map<string, AuditedHead>() : before
    for (const head of heads) {
      if (head.size >= (marks.get(head.origin)?.size ?? 0)) marks.set(head.origin, head)
    }
    const line = JSON.stringify({
      safar: 'mirror marks 1',
      journals: Object.fromEntries([...marks].map(([origin, { size, root, contents = 0, apart }]) =>
        [origin, { size, root: root.toString('base64'), contents, apart }])),
    })
    // If we stop here: the marks before are whole, and what came since is marked the next time.
    this.#disk.replace(this.#path, Buffer.from(`${line}\n${this.#mac(line)}\n`), 0o600)
  }

  #mac(text: string): string {
    return createHmac('sha256', this.#key).update('safar mirror marks\n').update(text)
      .digest('base64')
  }
}

const readMirrored = 'select origin, note from mirrored where note is not null'
const countContents =
  'select count(content) as contents from leaf where origin = ? and number >= ? and number < ?'
const countApart =
  'select count(*) as apart from quarantined where origin = ? and number >= ? and number < ?'

/**
 * The heads up to which journals are mirrored here, each as its own node signed it and as the
 * leaves here add up to; and the origins of those that do not, which are not to be marked. What
 * was marked before is not counted again.
 */
export async function mirroredHeads(
  { reading }: Pick<Store, 'reading'>, keys: ReadonlyMap<string, string>,
  marked: ReadonlyMap<string, AuditedHead> = new Map(),
): Promise<{ heads: AuditedHead[]; amiss: string[] }> {
  const [heads, amiss]: [AuditedHead[], string[]] = [[], []]
  for (const row of await reading.all(readMirrored)) {
    const origin = row['origin'] as string
    const head = headIn(row['note'] as Buffer, origin, keys.get(origin))
    const before = marked.get(origin)
    if (head && head.size <= (before?.size ?? -1)) continue
    const root = head && await new JournalTree(reading, origin).root(head.size)
      .catch((failure: unknown) => {
        if (failure instanceof RangeError) return undefined
        throw failure
      })
    if (!head || !root?.equals(head.root)) {
      amiss.push(origin)
      continue
    }
    heads.push({ ...head, ...await counted(reading, head, before) })
  }
  return { heads, amiss }
}

/** How many leaves below a head have their content, and how many entries are set apart. */
async function counted(
  reading: Store['reading'], { origin, size }: Head, before: AuditedHead | undefined,
): Promise<Required<Pick<AuditedHead, 'contents' | 'apart'>>> {
  const [whole] = await reading.all(countContents, [origin, before?.size ?? 0, size])
  // Marks that did not count them are counted from the first.
  const from = before?.apart === undefined ? 0 : before.size
  const [apart] = await reading.all(countApart, [origin, from, size])
  return {
    contents: (before?.contents ?? 0) + Number(whole!['contents']),
    apart: (before?.apart ?? 0) + Number(apart!['apart']),
  }
}

function headIn(note: Buffer, origin: string, key: string | undefined) {
  if (key === undefined) return undefined
  try {
    const { publicKey } = verifier(key)
    const verifiers = [verifier({ name: origin, publicKey })]
    const { size, root } = openCheckpoint(note, { origin, verifiers })
    return { origin, size, root }
  } catch (failure) {
    if (failure instanceof Unreadable) return undefined
    throw failure
  }
}
