// The booth, the first screen of an officer of the line; finding who is not at the counter, the
// file of a person, and every look at one.

import type { Bar, Screens } from '../../ui/screens.ts'

const readers = ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'] as const

export const screens: Screens = {
  '/booth': {
    title: 'booth', seenBy: ['primary-officer', 'secondary-officer'], letter: 'b', order: 1,
    room: 'counter', load: () => import('./booth.tsx'),
  },
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

export const bar: Bar = [
  { at: 'start', order: 5, load: () => import('./lane-in-bar.tsx') },
]
