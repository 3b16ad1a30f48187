// The screen of what was asked of INTERPOL.

import type { Screens } from '../../ui/screens.ts'

export const screens: Screens = {
  '/interpol': {
    title: 'way.interpol', seenBy: ['supervisor'], letter: 'q', order: 58,
    load: () => import('./questions-page.tsx'),
  },
}
