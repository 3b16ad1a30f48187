// The screens of the crossings, and the letter that leads to each.

import type { Screens } from '../../ui/screens.ts'

const readers = ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'] as const
const writers = ['primary-officer', 'secondary-officer', 'supervisor'] as const

export const screens: Screens = {
  '/crossings': {
    title: 'way.crossings', seenBy: readers, letter: 'c', order: 20,
    load: () => import('./crossings-of-the-day.tsx'),
  },
  '/unmatched': {
    title: 'unmatched', seenBy: readers, letter: 'u', order: 25,
    load: () => import('./unmatched.tsx'),
  },
  '/crossings/:crossing': {
    title: 'crossing', seenBy: readers,
    load: () => import('./crossing.tsx'),
  },
  '/crossings/:crossing/correct': {
    title: 'crossing.correct', seenBy: writers,
    load: () => import('./correct-crossing.tsx'),
  },
  '/crossings/:crossing/pair': {
    title: 'crossing.pair', seenBy: writers,
    load: () => import('./pair-crossing.tsx'),
  },
}
