// How Node is started for a node of Safar: a small young generation and one malloc arena, because a
// post of 4 GB must not pay for garbage (bench/inspecting.ts: half the resident memory), and what
// was compiled is kept, because a post starts again after every power cut (a quarter of a second).

import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const runtimeFlags = ['--max-semi-space-size=1', '--optimize-for-size']
export const runtimeEnvironment = {
  MALLOC_ARENA_MAX: '1',
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'safar'),
}
