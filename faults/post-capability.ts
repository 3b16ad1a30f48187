// What the post under test records: lorries weighed, barriers ordered shut, shifts closed.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { capability } from '../src/kernel/capability.ts'
import { event } from '../src/kernel/event.ts'
import { register } from '../src/kernel/register.ts'

/** A register that no decision depends on. */
export const lorries = register('lorries', {
  about: 'Lorries on the scale, as last weighed.',
  key: 'lorry',
  columns: {
    lorry: z.uuid(), plate: z.string(), lane: z.int(), remarks: z.string(), at: z.string(),
  },
  indexes: [['plate'], ['lane', 'at']],
  seenBy: ['supervisor'],
})

/** A register that decides: it is compared with a fresh fold at each start. */
export const barriers = register('barriers', {
  about: 'Barriers that are ordered shut.',
  key: 'barrier',
  columns: { barrier: z.uuid(), lane: z.int(), shut: z.boolean(), remarks: z.string() },
  indexes: [['lane']],
  seenBy: ['supervisor'],
  decides: true,
})

export const LorryWeighed = event('lorry-weighed', {
  about: 'A lorry stood on the scale.',
  subject: 'lorry',
  fields: { lorry: z.uuid(), lane: z.int(), remarks: z.string().max(2000) },
  recordedBy: ['primary-officer'],
  travels: 'border',
  changes: ({ lorry, lane, remarks }, leaf) =>
    [lorries.put({ lorry, plate: remarks.slice(0, 8), lane, remarks, at: leaf.at })],
})

export const BarrierOrdered = event('barrier-ordered', {
  about: 'A barrier was ordered shut, or open again.',
  subject: 'barrier',
  fields: { barrier: z.uuid(), lane: z.int(), shut: z.boolean(), remarks: z.string().max(2000) },
  recordedBy: ['primary-officer'],
  travels: 'border',
  changes: (said) => [barriers.put(said)],
})

export const ScaleClosed = event('scale-closed', {
  about: 'A shift at the scale ended.',
  subject: 'shift',
  fields: { shift: z.uuid(), remarks: z.string().max(2000) },
  recordedBy: ['primary-officer'],
  travels: 'public',
  fromReserve: true,
  changes: () => [],
})

/** All that the post under test can do. */
export const scale = [
  capability('scale', { facts: [LorryWeighed, ScaleClosed], registers: [lorries] }),
  capability('barriers', { facts: [BarrierOrdered], registers: [barriers] }),
]

/** About 300 bytes that only this subject's remarks can be. */
export function remarksOf(subject: string, letters = 300): string {
  const hash = createHash('sha256').update(subject).digest('base64url')
  return hash.repeat(Math.ceil(letters / hash.length)).slice(0, letters)
}
