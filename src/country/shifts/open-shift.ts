// Which shift an officer is working just now.

import type { Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import { shifts } from './register.ts'

export type Shift = RowOf<typeof shifts>

/** The shift that an officer opened last and that nobody closed; undefined when there is none. */
export async function openShiftOf(reader: Reader, officer: string): Promise<Shift | undefined> {
  const [open] = await reader.rows(shifts, (q) => q
    .where('officer', '=', officer).where('closedAt', 'is', null as never)
    .orderBy('openedAt', 'desc').limit(1))
  return open
}
