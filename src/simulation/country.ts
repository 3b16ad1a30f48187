// The country of the demo: the Republic of Darmila, which lies on no map, and its six posts.

import { SeededLuck } from './luck.ts'

/** An invented state; its code is one that ISO 3166-1 leaves to users, so it is nobody's. */
export const demoCountry = {
  code: 'XDM',
  name: {
    en: 'Republic of Darmila', fr: 'République de Darmila', ar: 'جمهورية درميلا',
    so: 'Jamhuuriyadda Darmiila',
  },
} as const

/** What is said when a post is registered. */
export interface DemoPost {
  post: string
  code: string
  name: { en: string; fr: string; ar: string; so: string }
  country: string
  kind: 'land' | 'air' | 'sea' | 'rail' | 'river'
  neighbour?: string
  /** Where the sun rises and sets for it, in degrees. */
  lat: number
  lon: number
  lanes: number
}

/** The post at which the demo's node stands. */
export const demoPostCode = 'GLD'

type Named = Omit<DemoPost, 'post' | 'country'>

const named: readonly Named[] = [
  {
    code: 'GLD', kind: 'land', lat: 8.12, lon: 45.31, neighbour: 'ETH', lanes: 4,
    name: { en: 'Galdahay', fr: 'Galdahay', ar: 'جلدهاي', so: 'Galdahay' },
  },
  {
    code: 'QRS', kind: 'land', lat: 7.84, lon: 47.02, neighbour: 'SOM', lanes: 2,
    name: { en: 'Qorsheed', fr: 'Qorchid', ar: 'قرشيد', so: 'Qorsheed' },
  },
  {
    code: 'BNR', kind: 'sea', lat: 10.41, lon: 46.18, neighbour: 'YEM', lanes: 3,
    name: {
      en: 'Bandar Nur port', fr: 'Port de Bandar Nour', ar: 'ميناء بندر نور',
      so: 'Dekedda Bandar Nuur',
    },
  },
  {
    code: 'DIA', kind: 'air', lat: 9.55, lon: 44.87, lanes: 8,
    name: {
      en: 'Darmila international airport', fr: 'Aéroport international de Darmila',
      ar: 'مطار درميلا الدولي', so: 'Garoonka caalamiga ah ee Darmiila',
    },
  },
  {
    code: 'TGL', kind: 'rail', lat: 9.97, lon: 45.66, neighbour: 'DJI', lanes: 2,
    name: {
      en: 'Tagalle railway station', fr: 'Gare de Tagallé', ar: 'محطة قطار تجلي',
      so: 'Saldhigga tareenka Tagalle',
    },
  },
  {
    code: 'DRF', kind: 'river', lat: 8.73, lon: 46.44, neighbour: 'KEN', lanes: 1,
    name: { en: 'Daruur ferry', fr: 'Bac de Darour', ar: 'عبّارة درور', so: 'Doonta Daruur' },
  },
]

/** The six posts, as they are registered; the first is where the demo's node stands. */
export function demoPosts(seed: number): DemoPost[] {
  const luck = new SeededLuck(seed, 1)
  return named.map((post) => (
    { post: luck.id(Date.parse('2026-01-04T06:00:00Z')), country: demoCountry.code, ...post }))
}
