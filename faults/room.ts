// A place in memory for the folders of one test, cleared away with it.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fastFolder } from './crash-images.ts'

export interface Room {
  path: string
  /** A new empty folder. */
  folder(): string
  [Symbol.dispose](): void
}

export function newRoom(): Room {
  const path = mkdtempSync(join(fastFolder(), 'safar-room-'))
  let folders = 0
  const clear = () => rmSync(path, { recursive: true, force: true })
  process.once('exit', clear)
  return {
    path,
    folder() {
      const folder = join(path, String(folders++))
      mkdirSync(folder)
      return folder
    },
    [Symbol.dispose]() {
      process.off('exit', clear)
      clear()
    },
  }
}
