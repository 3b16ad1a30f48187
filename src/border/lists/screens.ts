// The screens of lists from outside: what is in force, what was read, and what is different.

import type { Screens } from '../../ui/screens.ts'

export const screens: Screens = {
  '/lists': {
    title: 'way.lists', seenBy: ['alert-owner', 'supervisor'], letter: 'i', order: 46,
    load: () => import('./lists-page.tsx'),
  },
  '/lists/import': {
    title: 'lists.import', seenBy: ['alert-owner'], load: () => import('./import-list.tsx'),
  },
  '/lists/versions/:version': {
    title: 'list.difference', seenBy: ['alert-owner', 'supervisor'],
    load: () => import('./version-page.tsx'),
  },
  '/lists/:list': {
    title: 'list.open', seenBy: ['alert-owner', 'supervisor'],
    load: () => import('./list-page.tsx'),
  },
}
