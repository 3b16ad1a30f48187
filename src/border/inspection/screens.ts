// The booth: the one screen of the counter, and the first that an officer of the line sees.

import type { Bar, Screens } from '../../ui/screens.ts'

export const screens: Screens = {
  '/booth': {
    title: 'booth', seenBy: ['primary-officer', 'secondary-officer'], letter: 'b', order: 1,
    room: 'counter', load: () => import('./booth.tsx'),
  },
}

export const bar: Bar = [
  { at: 'start', order: 5, load: () => import('./lane-in-bar.tsx') },
]
