// The screens of the network: who is in it, taking a node in, and how this node stands.

import type { Screens } from '../../ui/screens.ts'

const readers = ['supervisor', 'administrator', 'inspector'] as const

export const screens: Screens = {
  '/network': {
    title: 'network', seenBy: readers, letter: 'n', order: 80,
    load: () => import('./network-page.tsx'),
  },
  '/courier': {
    title: 'courier', seenBy: ['supervisor', 'administrator'], letter: 'y', order: 82,
    load: () => import('./courier-page.tsx'),
  },
  '/network/enrol': {
    title: 'enrol-node', seenBy: ['administrator'], load: () => import('./enrol-page.tsx'),
  },
  '/network/ask': {
    title: 'ask-enrolment', seenBy: ['administrator'], load: () => import('./ask-page.tsx'),
  },
  '/network/admitted': {
    title: 'take-admission', seenBy: ['administrator'], load: () => import('./admitted-page.tsx'),
  },
  '/network/biometric': {
    title: 'biometric-office-named', seenBy: ['administrator'],
    load: () => import('./biometric-page.tsx'),
  },
  '/network/:incarnation': {
    title: 'node', seenBy: readers, load: () => import('./node-page.tsx'),
  },
  '/network/:incarnation/leave': {
    title: 'node-revoked', seenBy: ['administrator'], load: () => import('./leave-page.tsx'),
  },
}
