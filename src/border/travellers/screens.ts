// The screens of travellers: finding somebody, the file of one, and every look at one.

import type { Screens } from '../../ui/screens.ts'

const readers = ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'] as const

export const screens: Screens = {
  '/search': {
    title: 'way.search', seenBy: readers, letter: 's', order: 30,
    load: () => import('./search.tsx'),
  },
  '/travellers/:traveller': {
    title: 'traveller', seenBy: readers,
    load: () => import('./traveller.tsx'),
  },
  '/look-ups': {
    title: 'look-ups', seenBy: ['supervisor', 'inspector'], letter: 'l', order: 60,
    load: () => import('./look-ups.tsx'),
  },
}
