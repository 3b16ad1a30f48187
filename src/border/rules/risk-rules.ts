// The register of risk rules, and which of those that are on ask for a look at a person.

import { z } from 'zod'
import type { Known } from '../../kernel/known.ts'
import { register } from '../../kernel/register.ts'
import { factsOfCrossing, type AtCounter } from './facts-of-crossing.ts'
import { holds } from './holds.ts'
import { Conditions, Trial } from './terms.ts'

export const riskRules = register('risk-rules', {
  about: 'Risk rules as last written, with their last run on past crossings, on or off.',
  key: 'rule',
  columns: {
    rule: z.uuid(),
    version: z.number().int(),
    name: z.string(),
    all: Conditions,
    look: z.string(),
    owner: z.string(),
    legalBasis: z.string(),
    validUntil: z.string(),
    standing: z.enum(['written', 'tried', 'on', 'off']),
    writtenAt: z.string(),
    writtenBy: z.string(),
    trial: Trial.optional(),
    triedAt: z.string().optional(),
    onSince: z.string().optional(),
    onBy: z.array(z.string()).optional(),
    offWhy: z.string().optional(),
  },
  indexes: [['standing', 'validUntil']],
  seenBy: ['alert-owner', 'supervisor', 'inspector'],
  decides: true,
  filters: ['standing'],
  order: 'writtenAt desc',
})

/** A counter that is asked to look by more rules than this looks at nothing. */
export const mostRulesOn = 100

/** A rule that asks for a closer look, with what it stands on. */
export interface RuleAsks { rule: string; name: string; look: string; all: Conditions }

/** Rules on this day that hold for the person; nothing where the register cannot be trusted. */
export async function rulesAsking(
  known: Known, at: Omit<AtCounter, 'day'>,
): Promise<RuleAsks[] | undefined> {
  if (!known.trusted(riskRules)) return undefined
  const day = known.dayAt(known.at)
  const on = await known.rows(riskRules, (q) => q.where('standing', '=', 'on')
    .where('validUntil', '>=', day).orderBy('rule', 'asc').limit(mostRulesOn))
  if (on.length === 0) return []
  const facts = factsOfCrossing({ ...at, day })
  return on.filter(({ all }) => holds(all, facts))
    .map(({ rule, name, look, all }) => ({ rule, name, look, all }))
}
