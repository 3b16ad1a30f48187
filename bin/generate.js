// Writes docs/generated anew from what is declared; a test says when that is due.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generated } from '../src/nodes/generate.ts'

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'generated')
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(generated())) writeFileSync(join(folder, name), text)
