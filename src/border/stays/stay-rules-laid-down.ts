// Two officers lay down the State's rules of stay: the file that its lawyers wrote.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { readRules } from '../../lib/stay-rules/read-rules.ts'
import { country, passage } from '../../ui/fields/terms.ts'
import { stayRules } from './stay-rules.ts'

/** A law of more characters than this is read by nobody, and waits on every slow link. */
export const longestLaw = 120_000

export const StayRulesLaidDown = event('stay-rules-laid-down', {
  about: 'The rules of stay of a State were laid down, as a file; they are in force at every post.',
  subject: 'law',
  fields: { law: z.uuid(), country: country(), text: passage(longestLaw) },
  recordedBy: ['supervisor', 'administrator'],
  travels: 'border',
  reaches: 'every-post',
  twoOfficers: true,
  once: true,
  tellsOf: ['stay-rules'],
  async lawful({ country: of, text }) {
    const read = readRules(text)
    if ('faults' in read) {
      const { line, column, hint } = read.faults[0]!
      return refuse('stay-rules-faulty', { line, column, hint, faults: read.faults.length })
    }
    const { country: said } = read.rules
    if (said !== of) return refuse('stay-rules-of-another', { of: said })
  },
  changes: ({ law, country: of, text }, leaf) => [stayRules.put({
    law, country: of, text, laidDownAt: leaf.at,
    by: [leaf.by, ...(leaf.second ? [leaf.second] : [])],
  })],
})
