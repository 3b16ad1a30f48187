// The screens of issuers: who is believed, a file that is read, and what is different in it.

import type { Screens } from '../../ui/screens.ts'

const seenBy = ['administrator', 'supervisor'] as const

export const screens: Screens = {
  '/issuers': {
    title: 'way.issuers', seenBy: [...seenBy, 'secondary-officer'], letter: 'v', order: 47,
    load: () => import('./issuers-page.tsx'),
  },
  '/issuers/import': {
    title: 'issuers.import', seenBy: ['administrator'], load: () => import('./import-issuers.tsx'),
  },
  '/issuers/versions/:version': {
    title: 'issuers.difference', seenBy: [...seenBy], load: () => import('./version-page.tsx'),
  },
  '/issuers/:source': {
    title: 'issuers.source', seenBy: [...seenBy], load: () => import('./source-page.tsx'),
  },
}
