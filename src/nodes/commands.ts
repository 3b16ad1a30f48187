// All commands of `safar`, in the order of the manual; each is loaded when it is asked for.

import type { AnyCommand } from './command.ts'

export const commands: Readonly<Record<string, () => Promise<{ default: AnyCommand }>>> = {
  demo: () => import('./commands/demo.ts'),
  post: () => import('./commands/post.ts'),
  hub: () => import('./commands/hub.ts'),
  courier: () => import('./commands/courier.ts'),
  picture: () => import('./commands/picture.ts'),
  audit: () => import('./commands/audit.ts'),
  import: () => import('./commands/import.ts'),
  verify: () => import('./commands/verify.ts'),
  export: () => import('./commands/export.ts'),
  compare: () => import('./commands/compare.ts'),
  screen: () => import('./commands/screen.ts'),
  stay: () => import('./commands/stay.ts'),
  manifest: () => import('./commands/manifest.ts'),
  chip: () => import('./commands/chip.ts'),
  seal: () => import('./commands/seal.ts'),
  'read-document': () => import('./commands/read-document.ts'),
  simulate: () => import('./commands/simulate.ts'),
  bench: () => import('./commands/bench.ts'),
}
