// The real time, luck and disk of a machine: the only place that takes them.

import { randomBytes, randomFillSync } from 'node:crypto'
import {
  closeSync, existsSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync,
  renameSync, statSync, statfsSync, truncateSync, unlinkSync, writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import type { Clock, Disk, Given, Luck, Timers } from '../kernel/given.ts'

export const realClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() }
export const realLuck: Luck = { bytes: pooledBytes }

/** Random bytes are asked of the system in blocks; each is given away once and wiped here. */
const pool = Buffer.alloc(4096)
let given = pool.length

function pooledBytes(count: number): Buffer {
  if (count > 256) return randomBytes(count)
  if (given + count > pool.length) {
    randomFillSync(pool)
    given = 0
  }
  const bytes = Buffer.from(pool.subarray(given, given + count))
  pool.fill(0, given, given += count)
  return bytes
}

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
    } catch (failure) {
      // Half a file must not hold the space that a full disk needs; why it is half is what matters.
      try {
        unlinkSync(beside)
      } catch {}
      throw failure
    } finally {
      closeSync(file)
    }
    // If we stop here: the old file is whole and the new one lies beside it, unused.
    renameSync(beside, path)
    syncFolder(dirname(path))
  },
  open(path) {
    const file = openSync(path, 'r+')
    return {
      overwrite(offset, bytes) {
        writeWhole(file, bytes, offset)
        fdatasyncSync(file)
      },
      close: () => closeSync(file),
    }
  },
  remove(path) {
    try {
      unlinkSync(path)
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'ENOENT') throw failure
    }
  },
  makeFolder(folder) {
    const above = dirname(folder)
    if (!existsSync(above)) realDisk.makeFolder(above)
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    // Also where it is there already: who made it may have been stopped before this line.
    syncFolder(above)
  },
  free(folder) {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  },
  hold: holdFile,
}

/** The time zone of this machine, in which a post counts its days. */
export const zoneHere = new Intl.DateTimeFormat().resolvedOptions().timeZone

export const realGiven: Given = {
  clock: realClock, luck: realLuck, timers: realTimers, disk: realDisk,
}

/**
 * Holds a file by a lock that the operating system lets go when the process ends, however it ends:
 * an open exclusive transaction on a database of its own, which is never written.
 */
function holdFile(path: string): (() => void) | undefined {
  // Nothing is ever written to it: bytes that got into it would only hinder.
  if (existsSync(path) && statSync(path).size > 0) truncateSync(path)
  let database: InstanceType<typeof Database> | undefined
  try {
    database = new Database(path, { timeout: 0 })
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE')
    return () => database?.close()
  } catch (failure) {
    database?.close()
    const { code = '' } = failure as { code?: string }
    if (code.startsWith('SQLITE_BUSY')) return undefined
    throw Object.assign(failure as Error, { code: fileCodes[code.split('_', 2).join('_')] ?? code })
  }
}

/** The codes of files that SQLite's mean here. */
const fileCodes: Record<string, string> = {
  SQLITE_CANTOPEN: 'EACCES', SQLITE_READONLY: 'EROFS', SQLITE_IOERR: 'EIO', SQLITE_FULL: 'ENOSPC',
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
