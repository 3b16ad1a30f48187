// A traveller's receipt: what the slip prints, and the proof that the crossing is in the journal.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { namesOf } from '../travellers/terms.ts'
import { crossings } from './register.ts'

/** What a node offers of its journal under the name `journal-proof`. */
export interface JournalProof {
  /** The C2SP tlog-proof text of a leaf: anyone can check it with the origin's key. */
  receipt(number: number): Promise<string>
}

export const Receipt = query('receipt', {
  about: 'The proof of a crossing for the traveller to keep, and what stands on the slip.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  asks: { crossing: z.uuid() },
  method: 'GET',
  async answer(known, { crossing }) {
    const row = await known.find(crossings, { crossing })
    if (!row) return refuse('crossing-unknown')
    if (row.origin !== known.origin) return refuse('receipt-elsewhere', { post: row.post })
    const no = await lookedUp(known, {
      purpose: 'ledger', query: 'receipt', asked: { crossing }, results: [crossing],
    })
    if (isRefusal(no)) return no
    const { at, post, number, origin, direction, decision, until } = row
    return {
      crossing, at, post, number, origin, direction, decision,
      ...(until !== undefined && { until }),
      name: namesOf(row.person)[0] ?? '',
      ...(row.document.number !== undefined && { documentNumber: row.document.number }),
      proof: await known.service<JournalProof>('journal-proof').receipt(number),
    }
  },
})
