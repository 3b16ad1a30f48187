// The register of laws of stay, and the one that is in force: read once, asked at every counter.

import { z } from 'zod'
import type { Known } from '../../kernel/known.ts'
import { register } from '../../kernel/register.ts'
import { readRules } from '../../lib/stay-rules/read-rules.ts'
import type { StayRules } from '../../lib/stay-rules/terms.ts'

export const stayRules = register('stay-rules', {
  about: 'The rules of stay as they were laid down, one after another; the newest is the law.',
  key: 'law',
  columns: {
    law: z.uuid(),
    country: z.string(),
    text: z.string(),
    laidDownAt: z.string(),
    by: z.array(z.string()),
  },
  indexes: [['country', 'laidDownAt']],
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'administrator', 'inspector'],
  decides: true,
  filters: ['country'],
  order: 'laidDownAt desc',
})

/** The law in force: its rules; nothing where none was laid down, or it cannot be trusted. */
export type LawNow =
  | { is: 'law'; rules: StayRules }
  | { is: 'none' }
  | { is: 'not-trusted' }

/** Laws that were read, by their name; a law never changes under its name. */
const read = new Map<string, StayRules>()
const mostRead = 8

/** The rules of stay of a country as this node knows them. */
export async function lawNow(known: Known, country: string | undefined): Promise<LawNow> {
  if (!known.trusted(stayRules)) return { is: 'not-trusted' }
  if (country === undefined) return { is: 'none' }
  const [newest] = await known.rows(stayRules, (q) => q.clearSelect().select(['law'])
    .where('country', '=', country).orderBy('laidDownAt', 'desc').limit(1) as unknown as typeof q)
  if (!newest) return { is: 'none' }
  const rules = read.get(newest.law) ?? await opened(known, newest.law)
  return rules ? { is: 'law', rules } : { is: 'not-trusted' }
}

async function opened(known: Known, law: string): Promise<StayRules | undefined> {
  const row = await known.find(stayRules, { law })
  const answer = row && readRules(row.text)
  if (!answer || 'faults' in answer) return undefined
  if (read.size >= mostRead) read.clear()
  read.set(law, answer.rules)
  return answer.rules
}
