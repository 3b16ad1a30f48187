// What is generated and committed is what the declarations say today.

import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { generated } from './generate.ts'
import { sourceFolder } from './words.ts'

for (const [name, text] of Object.entries(generated())) {
  test(`docs/generated/${name} is as the declarations say; else run npm run generate`, () => {
    const path = join(sourceFolder, '..', 'docs', 'generated', name)
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
    const wanted = text.split('\n')
    const line = wanted.findIndex((each, index) => each !== lines[index])
    assert.ok(lines.length === wanted.length && line < 0,
      `stale from line ${line + 1}: ${String(lines[line])} should be ${String(wanted[line])}`)
  })
}
