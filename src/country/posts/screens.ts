// The screens of posts: where people may cross, and registering another place.

import type { Screens } from '../../ui/screens.ts'

export const screens: Screens = {
  '/posts': {
    title: 'posts', letter: 'p', order: 75,
    seenBy: ['inspector', 'administrator'],
    load: () => import('./posts-page.tsx'),
  },
  '/posts/register': {
    title: 'post-registered', seenBy: ['administrator'], load: () => import('./register-post.tsx'),
  },
  '/posts/:post': {
    title: 'post', seenBy: ['administrator'], load: () => import('./register-post.tsx'),
  },
}
