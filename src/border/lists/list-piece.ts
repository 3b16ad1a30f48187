// A piece of a list's file is handed over; with the last one, what was found in it is answered.

import { z } from 'zod'
import type { Known } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import type { ListedNumbers } from './numbers-gathered.ts'
import { query } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import { contentsOf } from './list-parts.ts'
import { differenceOf } from './difference.ts'
import type { ListDesk, Unpacked } from './list-desk.ts'
import { listMappings } from './list-mappings.ts'
import { rowsOf } from './csv-rows.ts'
import { delimiterOf } from './csv-rows.ts'
import { roleOfHeading } from './columns.ts'
import { lists } from './lists.ts'
import { ListCode } from './terms.ts'

/** Characters of base64: 256 kB of the file. */
const longestPiece = 350_000
const previewRows = 5

export const ListPiece = query('list-piece', {
  about: 'Hands over a piece of the file of a list; with the last, tells what is in it.',
  seenBy: ['alert-owner'],
  asks: {
    reading: z.uuid(), list: ListCode, file: z.string().min(1).max(200),
    number: z.number().int().min(0).max(5000), piece: z.base64().max(longestPiece),
    last: z.boolean(),
  },
  method: 'POST',
  async answer(known, { piece, ...asked }) {
    const kept = await known.find(listMappings, { list: asked.list })
    const taken = await known.service<ListDesk>('list-desk').take({
      ...asked, by: known.by, bytes: Buffer.from(piece, 'base64'),
      ...(kept && { mapping: kept.mapping }),
    })
    if ('refused' in taken) return refuse(taken.refused)
    const { took } = taken
    return {
      pieces: took.pieces, bytes: took.bytes, entries: took.entries.size,
      ...(took.whole && { found: await foundIn(known, took) }),
    }
  },
})

/** What the officer must know before the file becomes a version. */
async function foundIn(known: Known, unpacked: Unpacked) {
  const now = await known.find(lists, { list: unpacked.list })
  if (unpacked.numbers) return numbersIn(unpacked, unpacked.numbers, now)
  const before = await contentsOf(known, now?.version)
  const { added, changed, removed } = differenceOf(unpacked.entries, before)
  const { format, digest, faults, faultCount, ended } = unpacked
  return {
    format, digest, faults, faultCount, ...(ended && { ended }), ...(now && { now }),
    counts: {
      all: unpacked.entries.size, added: added.length, changed: changed.length,
      removed: removed.length,
    },
    ...(await columnsIn(known, unpacked)),
  }
}

/** Of a file of numbers what is other is counted when they are kept: each is one in millions. */
function numbersIn(
  { format, digest, faults, faultCount, ended }: Unpacked, numbers: ListedNumbers,
  now: RowOf<typeof lists> | undefined,
) {
  return {
    format, digest, faults, faultCount, ...(ended && { ended }), ...(now && { now }),
    counts: { all: numbers.count, added: 0, changed: 0, removed: 0 }, columns: undefined,
  }
}

/** The first rows of a list with columns, and what each column is taken for. */
async function columnsIn(known: Known, { list, head, format, ended }: Unpacked) {
  if (format !== 'columns' && ended?.fault !== 'columns-unknown') return {}
  const delimiter = delimiterOf(head) ?? ','
  const whole = head.slice(0, head.lastIndexOf('\n') + 1) || head
  const rows: string[][] = []
  try {
    for await (const { fields } of rowsOf(onePiece(whole), delimiter)) {
      rows.push(fields.map((field) => field.slice(0, 200)))
      if (rows.length > previewRows) break
    }
  } catch {
    return {}
  }
  const kept = await known.find(listMappings, { list })
  return {
    columns: (rows[0] ?? []).map((heading, at) => ({
      heading, role: kept ? kept.mapping[heading.trim()] : roleOfHeading(heading),
      cells: rows.slice(1).map((row) => row[at] ?? ''),
    })),
  }
}

async function* onePiece(text: string) {
  yield text
}
