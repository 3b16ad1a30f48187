// The disk of a simulated machine: files in memory that outlive a crash, and faults upon request.

import type { Disk, OpenFile } from '../../kernel/given.ts'
import type { StoreFault } from '../../kernel/store/store.ts'

/** What a call on a disk comes to: refused before anything was done, or after all of it was. */
export type Failing = { fault: StoreFault; done: boolean }

const codes: Record<StoreFault, string> = {
  'disk-full': 'ENOSPC', 'read-only': 'EROFS', 'disk-failing': 'EIO', damaged: 'EIO', busy: 'EBUSY',
}
const plentyBytes = 1024 ** 3

/** Files of one machine. Every call is durable when it returns, as a real disk's must be. */
export class WorldDisk {
  #files = new Map<string, Buffer>()
  #held = new Set<string>()
  /** No room for one byte more, until somebody makes room. */
  full = false
  /** The next write fails so, once. */
  failing: Failing | undefined

  /** The files as they are now, for a backup or a clone. */
  copy(): WorldDisk {
    const other = new WorldDisk()
    other.#files = new Map([...this.#files].map(([path, bytes]) => [path, Buffer.from(bytes)]))
    return other
  }

  /** Whoever held a folder is gone. */
  letGo(): void {
    this.#held.clear()
  }

  /** The disk as one boot of the machine has it; after `dead` every call of that boot fails. */
  handle(dead: () => boolean): Disk {
    const alive = () => {
      if (dead()) throw new Error('this machine is off')
    }
    const write = (work: () => void) => {
      alive()
      if (this.full) throw coded('ENOSPC')
      const failing = this.failing
      this.failing = undefined
      if (failing && !failing.done) throw coded(codes[failing.fault])
      work()
      if (failing) throw coded(codes[failing.fault])
    }
    return {
      exists: (path) => this.#files.has(path),
      read: (path) => {
        alive()
        const bytes = this.#files.get(path)
        return bytes && Buffer.from(bytes)
      },
      list: (folder) => [...this.#files.keys()].filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1)).sort(),
      replace: (path, bytes) => write(() => this.#files.set(path, Buffer.from(bytes))),
      open: (path): OpenFile => ({
        overwrite: (offset, bytes) => write(() => {
          const old = this.#files.get(path)!
          const size = Math.max(old.length, offset + bytes.length)
          const now = Buffer.concat([old, Buffer.alloc(size - old.length)])
          now.set(bytes, offset)
          this.#files.set(path, now)
        }),
        close: () => {},
      }),
      remove: (path) => {
        alive()
        this.#files.delete(path)
      },
      makeFolder: () => {},
      free: () => (this.full ? 0 : plentyBytes),
      hold: (path) => {
        if (this.#held.has(path)) return undefined
        this.#held.add(path)
        return () => { if (!dead()) this.#held.delete(path) }
      },
    }
  }
}

function coded(code: string): Error {
  return Object.assign(new Error(`the simulated disk says ${code}`), { code })
}
