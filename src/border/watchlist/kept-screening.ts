// What the screening made of the alerts, kept for the next start; a node hands in where.

import type { Columns } from './engine/packed-columns.ts'

/** Keeps one snapshot, sealed: the watch list is never in clear on a disk. */
export interface KeptScreening {
  /** What was kept of exactly this; nothing where it is of anything else, or not whole. */
  find(of: string): Columns | undefined
  /** Keeps it in place of what was kept. */
  keep(of: string, columns: Columns): void
}
