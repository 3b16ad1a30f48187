// The architecture, as a list: a folder may import from the lines above its own, never from below.

/** The layers of the house from the ground up; moving a line is a decision with its own page. */
export const layers = [
  { folder: 'lib', knows: 'nothing of borders or journals: names, dates, zones, codes, bytes' },
  { folder: 'kernel', knows: 'event, record, journal, store, realms, access, http' },
  { folder: 'ui', knows: 'form, register, page, words: field types, never field names' },
  { folder: 'country', knows: 'the ground: posts, officers, shifts, the network' },
  { folder: 'border', knows: 'travellers, the watch-list, crossings, the booth' },
  { folder: 'simulation', knows: 'a country of people crossing, from one seed' },
  { folder: 'nodes', knows: 'the programs: post, hub, courier, demo, verifier' },
] as const

/** Folders inside a layer that stand in an order of their own, lowest first. */
export const within = {
  border: [
    'travellers', 'lists', 'watchlist', 'crossings', 'stays', 'interpol', 'issuers', 'rules',
    'inspection', 'groups', 'discrepancies', 'manifests',
  ],
  country: ['bundles', 'posts', 'officers', 'shifts', 'network'],
} as const
