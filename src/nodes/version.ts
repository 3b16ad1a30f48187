// The release of this copy of Safar.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFolder } from './words.ts'

export const { version } = JSON.parse(
  readFileSync(join(sourceFolder, '..', 'package.json'), 'utf8')) as { version: string }
