// A disk so small that a test can fill it.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastFolder } from './crash-images.ts'
import { shimmed } from './shim.ts'

export interface SmallDisk {
  /** Where the program under test keeps its files. */
  folder: string
  /** The environment to start it in: for a mounted disk the test's own. */
  env: NodeJS.ProcessEnv
  /** A file system of its own, or the shim's imitation. */
  made: 'tmpfs' | 'shim'
  /** Why it is an imitation. */
  why?: string
  dispose(): void
  [Symbol.dispose](): void
}

const mounted = new Set<string>()

/**
 * A disk of so many bytes: a tmpfs where this process may mount one, and otherwise a folder on
 * which the shim says ENOSPC once that much is in it. Removing files makes room again on both.
 */
export function smallDisk(bytes: number, { imitate = false } = {}): SmallDisk {
  const parent = mkdtempSync(join(imitate ? fastFolder() : tmpdir(), 'safar-small-'))
  const folder = join(parent, 'disk')
  mkdirSync(folder)
  const why = imitate ? 'asked for' : mount(folder, bytes)
  const dispose = () => {
    if (mounted.delete(folder)) unmount(folder)
    rmSync(parent, { recursive: true, force: true })
  }
  const rest = { folder, dispose, [Symbol.dispose]: dispose }
  if (why === undefined) return { ...rest, env: process.env, made: 'tmpfs' }
  return { ...rest, env: shimmed({ folder, spaceBytes: bytes }), made: 'shim', why }
}

/** Mounts, or says why not. */
function mount(folder: string, bytes: number): string | undefined {
  if (process.platform !== 'linux') return 'not Linux'
  if (process.getuid?.() !== 0) return 'not root'
  try {
    const options = `size=${bytes},mode=700`
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'safar-small', folder], { stdio: 'pipe' })
  } catch (error) {
    return `mount: ${(error as { stderr?: Buffer }).stderr ?? error}`.trim()
  }
  if (mounted.size === 0) process.once('exit', () => [...mounted].forEach(unmount))
  mounted.add(folder)
  return undefined
}

function unmount(folder: string): void {
  // Lazily: a program that the test left running must not keep the mount for ever.
  execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' })
}
