// Compiles the disk shim with the system's C compiler and says how a program is run under it.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One call on the disk that is to go wrong. */
export interface Fault {
  /** `open` counts opens that may write and new folders; `any` counts every class. */
  at: 'write' | 'sync' | 'truncate' | 'open' | 'unlink' | 'rename' | 'any'
  /** Which call of that class, from 1. */
  call: number
  /** `short` does half of the write and says so. */
  gives: 'EIO' | 'ENOSPC' | 'EROFS' | 'EDQUOT' | 'short'
  /** `from then on` fails that call and each later one. Once, if not given. */
  lasts?: 'once' | 'from then on'
  /** The disk does what was asked and then says that it failed. */
  butDone?: true
  /** Only files whose name below the folder contains this (for a rename: the new name). */
  file?: string
}

export interface ShimSettings {
  /** The folder whose files are watched; it must exist. */
  folder: string
  /** Where each operation is written down; appended to if it exists. */
  trace?: string
  faults?: Fault[]
  /** A file that `setFaults` writes: faults that come and go while the program runs. */
  control?: string
  /** Added to every fsync, in microseconds. */
  syncDelayUs?: number
  /** The disk holds this many bytes below the folder and is then full. */
  spaceBytes?: number
}

let compiled: string | undefined

/**
 * The path of the compiled shim; compiled once a process into a temporary folder.
 * Throws an error that names the packages to install where there is no C compiler, or no Linux.
 */
export function compileShim(): string {
  if (compiled) return compiled
  if (process.platform !== 'linux') throw new Error('The disk shim needs Linux (LD_PRELOAD).')
  if (!hasCompiler()) installCompiler()
  const folder = mkdtempSync(join(tmpdir(), 'safar-shim-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const to = join(folder, 'disk-shim.so')
  const source = join(import.meta.dirname, 'disk-shim.c')
  const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror', '-U_FORTIFY_SOURCE']
  const made = spawnSync('cc', [...flags, '-o', to, source, '-ldl', '-lpthread'])
  if (made.status !== 0) throw new Error(`cc could not compile disk-shim.c:\n${made.stderr}`)
  compiled = to
  return to
}

/** The environment (this process's own and the shim's) in which a program is to be started. */
export function shimmed(settings: ShimSettings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LD_PRELOAD: compileShim(),
    // io_uring would reach the disk without passing the C library.
    UV_USE_IO_URING: '0',
    SAFAR_SHIM_FOLDER: realpathSync(settings.folder),
    SAFAR_SHIM_TRACE: settings.trace ?? '',
    SAFAR_SHIM_FAULTS: faultsText(settings.faults ?? []),
    SAFAR_SHIM_CONTROL: settings.control ?? '',
    SAFAR_SHIM_SYNC_US: String(settings.syncDelayUs ?? 0),
    SAFAR_SHIM_SPACE: String(settings.spaceBytes ?? 0),
  }
}

/**
 * Gives a running program the faults in its control file; an empty list heals the disk.
 * Counting starts anew with each call.
 */
export function setFaults(control: string, faults: Fault[]): void {
  if (faults.length === 0) return rmSync(control, { force: true })
  // By rename, so that the program never reads half a list.
  writeFileSync(`${control}.new`, faultsText(faults))
  renameSync(`${control}.new`, control)
}

function faultsText(faults: Fault[]): string {
  return faults
    .map((fault) => {
      const gives = fault.gives + (fault.butDone ? '+' : '')
      const lasts = fault.lasts === 'from then on' ? 'onward' : 'once'
      return [fault.at, fault.call, gives, lasts, fault.file ?? ''].join(':')
    })
    .join(',')
}

function hasCompiler(): boolean {
  return spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0
}

function installCompiler(): void {
  const advice = 'Tests of disk faults need a C compiler: install the packages gcc and libc6-dev.'
  if (process.getuid?.() !== 0) throw new Error(advice)
  try {
    execFileSync('apt-get', ['install', '-y', 'gcc', 'libc6-dev'], { stdio: 'ignore' })
  } catch (cause) {
    throw new Error(`${advice} (apt-get could not.)`, { cause })
  }
  if (!hasCompiler()) throw new Error(advice)
}
