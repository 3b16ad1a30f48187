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

const rooms = new Set<string>()
process.once('exit', () => rooms.forEach((path) => rmSync(path, { recursive: true, force: true })))

export function newRoom(): Room {
  const path = mkdtempSync(join(fastFolder(), 'safar-room-'))
  let folders = 0
  rooms.add(path)
  return {
    path,
    folder() {
      const folder = join(path, String(folders++))
      mkdirSync(folder)
      return folder
    },
    [Symbol.dispose]() {
      rooms.delete(path)
      rmSync(path, { recursive: true, force: true })
    },
  }
}
