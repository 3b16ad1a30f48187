// The screens of officers: who may work here, what they may do, and their next sign-in code.

import type { Screens } from '../../ui/screens.ts'

const readers = ['supervisor', 'administrator', 'inspector'] as const

export const screens: Screens = {
  '/officers': {
    title: 'officers', seenBy: readers, letter: 'o', order: 70,
    load: () => import('./officers-page.tsx'),
  },
  '/officers/enrol': {
    title: 'officer-enrolled', seenBy: ['administrator'], load: () => import('./enrol-officer.tsx'),
  },
  '/officers/:officer': {
    title: 'officer', seenBy: readers, load: () => import('./officer.tsx'),
  },
  '/officers/:officer/roles': {
    title: 'roles-given', seenBy: ['administrator', 'supervisor'],
    load: () => import('./give-roles.tsx'),
  },
}
