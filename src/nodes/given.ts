// The real time, luck and disk of a machine: the only place that takes them.

import { randomBytes } from 'node:crypto'
import {
  closeSync, existsSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync,
  renameSync, rmSync, statfsSync, writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import type { Clock, Disk, Given, Luck, Timers } from '../kernel/given.ts'

export const realClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() }
export const realLuck: Luck = { bytes: (count) => randomBytes(count) }

/** Timers that do not keep a program alive by themselves. */
export const realTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** The machine's files; every change is synced before the call returns. */
export const realDisk: Disk = {
  exists: (path) => existsSync(path),
  read(path) {
    try {
      return readFileSync(path)
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw failure
    }
  },
  list: (folder) => (existsSync(folder) ? readdirSync(folder).sort() : []),
  replace(path, bytes, mode = 0o644) {
    const beside = `${path}.new`
    const file = openSync(beside, 'w', mode)
    try {
      writeWhole(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    // If we stop here: the old file is whole and the new one lies beside it, unused.
    renameSync(beside, path)
    syncFolder(dirname(path))
  },
  overwrite(path, offset, bytes) {
    const file = openSync(path, 'r+')
    try {
      writeWhole(file, bytes, offset)
      fdatasyncSync(file)
    } finally {
      closeSync(file)
    }
  },
  remove: (path) => rmSync(path, { force: true }),
  makeFolder(folder) {
    if (existsSync(folder)) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    syncFolder(dirname(folder))
  },
  free(folder) {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  },
  hold: holdFile,
}

export const realGiven: Given = {
  clock: realClock, luck: realLuck, timers: realTimers, disk: realDisk,
}

/**
 * Holds a file by a lock that the operating system lets go when the process ends, however it ends:
 * an open exclusive transaction on a database of its own, which is never written.
 */
function holdFile(path: string): (() => void) | undefined {
  const database = new Database(path, { timeout: 0 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE')
    return () => database.close()
  } catch (failure) {
    database.close()
    if (String((failure as { code?: string }).code).startsWith('SQLITE_BUSY')) return undefined
    throw failure
  }
}

function writeWhole(file: number, bytes: Uint8Array, offset = 0): void {
  let written = 0
  while (written < bytes.length) {
    written += writeSync(file, bytes, written, bytes.length - written, offset + written)
  }
}

function syncFolder(folder: string): void {
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
