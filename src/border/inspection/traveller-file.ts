// The file of a traveller: every crossing, every document, every correction, with who and when.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { CrossingRow } from '../crossings/pairing.ts'
import { corrections, crossings } from '../crossings/register.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { LookUpPurpose } from '../travellers/look-up-terms.ts'
import { Line, namesOf } from '../travellers/terms.ts'
import { hits } from '../watchlist/hits.ts'

/** So many crossings are in a file; more are on paper. */
const mostCrossings = 200
const mayReadHits = ['secondary-officer', 'supervisor']

export const TravellerFile = query('traveller-file', {
  about: 'All crossings, documents and corrections of a traveller, and the hits the asker may see.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  asks: {
    traveller: z.uuid(),
    purpose: LookUpPurpose.optional(),
    reference: Line(80).optional(),
    /** The asker's own inspection of the last half hour, in place of a case number. */
    lookUp: z.uuid().optional(),
  },
  method: 'POST',
  async answer(known, { traveller, purpose = 'file', reference, lookUp }) {
    const rows = await known.all(crossings, { traveller },
      { order: 'at desc', limit: mostCrossings })
    const no = await lookedUp(known, {
      purpose, query: 'traveller-file', asked: { traveller }, results: [traveller],
      ...(reference && { reference }), ...(lookUp && { forLookUp: lookUp }),
    })
    if (isRefusal(no)) return no
    if (rows.length === 0) return refuse('traveller-unknown')
    const corrected = []
    for (const row of rows.filter(({ correctedAt, pairing }) => correctedAt ?? pairing)) {
      corrected.push(...await known.all(corrections, { crossing: row.crossing },
        { order: 'at asc' }))
    }
    const seesHits = known.roles.some((role) => mayReadHits.includes(role))
    const found = []
    for (const row of seesHits ? rows.slice(0, 50) : []) {
      if (row.lookUp !== undefined) found.push(...await known.all(hits, { lookUp: row.lookUp }))
    }
    return {
      traveller, knownAt: known.at, crossings: rows, corrections: corrected,
      names: [...new Set(rows.flatMap(({ person }) => namesOf(person)))],
      documents: documentsOf(rows), since: rows.at(-1)!.at,
      hits: found.map(({ hit, listName, action, status, verdict, raisedAt }) =>
        ({ hit, list: listName, action, status, verdict, raisedAt })),
    }
  },
})

/** Each document once, with when it was first and last shown; rows are newest first. */
function documentsOf(rows: readonly CrossingRow[]) {
  const shown = rows.filter(({ documentNumber }) => documentNumber !== undefined)
  const byNumber = Map.groupBy(shown, (row) => `${row.document.issuer ?? ''} ${row.documentNumber}`)
  return [...byNumber.values()].map((own) => {
    const { type, number, issuer, expiry } = own[0]!.document
    return { type, number, issuer, expiry, last: own[0]!.at, first: own.at(-1)!.at,
      times: own.length }
  })
}
