// A small harbour by which the kernel's own tests are told: boats, bans, a crew, a secret.

import { z } from 'zod'
import { capability } from './capability.ts'
import { event } from './event.ts'
import { query } from './query.ts'
import { refuse } from './refusal.ts'
import { register } from './register.ts'

export const boats = register('boats', {
  about: 'Boats that lie in the harbour.',
  key: 'boat',
  large: true,
  columns: {
    boat: z.uuid(), name: z.string(), berth: z.string().optional(), metres: z.int().optional(),
    afloat: z.boolean().optional(), flags: z.array(z.string()).optional(), at: z.string(),
    officer: z.string(),
  },
  indexes: [['berth']],
  seenBy: ['primary-officer', 'supervisor'],
  filters: ['berth', 'name', 'metres', 'afloat'],
  order: 'at desc',
})

export const BoatMoored = event('boat-moored', {
  about: 'A boat came in and made fast.',
  subject: 'boat',
  fields: {
    boat: z.uuid(), name: z.string().min(1).max(80), berth: z.string().max(8).optional(),
    metres: z.int().min(1).max(400).optional(), afloat: z.boolean().optional(),
    flags: z.array(z.string().max(3)).max(5).optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer'],
  travels: 'border',
  once: true,
  async lawful({ berth, metres }, known) {
    if (berth && await known.find(boats, { berth })) return refuse('berth-taken', { berth })
    return metres && metres > 300 ? refuse('too-long') : undefined
  },
  changes: (said, leaf) => [boats.put({ ...said, at: leaf.at, officer: leaf.by })],
})

export const BoatRenamed = event('boat-renamed', {
  about: 'The owner gave a boat another name.',
  subject: 'boat',
  fields: { boat: z.uuid(), name: z.string().min(1).max(80), sign: z.string().max(40).optional() },
  recordedBy: ['primary-officer'],
  travels: 'border',
  changes: ({ boat, name }, leaf) => [boats.patch(boat, { name, at: leaf.at, officer: leaf.by })],
})

export const BoatLeft = event('boat-left', {
  about: 'A boat cast off and left.',
  subject: 'boat',
  fields: { boat: z.uuid(), watch: z.uuid().optional() },
  recordedBy: ['primary-officer', 'node'],
  travels: 'border',
  fromReserve: true,
  changes: ({ boat }) => [boats.drop(boat)],
})

export const BoatSeized = event('boat-seized', {
  about: 'Two officers took a boat away from its owner.',
  subject: 'boat',
  fields: { boat: z.uuid(), why: z.string().min(1).max(200) },
  recordedBy: ['primary-officer', 'supervisor'],
  travels: 'border',
  twoOfficers: true,
  changes: ({ boat }) => [boats.patch(boat, { flags: ['SZ'] })],
})

export const boatsNamed = query('boats-named', {
  about: 'The boats of a name.',
  seenBy: ['primary-officer'],
  asks: { name: z.string().min(1).max(80) },
  method: 'GET',
  answer: async (known, { name }) => ({ boats: await known.all(boats, { name }) }),
})

export const countBoats = query('count-boats', {
  about: 'How many boats lie here, all or of a berth.',
  seenBy: ['supervisor'],
  asks: { berth: z.string().max(8).optional() },
  method: 'POST',
  async answer(known, { berth }) {
    if (berth === 'dry-dock') return refuse('berth-unknown')
    return {
      boats: await known.count(boats, berth ? (q) => q.where('berth', '=', berth) : undefined),
    }
  },
})

export const bans = register('bans', {
  about: 'Boats that may not come in.',
  key: 'ban',
  columns: { ban: z.uuid(), name: z.string(), active: z.boolean() },
  seenBy: ['alert-owner'],
  decides: true,
})

export const BoatBanned = event('boat-banned', {
  about: 'The owner of the list banned a boat.',
  subject: 'ban',
  fields: { ban: z.uuid(), name: z.string().max(80) },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  changes: ({ ban, name }) => [bans.put({ ban, name, active: true })],
})

export const BanLifted = event('ban-lifted', {
  about: 'The owner of the list lifted a ban.',
  subject: 'ban',
  fields: { ban: z.uuid() },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  changes: ({ ban }) => [bans.patch(ban, { active: false })],
})

export const secrets = register('secrets', {
  about: 'What was told in confidence, for those who hold the key.',
  key: 'telling',
  columns: { telling: z.uuid(), text: z.string() },
  seenBy: [],
})

export const SecretTold = event('secret-told', {
  about: 'Somebody told a secret to another office.',
  subject: 'telling',
  fields: { telling: z.uuid(), text: z.string().max(100_000) },
  recordedBy: ['primary-officer'],
  travels: 'protection',
  changes: (said) => [secrets.put(said)],
})

export const CrewLookedUp = event('crew-looked-up', {
  about: 'An officer read who sails on the boats here.',
  subject: 'lookUp',
  fields: {
    lookUp: z.uuid(), register: z.string(), asked: z.string(), results: z.array(z.string()),
  },
  recordedBy: ['primary-officer', 'supervisor'],
  travels: 'border',
  changes: () => [],
})

export const sailors = register('sailors', {
  about: 'Who sails on the boats here.',
  key: 'sailor',
  columns: { sailor: z.uuid(), name: z.string() },
  seenBy: ['supervisor'],
  filters: ['name'],
  readingIs: {
    event: CrewLookedUp,
    said: ({ id, register, asked, results }) =>
      ({ lookUp: id, register, asked: JSON.stringify(asked), results }),
  },
})

export const SailorSigned = event('sailor-signed', {
  about: 'A sailor signed on.',
  subject: 'sailor',
  fields: { sailor: z.uuid(), name: z.string().max(80) },
  recordedBy: ['primary-officer'],
  travels: 'border',
  changes: (said) => [sailors.put(said)],
})

export const harbour = capability('harbour', {
  facts: [BoatMoored, BoatRenamed, BoatLeft, BoatSeized],
  registers: [boats], queries: [boatsNamed, countBoats],
})
export const lists = capability('lists', { facts: [BoatBanned, BanLifted], registers: [bans] })
export const confidences = capability('confidences', { facts: [SecretTold], registers: [secrets] })
export const crews = capability(
  'crews', { facts: [SailorSigned, CrewLookedUp], registers: [sailors] },
)
