// Where the numbers of stolen documents lie: beside the store, sealed; a node hands it in.

import type { Key } from '../../lib/membership/fuse-filter.ts'

/** Offered to queries as `kept-numbers`. */
export interface KeptNumbers {
  /** Begins to keep a version; nothing of it is there before it is whole. */
  keep(version: string): KeepingNumbers
  /** The filter of a version; nothing where it is not here, or is not whole. */
  filter(version: string): readonly Uint8Array[] | undefined
  /** Lines that share a key's place in the exact list; nothing where that is not kept here. */
  lines(version: string, key: Key): readonly string[] | undefined
  /** Every version that is here. */
  versions(): string[]
  drop(version: string): void
  /** Whether this node keeps the exact list of so many numbers beside their filter. */
  exactly(count: number): boolean
  /** Gives the counter its turn. */
  turn(): Promise<void>
}

export interface KeepingNumbers {
  piece(filter: Uint8Array): void
  /** The lines of the next place, of `places` in all, a power of two. */
  place(lines: string): void
  /** From here on the version is there; tells how many bytes it takes. */
  done(): number
}
