// Gathers the screens of every capability: each has a `screens.ts` beside its contents page.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const asked = 'virtual:screens'
const resolved = `\0${asked}`

/**
 * Serves `virtual:screens`: the `screens` (and the optional `bar`) of every `screens.ts` under the
 * source folder. The facts and registers of the contents page stay out of the first download.
 */
export function capabilityScreens(source: string): Plugin {
  return {
    name: 'capability-screens',
    resolveId: (id) => (id === asked ? resolved : undefined),
    load(id) {
      if (id !== resolved) return
      const files = globSync('*/*/screens.ts', { cwd: source }).sort()
        .map((file) => join(source, file))
      const imports = files.map((file, index) => (
        `import * as c${index} from ${JSON.stringify(file)}`
      ))
      const spread = (what: 'screens' | 'bar') => files
        .map((file, index) => ({ index, says: readFileSync(file, 'utf8') }))
        .filter(({ says }) => says.includes(`export const ${what}`))
        .map(({ index }) => `...c${index}.${what}`)
        .join(', ')
      return `${imports.join('\n')}
export const screens = { ${spread('screens')} }
export const bar = [${spread('bar')}]`
    },
  }
}
