// One machine of a simulated country: its clock, its disk, and the node that runs on it, or not.

import type { Capability } from '../../kernel/capability.ts'
import { CannotOpen } from '../../kernel/cannot-open.ts'
import type { Clock, Given } from '../../kernel/given.ts'
import type { Founding } from '../../kernel/keys.ts'
import { openNode, type Node } from '../../kernel/node.ts'
import { openMemory, type MemoryDisk } from '../../kernel/store/memory.ts'
import { StoreFailure, type Store } from '../../kernel/store/store.ts'
import { luckOfSeed } from '../luck.ts'
import { WorldDisk, type Failing } from './disk.ts'
import type { World } from './world.ts'

const folder = '/node'
/** Real clocks of cheap laptops lose or win as much (500 parts in a million). */
const mostDrift = 500e-6

/** What a backup of a whole machine holds. */
export interface Backup { disk: WorldDisk; store: Buffer }

export interface MachineParts {
  world: World
  place: string
  founding: Founding
  capabilities: readonly Capability[]
  seed: number
}

/** Owns what outlives a crash; a node of an earlier boot finds everything gone. */
export class Machine {
  readonly place: string
  readonly founding: Founding
  readonly #world: World
  disk = new WorldDisk()
  store: MemoryDisk = openMemory()
  /** The next transaction fails so, once. */
  failing: Failing | undefined
  capabilities: readonly Capability[]
  #node: Node | undefined
  #boot = 0
  #bootedMs = 0
  #offsetMs = 0
  readonly #drift: number
  readonly #luck: { bytes(count: number): Buffer }

  constructor({ world, place, founding, capabilities, seed }: MachineParts) {
    this.place = place
    this.founding = founding
    this.capabilities = capabilities
    this.#world = world
    this.#luck = luckOfSeed(seed)
    this.#drift = (world.luck.next() / 2 ** 31 - 1) * mostDrift
  }

  /** The node that runs here now, if any. */
  get node(): Node | undefined {
    return this.#node
  }

  /** Which start of this machine it is; work that was begun under another one has no machine. */
  get boot(): number {
    return this.#boot
  }

  /** Starts the node from what the disk holds; gives the reason where it cannot open. */
  async start(afterLoss = false): Promise<CannotOpen | undefined> {
    this.#boot += 1
    this.#bootedMs = this.#world.nowMs
    this.disk.letGo()
    try {
      this.#node = await openNode({
        folder, given: this.#given(), capabilities: this.capabilities, founding: this.founding,
        store: () => this.#faulty(this.store.open()), ...(afterLoss && { afterLoss }),
      })
      return undefined
    } catch (failure) {
      if (failure instanceof CannotOpen) return failure
      throw failure
    }
  }

  /** The power goes: whatever was not durable is gone, and what ran here stops for good. */
  crash(): void {
    this.#boot += 1
    this.#node = undefined
    this.store.crash()
    this.disk.letGo()
  }

  /** Stops in good order. */
  async stop(): Promise<void> {
    const node = this.#node
    this.#node = undefined
    await node?.close()
    this.crash()
  }

  /** Somebody sets the clock, or its battery dies. */
  setClock(byMs: number): void {
    this.#offsetMs += byMs
  }

  async backup(): Promise<Backup> {
    return { disk: this.disk.copy(), store: await this.store.copy() }
  }

  /** The machine's disks are as they were when the backup was taken; it is off. */
  restore({ disk, store }: Backup): void {
    this.crash()
    this.disk = disk.copy()
    this.store = openMemory(store)
  }

  /** Another machine with a copy of this one's disks: same keys, same journal. */
  twin(place: string, backup: Backup): Machine {
    const { founding, capabilities } = this
    const seed = this.#luck.bytes(4).readUInt32BE()
    const twin = new Machine({ world: this.#world, place, founding, capabilities, seed })
    twin.restore(backup)
    return twin
  }

  /** A second program is started on the same folder; says why it is not let in. */
  async startAgain(): Promise<string | undefined> {
    try {
      const second = await openNode({
        folder, given: this.#given(), capabilities: this.capabilities, founding: this.founding,
        store: () => { throw new Error('the folder was let to a second start') },
      })
      await second.close()
      return undefined
    } catch (failure) {
      if (failure instanceof CannotOpen) return failure.reason
      throw failure
    }
  }

  #given(): Given {
    const boot = this.#boot
    const dead = () => boot !== this.#boot
    const clock: Clock = {
      now: () => Math.round(this.#world.nowMs + this.#offsetMs +
        (this.#world.nowMs - this.#bootedMs) * this.#drift),
      elapsed: () => (this.#world.nowMs - this.#bootedMs) * (1 + this.#drift),
    }
    return {
      clock, luck: this.#luck, disk: this.disk.handle(dead),
      timers: {
        after: (ms, run) => this.#world.after(ms, async () => {
          const node = this.#node
          if (dead() || !node) return
          run()
          // What a timer begins goes on by itself; the next thing waits until it has ended.
          for (let turn = 0; turn < 3 && !dead(); turn++) {
            await this.#world.turn()
            await node.settled()
          }
        }),
      },
    }
  }

  /** The store with the faults of a disk: no room, or a transaction that fails before or after. */
  #faulty(store: Store): Store {
    return {
      ...store,
      writing: async (work) => {
        const failing = this.failing
        this.failing = undefined
        if (this.disk.full) throw new StoreFailure('disk-full', 'no room')
        if (failing && !failing.done) throw new StoreFailure(failing.fault, 'as it was asked to')
        const done = await store.writing(work)
        if (failing) throw new StoreFailure(failing.fault, 'after it was done')
        return done
      },
    }
  }
}
