// The screens of shifts: one's own shift, opened and closed.

import type { Screens } from '../../ui/screens.ts'

export const screens: Screens = {
  '/shift': {
    title: 'shift', seenBy: ['primary-officer', 'secondary-officer', 'supervisor'], letter: 'd',
    order: 50, load: () => import('./shift.tsx'),
  },
}
