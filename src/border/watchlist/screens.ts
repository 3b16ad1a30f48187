// The screens of the watch-list: hits for the second line, alerts for the owners of lists.

import type { Screens } from '../../ui/screens.ts'

const secondLine = ['secondary-officer', 'supervisor'] as const

export const screens: Screens = {
  '/hits': {
    title: 'way.hits', seenBy: secondLine, letter: 'h', order: 10,
    load: () => import('./hits-to-decide.tsx'),
  },
  '/hits/:hit': {
    title: 'hit', seenBy: secondLine, load: () => import('./hit.tsx'),
  },
  '/own-hits': {
    title: 'way.own-hits', seenBy: ['alert-owner'], letter: 'w', order: 40,
    load: () => import('./own-hits-page.tsx'),
  },
  '/alerts': {
    title: 'alerts', seenBy: ['alert-owner', 'supervisor'], letter: 'a', order: 45,
    load: () => import('./alerts-page.tsx'),
  },
  '/alerts/new': {
    title: 'alert.issue', seenBy: ['alert-owner'], load: () => import('./issue-alert.tsx'),
  },
  '/alerts/:alert': {
    title: 'alert', seenBy: ['alert-owner', 'secondary-officer', 'supervisor'],
    load: () => import('./alert.tsx'),
  },
  '/reviews': {
    title: 'way.reviews', seenBy: ['alert-owner', 'supervisor'], letter: 'e', order: 47,
    load: () => import('./reviews-page.tsx'),
  },
  '/alerts/:alert/review': {
    title: 'alert.review', seenBy: ['alert-owner'], load: () => import('./review-alert.tsx'),
  },
  '/alerts/:alert/end': {
    title: 'alert.end', seenBy: ['alert-owner'], load: () => import('./end-alert.tsx'),
  },
}
