// The list of what does not fit together, and the page on which one of it is settled.

import type { Screens } from '../../ui/screens.ts'

const readers = ['secondary-officer', 'supervisor', 'inspector'] as const

export const screens: Screens = {
  '/discrepancies': {
    title: 'way.discrepancies', seenBy: readers, letter: 'f', order: 27,
    load: () => import('./discrepancies-page.tsx'),
  },
  '/discrepancies/:kind/:about/:field': {
    title: 'discrepancies', seenBy: readers, load: () => import('./settle.tsx'),
  },
}
