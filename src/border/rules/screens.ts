// The screens of risk rules: the ledger, and the page on which one is written, tried, and switched.

import type { Screens } from '../../ui/screens.ts'

const who = ['alert-owner', 'supervisor'] as const

export const screens: Screens = {
  '/rules': {
    title: 'way.rules', seenBy: [...who, 'inspector'], letter: 'r', order: 47,
    load: () => import('./rules-page.tsx'),
  },
  '/rules/new': { title: 'rules.write', seenBy: who, load: () => import('./rule-page.tsx') },
  '/rules/:rule': {
    title: 'rules.name', seenBy: [...who, 'inspector'], load: () => import('./rule-page.tsx'),
  },
}
