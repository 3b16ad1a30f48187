// A file of numbers that was read becomes a version of its list, and its filter is kept here.

import { NumbersFilter } from '../../lib/membership/numbers-filter.ts'
import type { Asking } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { digestOfList } from './digest-terms.ts'
import type { KeptNumbers } from './kept-numbers.ts'
import type { ListDesk, Unpacked } from './list-desk.ts'
import { ListVersionPrepared } from './list-version-prepared.ts'
import { listVersions } from './list-versions.ts'
import { lists } from './lists.ts'
import type { ListedNumbers } from './numbers-gathered.ts'

/** What screens with the numbers, told when those of a version came to lie here. */
export interface NumbersScreened { came(version: string): Promise<void> }

/**
 * Keeps the numbers and records the version; where the file is that of the version in force, which
 * was put in force elsewhere and is not here yet, its numbers are kept and nothing is recorded.
 */
export async function preparedNumbers(known: Asking, reading: string, unpacked: Unpacked) {
  const { list, format, file, digest: fileDigest, bytes: fileBytes, faultCount } = unpacked
  const numbers = unpacked.numbers!
  const now = await known.find(lists, { list })
  if (now && !now.officers.includes(known.by)) return refuse('list-of-another')
  const inForce = now && await known.find(listVersions, { version: now.version })
  const same = inForce?.fileDigest === fileDigest && inForce.numbers !== undefined
  const kept = known.service<KeptNumbers>('kept-numbers')
  const version = same ? inForce.version : known.newId()
  const before = inForce?.numbers && kept.filter(inForce.version)
  const made = await keep(kept, version, numbers, before && new NumbersFilter(before))
  known.service<ListDesk>('list-desk').clear(reading)
  if (same) {
    await known.service<NumbersScreened>('stolen-documents').came(version)
    return { version, other: 0 }
  }
  const removed = Math.max(0, (inForce?.numbers?.count ?? 0) - made.stayed)
  const counts = { all: made.count, added: made.count - made.stayed, changed: 0, removed }
  const no = await known.record([{ kind: ListVersionPrepared, said: {
    version, list, depth: 1, format, file, fileDigest, fileBytes, digest: digestOfList([]),
    counts, faults: faultCount, parts: 0,
    numbers: { count: made.count, filterBytes: made.bytes, exact: made.exact },
  } }])
  // What nobody prepared is not kept either.
  if (isRefusal(no)) kept.drop(version)
  return isRefusal(no) ? no : { version, other: counts.added + removed }
}

/** Builds and keeps the filter piece by piece; between two the counter has its turn. */
async function keep(
  kept: KeptNumbers, version: string, numbers: ListedNumbers, before: NumbersFilter | undefined,
) {
  const keeping = kept.keep(version)
  let stayed = 0
  for (const piece of numbers.pieces((key) => { if (before?.hasKey(key)) stayed += 1 })) {
    keeping.piece(piece)
    await kept.turn()
  }
  const places = numbers.places()
  let some = 0
  for (const lines of places ?? []) {
    keeping.place(lines)
    if ((some += 1) % 64 === 0) await kept.turn()
  }
  keeping.done()
  const filter = new NumbersFilter(kept.filter(version)!)
  return { count: filter.count, bytes: filter.bytes, exact: places !== undefined, stayed }
}
