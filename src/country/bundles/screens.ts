// The mark of the hub's word in the top bar of every screen; it has no screen of its own.

import type { Bar, Screens } from '../../ui/screens.ts'

export const screens: Screens = {}

export const bar: Bar = [
  { at: 'end', order: 10, load: () => import('./bundle-in-bar.tsx') },
]
