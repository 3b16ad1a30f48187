// The register of who sits on a list: its alerts and hits are theirs to see, and nobody else's.

import { z } from 'zod'
import type { Known, Reader } from '../../kernel/known.ts'
import { register } from '../../kernel/register.ts'
import { lists } from '../lists/lists.ts'
import { alerts } from './alerts.ts'

export const listOfficers = register('list-officers', {
  about: 'Who sits on each list, as last named by one who does.',
  key: 'naming',
  columns: {
    naming: z.uuid(), list: z.string(), officers: z.array(z.string()), at: z.string(),
    by: z.string(),
  },
  indexes: [['list', 'at']],
  seenBy: [],
  decides: true,
})

/**
 * The officers of a list: those last named, or, while nobody was named, the officer who issued its
 * first alert. Empty where the list has neither.
 */
export async function officersOf(known: Reader, list: string): Promise<readonly string[]> {
  const [named] = await known.all(listOfficers, { list }, { order: 'at desc', limit: 1 })
  if (named) return named.officers
  const [first] = await known.all(alerts, { list }, { order: 'issuedAt asc', limit: 1 })
  if (first) return [first.issuedBy]
  // A list from outside is theirs who put it in force.
  return (await known.find(lists, { list }))?.officers ?? []
}

/** Whether the one who asks sits on a list. */
export async function sitsOn(known: Known, list: string): Promise<boolean> {
  return known.roles.includes('alert-owner') && (await officersOf(known, list)).includes(known.by)
}

/** The lists on which the one who asks sits. */
export async function listsOf(known: Known): Promise<string[]> {
  const issued = await known.rows(alerts, (q) => q.where('issuedBy', '=', known.by).limit(mostRead))
  const named = await known.rows(listOfficers, (q) => q.orderBy('at', 'desc').limit(mostRead))
  const outside = await known.rows(lists, (q) => q.limit(mostRead))
  const perhaps = new Set([
    ...outside.filter(({ officers }) => officers.includes(known.by)).map(({ list }) => list),
    ...issued.map(({ list }) => list),
    ...named.filter(({ officers }) => officers.includes(known.by)).map(({ list }) => list),
  ])
  const own: string[] = []
  for (const list of perhaps) if (await sitsOn(known, list)) own.push(list)
  return own.sort()
}

const mostRead = 1000
