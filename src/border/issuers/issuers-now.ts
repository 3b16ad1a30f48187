// Whose signatures count here, State by State, and whose time is over or soon will be.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { addDays } from '../../lib/dates/days.ts'
import { believedSources, doubtedNow } from './believed-sources.ts'
import { shownOf, type ShownCertificate } from './certificate-facts.ts'

/** A list is renewed within so many days of the end of a certificate. */
const soonDays = 90
const shownAtOnce = 100

/** An issuer that is believed, or was: how it stands today. */
export interface StandingIssuer extends ShownCertificate {
  source: string
  standing: 'valid' | 'soon-over' | 'over' | 'doubted'
}

export const IssuersNow = query('issuers-now', {
  about: 'Issuers that are believed here, State by State, with those whose time is over.',
  seenBy: ['administrator', 'supervisor', 'secondary-officer'],
  asks: {
    country: z.string().max(3).optional(),
    standing: z.enum(['soon-over', 'over', 'doubted']).optional(),
    from: z.coerce.number().int().min(0).max(100_000).optional(),
  },
  method: 'GET',
  async answer(known, { country, standing, from = 0 }) {
    const today = known.dayAt(known.at)
    const doubted = await doubtedNow(known)
    const all = new Map<string, StandingIssuer>()
    for await (const { source, contents: { certificates } } of believedSources(known)) {
      for (const [fingerprint, base64] of certificates) {
        const shown = all.has(fingerprint) ? undefined : shownOf(base64)
        if (!shown) continue
        all.set(fingerprint, {
          ...shown, source, standing: doubted.has(fingerprint) ? 'doubted'
            : shown.until < today ? 'over' : shown.until < addDays(today, soonDays) ? 'soon-over'
              : 'valid',
        })
      }
    }
    const rows = [...all.values()].sort((a, b) =>
      (a.country ?? '').localeCompare(b.country ?? '') || (a.until < b.until ? 1 : -1))
    const shown = rows.filter((row) => (!country || row.country === country.toUpperCase()) &&
      (!standing || row.standing === standing))
    const count = (of: StandingIssuer['standing']) =>
      rows.filter((row) => row.standing === of).length
    return {
      rows: shown.slice(from, from + shownAtOnce), count: shown.length,
      states: new Set(rows.map((row) => row.country)).size, all: rows.length,
      over: count('over'), soonOver: count('soon-over'), doubted: count('doubted'),
      knownAt: known.at,
      ...(shown.length > from + shownAtOnce && { next: from + shownAtOnce }),
    }
  },
})
