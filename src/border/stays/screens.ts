// The screen of the law of stay: what is in force, and the bench on which another is tried.

import type { Screens } from '../../ui/screens.ts'

export const screens: Screens = {
  '/law': {
    title: 'way.law', seenBy: ['supervisor', 'administrator', 'inspector'], letter: 'j', order: 46,
    load: () => import('./law-page.tsx'),
  },
}
