// Posts: the places where people may cross.

import { capability } from '../../kernel/capability.ts'
import { PostRegistered } from './post-registered.ts'
import { posts } from './register.ts'

export default capability('posts', { facts: [PostRegistered], registers: [posts] })
