// A disk as a power cut sees it: what is durable, and what only the machine's memory holds yet.

import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Operation } from './trace.ts'

/** A change of a file's content that no fsync has made durable yet. */
export type Pending = { order: number; at: number; data: Buffer } | { order: number; size: number }

/** A file, whatever its names; `pending` is in the order in which it was asked. */
export interface StoredFile {
  bytes: Buffer
  size: number
  pending: Pending[]
  /** The last fsync failed: how many of `pending` the machine forgot as if they were written. */
  forgotten: number
}

/** A name made, moved or removed; durable once one of its folders is fsynced. */
export interface NameChange {
  order: number
  folders: string[]
  set?: { path: string; node: Stored }
  removed?: string
}

export type Stored = StoredFile | 'folder'

export interface DiskSettings {
  /** The folder as it was before the trace began, all durable; empty if not given. */
  before?: string
  /**
   * `posix`: a name is durable only after an fsync of its folder. `journalled`: any fsync makes
   * all earlier names durable (ext4, XFS). `posix` if not given: it is the harder one.
   */
  names?: 'posix' | 'journalled'
  /** Files that a power cut takes away. SQLite's -shm (memory, not disk) if not given. */
  passing?: (path: string) => boolean
}

/** Follows a trace, operation by operation. */
export class CachedDisk {
  /** Names that a power cut leaves. */
  readonly durable = new Map<string, Stored>()
  /** Names that the program sees. */
  readonly seen = new Map<string, Stored>()
  nameChanges: NameChange[] = []
  readonly #settings: Required<Omit<DiskSettings, 'before'>>
  readonly #open = new Map<string, Stored>()
  readonly #unsettled = new Set<StoredFile>()
  #order = 0

  constructor(settings: DiskSettings = {}) {
    this.#settings = {
      names: settings.names ?? 'posix',
      passing: settings.passing ?? ((path) => path.endsWith('-shm')),
    }
    if (settings.before) this.#load(settings.before, '')
    for (const [path, node] of this.durable) this.seen.set(path, node)
  }

  /** Files with content that is not durable. */
  unsettled(): StoredFile[] {
    return [...this.#unsettled]
  }

  /** Does one operation of the trace. Throws if the trace does not fit this disk. */
  step(operation: Operation): void {
    this.#order++
    if (this.#settings.passing(operation.to || operation.path)) return
    const key = `${operation.pid}:${operation.fd}`
    switch (operation.kind) {
      case 'open': return this.#opened(operation, key)
      case 'close': return void this.#open.delete(key)
      case 'dup': return void this.#open.set(`${operation.pid}:${operation.newFd}`, this.#node(key))
      case 'write':
        if (operation.data.length === 0) return
        this.#change(key, { order: this.#order, at: operation.at, data: operation.data })
        if (this.#durableWrites.has(key)) this.#sync(key, '', true)
        return
      case 'truncate':
        if (operation.done) this.#change(key, { order: this.#order, size: operation.at })
        return
      case 'sync': return this.#sync(key, operation.path, operation.done)
      case 'mkdir': return operation.done ? this.#name(operation.path, 'folder') : undefined
      case 'unlink':
      case 'rmdir': return operation.done ? this.#unname(operation.path) : undefined
      case 'rename': return operation.done ? this.#rename(operation) : undefined
      case 'link':
        return operation.done ? this.#name(operation.to, this.#named(operation.path)) : undefined
      default: return undefined
    }
  }

  readonly #durableWrites = new Set<string>()

  #opened(operation: Operation, key: string): void {
    if (!operation.done || (operation.fd < 0 && !operation.created)) return
    if (operation.durableWrites) this.#durableWrites.add(key)
    else this.#durableWrites.delete(key)
    if (operation.created) {
      this.#name(operation.path, { bytes: Buffer.alloc(0), size: 0, pending: [], forgotten: 0 })
    }
    const node = operation.path === '' ? 'folder' : this.#named(operation.path)
    this.#open.set(key, node)
    if (operation.emptied) this.#change(key, { order: this.#order, size: 0 })
  }

  #change(key: string, change: Pending): void {
    const node = this.#node(key)
    if (node === 'folder') throw new Error('a folder is not written')
    node.pending.push(change)
    this.#unsettled.add(node)
  }

  #sync(key: string, path: string, done: boolean): void {
    const node = this.#node(key)
    if (!done) {
      // Linux marks the pages clean when an fsync fails: a later fsync does not write them.
      if (node !== 'folder') node.forgotten = node.pending.length
      return
    }
    if (node !== 'folder') {
      for (const change of node.pending.slice(node.forgotten)) apply(node, change)
      node.pending = []
      node.forgotten = 0
      this.#unsettled.delete(node)
    }
    const all = this.#settings.names === 'journalled'
    if (all || node === 'folder') {
      const settles = (change: NameChange) => all || change.folders.includes(path)
      for (const change of this.nameChanges) if (settles(change)) rename(this.durable, change)
      this.nameChanges = this.nameChanges.filter((change) => !settles(change))
    }
  }

  #name(path: string, node: Stored): void {
    this.#renamed({ order: this.#order, folders: [parent(path)], set: { path, node } })
  }

  #unname(path: string): void {
    this.#renamed({ order: this.#order, folders: [parent(path)], removed: path })
  }

  #rename(operation: Operation): void {
    const { path, to } = operation
    if (to === '') return this.#unname(path)
    const folders = [parent(path), parent(to)]
    const node = this.#named(path)
    this.#renamed({ order: this.#order, folders, set: { path: to, node }, removed: path })
  }

  #renamed(change: NameChange): void {
    rename(this.seen, change)
    this.nameChanges.push(change)
  }

  #named(path: string): Stored {
    const node = this.seen.get(path)
    if (!node) throw new Error(`${path} is not from this trace: give its folder as \`before\``)
    return node
  }

  #node(key: string): Stored {
    const node = this.#open.get(key)
    if (!node) throw new Error(`descriptor ${key} was not opened in this trace`)
    return node
  }

  #load(folder: string, path: string): void {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const name = join(path, entry.name)
      if (this.#settings.passing(name)) continue
      if (entry.isDirectory()) {
        this.durable.set(name, 'folder')
        this.#load(folder, name)
      } else {
        const bytes = readFileSync(join(folder, name))
        this.durable.set(name, { bytes, size: bytes.length, pending: [], forgotten: 0 })
      }
    }
  }
}

/** Makes one change of content, growing the file by zeros where it is written past its end. */
export function apply(file: { bytes: Buffer; size: number }, change: Pending): void {
  if ('size' in change) {
    reach(file, change.size)
    file.bytes.fill(0, change.size, Math.max(file.size, change.size))
    file.size = change.size
    return
  }
  const end = change.at + change.data.length
  reach(file, end)
  change.data.copy(file.bytes, change.at)
  file.size = Math.max(file.size, end)
}

/** Makes one change of names; a folder takes with it what lies below. */
export function rename(names: Map<string, Stored>, change: NameChange): void {
  const { set, removed } = change
  if (set && removed && set.node === 'folder') {
    for (const [path, node] of names) {
      if (!path.startsWith(`${removed}/`)) continue
      names.delete(path)
      names.set(set.path + path.slice(removed.length), node)
    }
  }
  if (removed !== undefined) names.delete(removed)
  if (set) names.set(set.path, set.node)
}

function reach(file: { bytes: Buffer; size: number }, size: number): void {
  if (size <= file.bytes.length) return
  const bytes = Buffer.alloc(Math.max(size, 2 * file.bytes.length, 8192))
  file.bytes.copy(bytes, 0, 0, file.size)
  file.bytes = bytes
}

function parent(path: string): string {
  const folder = dirname(path)
  return folder === '.' ? '' : folder
}
