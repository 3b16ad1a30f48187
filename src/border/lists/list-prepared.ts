// A file that was read becomes a version of its list: what is other in it is recorded.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { contentsOf } from './list-parts.ts'
import { differenceOf, partsOfDifference } from './difference.ts'
import type { ListDesk } from './list-desk.ts'
import { ListEntriesSaid } from './list-entries-said.ts'
import { ListVersionPrepared } from './list-version-prepared.ts'
import { listVersions } from './list-versions.ts'
import { lists } from './lists.ts'
import { preparedNumbers } from './prepared-numbers.ts'
import { digestOfList } from './digest-terms.ts'

/** So many parts are recorded in one durable transaction: 4 MB. */
const partsAtOnce = 80
/** After so many versions that follow each other, one says all entries again. */
const deepest = 40

export const ListPrepared = query('list-prepared', {
  about: 'Makes a version of the file that was read: its entries that are new, other and gone.',
  seenBy: ['alert-owner'],
  asks: { reading: z.uuid() },
  method: 'POST',
  async answer(known, { reading }) {
    const desk = known.service<ListDesk>('list-desk')
    const unpacked = desk.find(reading, known.by)
    if (!unpacked) return refuse('list-not-read')
    const { list, entries, ended } = unpacked
    if (ended) return refuse('list-not-whole', { fault: ended.fault, line: ended.line })
    if (unpacked.numbers?.count) return preparedNumbers(known, reading, unpacked)
    if (entries.size === 0) return refuse('list-not-whole', { fault: 'empty', line: 1 })
    const now = await known.find(lists, { list })
    if (now && !now.officers.includes(known.by)) return refuse('list-of-another')
    const inForce = now && await known.find(listVersions, { version: now.version })
    const difference = differenceOf(entries, await contentsOf(known, now?.version))
    const { added, changed, removed, digests } = difference
    const other = added.length + changed.length + removed.length
    // A difference as long as the list is no saving, and one far from any whole is slow to read.
    const follows = inForce && inForce.depth < deepest && other < entries.size
    const said = follows ? [...added, ...changed] : [...entries.values()]
    const parts = partsOfDifference(said, follows ? removed : [])
    const version = known.newId()
    for (let from = 0; from < parts.length; from += partsAtOnce) {
      const facts = parts.slice(from, from + partsAtOnce).map((part, at) => ({
        kind: ListEntriesSaid, said: { part: known.newId(), version, number: from + at, ...part },
      }))
      // If we stop here: parts of a version that nobody prepared lie unused, and nothing is in
      // force that was not before.
      const no = await known.record(facts)
      if (isRefusal(no)) return no
    }
    const no = await known.record([{ kind: ListVersionPrepared, said: {
      version, list, ...(follows && { after: inForce.version }),
      depth: follows ? inForce.depth + 1 : 1, format: unpacked.format, file: unpacked.file,
      fileDigest: unpacked.digest, fileBytes: unpacked.bytes, digest: digestOfList(digests),
      counts: {
        all: entries.size, added: added.length, changed: changed.length, removed: removed.length,
      },
      faults: unpacked.faultCount, parts: parts.length,
    } }])
    if (isRefusal(no)) return no
    desk.clear(reading)
    return { version, other }
  },
})
