// What a node says of itself to its hub with each question, and what the hub makes of it.

import { z } from 'zod'
import type { Given } from '../../kernel/given.ts'

/** How many milliseconds, bytes and leaves are too much; a country changes them here. */
export const contactLimits = {
  /** A linked post asks every twenty seconds: beyond these it is silent, and long silent. */
  quietMs: 2 * 60_000, silentMs: 24 * 3_600_000,
  /** A clock that is off by more is wrong; a quarter of an hour spoils every bracket. */
  clockMs: 2 * 60_000, clockStopMs: 15 * 60_000,
  freeLookBytes: 2 * 1024 ** 3, freeStopBytes: 256 * 1024 ** 2,
  unsentLeaves: 1_000,
} as const

/** One header, some 200 bytes, with each question; nothing in it is about a person. */
export const SaidOfItself = z.strictObject({
  /** The node's own wall clock, ISO. */
  at: z.iso.datetime(),
  clock: z.enum(['good', 'unsure']),
  version: z.string().max(40),
  freeBytes: z.number().min(0),
  /** Leaves of its journal, and those of them that the hub has not signed for. */
  recorded: z.int().min(0),
  unsent: z.int().min(0),
  /** Entries of the bundle log that it has taken, and leaves of it that it had to leave. */
  bundle: z.int().min(0),
  refused: z.int().min(0),
  linkedSince: z.string().max(40).optional(),
  /** What a person must do something about. */
  trouble: z.string().max(60).optional(),
})
export type SaidOfItself = z.infer<typeof SaidOfItself>

/** When a node was last heard, and what it said; `offsetMs` is its clock against the hub's. */
export interface Contact { at: string; offsetMs: number; said: SaidOfItself }

const ContactsFile = z.record(z.string(), z.strictObject({
  at: z.string(), offsetMs: z.number(), said: SaidOfItself,
}))

/** A hub remembers this across a start; it is written so often at most. */
const keptEveryMs = 60_000
/** No header of more than this is read. */
const mostBytes = 2_000

/** What a hub offers under the name `contacts`. */
export interface ContactsNow {
  of(origin: string): Contact | undefined
  /** The release that the hub runs. */
  version: string
  /** Entries of the bundle log just now. */
  bundleSize(): Promise<number>
}

/** The last word of each node of itself: in memory, and in one file; never in the journal. */
export class Contacts {
  readonly #given: Given
  readonly #path: string
  #all = new Map<string, Contact>()
  #offTimer: (() => void) | undefined

  constructor(given: Given, folder: string) {
    this.#given = given
    this.#path = `${folder}/contacts.json`
    const kept = given.disk.read(this.#path)
    const read = kept && ContactsFile.safeParse(parsed(kept.toString('utf8')))
    // What cannot be read is only older than what comes with the next question.
    if (read?.success) this.#all = new Map(Object.entries(read.data))
  }

  of(origin: string): Contact | undefined {
    return this.#all.get(origin)
  }

  /** Takes what an enrolled node says of itself; what is not of the shape counts as nothing. */
  heard(origin: string, header: string | undefined): void {
    if (header === undefined || header.length > mostBytes) return
    const said = SaidOfItself.safeParse(parsed(header))
    if (!said.success) return
    const now = this.#given.clock.now()
    this.#all.set(origin, {
      at: new Date(now).toISOString(), offsetMs: Date.parse(said.data.at) - now, said: said.data,
    })
    this.#offTimer ??= this.#given.timers.after(keptEveryMs, () => this.keep())
  }

  /** Writes what was heard. */
  keep(): void {
    this.#offTimer?.()
    this.#offTimer = undefined
    const text = JSON.stringify(Object.fromEntries(this.#all))
    this.#given.disk.replace(this.#path, Buffer.from(`${text}\n`))
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
