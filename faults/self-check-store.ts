// Runs the little store of self-check-app.ts, and small scripts, under the disk shim.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fastFolder } from './crash-images.ts'
import { shimmed } from './shim.ts'
import type { ShimSettings } from './shim.ts'

/** The store's program. */
export const APP = join(import.meta.dirname, 'self-check-app.ts')

/** Seed of all luck in the self-check; set SAFAR_SEED to try another. */
export const SEED = Number(process.env.SAFAR_SEED ?? 20261122)

/** A folder for all that the self-check writes; gone when the process ends. */
export const room = mkdtempSync(join(fastFolder(), 'safar-self-check-'))
process.on('exit', () => rmSync(room, { recursive: true, force: true }))

let folders = 0
/** An empty folder. */
export function newFolder(): string {
  const folder = join(room, String(folders++))
  mkdirSync(folder)
  return folder
}

interface Keep extends Partial<ShimSettings> {
  folder: string
  mode?: string
  synchronous?: string
  rows?: number
}

/** Keeps rows in the store of a folder; acknowledged on stdout, or in the trace if there is one. */
export function keepRows({ folder, mode = 'WAL', synchronous = 'FULL', rows = 60, ...shim }: Keep) {
  const told = shim.trace ? 'trace' : 'stdout'
  const args = [APP, folder, mode, synchronous, String(rows), told]
  const ended = spawnSync(process.execPath, args, { env: shimmed({ folder, ...shim }) })
  return { status: ended.status, said: `${ended.stdout}`, complained: `${ended.stderr}` }
}

/** Runs lines of a program in the folder; what it prints. */
export function runScript(script: string, settings: ShimSettings): string {
  const args = ['--input-type=module', '-e', script]
  const options = { env: shimmed(settings), cwd: settings.folder, encoding: 'utf8' } as const
  const ended = spawnSync(process.execPath, args, options)
  assert.equal(ended.status, 0, ended.stderr)
  return ended.stdout
}
