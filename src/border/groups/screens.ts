// The screens of groups: the list, a new one, and the counter while a group comes through.

import type { Screens } from '../../ui/screens.ts'

const officers = ['primary-officer', 'secondary-officer'] as const

export const screens: Screens = {
  '/groups': {
    title: 'groups', seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
    letter: 'k', order: 15, load: () => import('./groups.tsx'),
  },
  '/groups/new': { title: 'groups.new', seenBy: officers, load: () => import('./new-group.tsx') },
  '/groups/:group': {
    title: 'groups.one', seenBy: officers, room: 'counter', load: () => import('./group.tsx'),
  },
}
