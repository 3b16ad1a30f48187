// Whether this node can record just now, why not, and what the officer does meanwhile.

import type { Disk, Clock } from './given.ts'
import { refuse, type Refusal } from './refusal.ts'
import { diskFaultOf, type StoreFailure, type StoreFault } from './store/store.ts'

/** Space that is kept back so that a full disk still lets the post close its shift and export. */
export const reserveBytes = 1024 * 1024

/** A journal that is behind its mark or its mirror lost leaves: this node must not go on in it. */
export type Loss = 'journal-behind-mark' | 'journal-behind-mirror'

/** Whether a fault is that leaves were lost, and not one of the disk. */
export function isLoss(fault: StoreFault | Loss): fault is Loss {
  return fault === 'journal-behind-mark' || fault === 'journal-behind-mirror'
}

export interface HealthState {
  recording: boolean
  fault?: StoreFault | Loss
  since?: string
}

/** What the last audit came to; what was found stays until a start. */
export interface Audited { at: string; sound: boolean; findings: number }

export interface HealthParts {
  disk: Disk
  clock: Clock
  folder: string
  post: string
  boot: string
}

/** The state of recording; owns the reserve file and the count of paper serials. */
export class Health {
  readonly #parts: HealthParts
  /** Set by whatever audits this node, if anything does. */
  audited: Audited | undefined
  #state: HealthState = { recording: true }
  #paper = 0
  #listeners = new Set<(state: HealthState) => void>()

  constructor(parts: HealthParts) {
    this.#parts = parts
    this.#keepReserve()
  }

  get state(): HealthState {
    return this.#state
  }

  onChange(listener: (state: HealthState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Refuses before anything is tried where trying is known to be useless or unsafe. */
  mayRecord(fromReserve: boolean): Refusal | undefined {
    const { fault } = this.#state
    if (!fault) return undefined
    if (fault === 'disk-full') {
      if (fromReserve) this.#parts.disk.remove(this.#reserve())
      else if (this.#parts.disk.free(this.#parts.folder) < reserveBytes * 2) return this.refusal()
      return undefined
    }
    // After a failed sync what the disk holds is unknown: only a start from disk goes on (D5).
    return fault === 'busy' || fault === 'read-only' ? undefined : this.refusal()
  }

  /** Something became durable: the node records again. */
  recorded(): void {
    if (this.#state.recording) return
    if (!this.#parts.disk.exists(this.#reserve())) {
      if (this.#parts.disk.free(this.#parts.folder) < reserveBytes * 2) return
      this.#keepReserve()
    }
    this.#become({ recording: true })
  }

  /** The store said no: from here on the node says so, and offers paper. */
  failed(failure: StoreFailure): Refusal {
    this.stop(failure.fault)
    return this.refusal()
  }

  /** Stops recording for a fault found elsewhere (a mark ahead of the store). */
  stop(fault: NonNullable<HealthState['fault']>): void {
    if (this.#state.fault === fault) return
    this.#become({
      recording: false, fault, since: new Date(this.#parts.clock.now()).toISOString(),
    })
  }

  /** The refusal of a node that cannot record, with the next serial for the paper form. */
  refusal(): Refusal {
    this.#paper += 1
    const { post, boot, clock } = this.#parts
    const day = new Date(clock.now()).toISOString().slice(2, 10).replaceAll('-', '')
    const paperSerial = `${post}-${day}-${boot.slice(0, 4)}-${String(this.#paper).padStart(3, '0')}`
    return refuse('cannot-record', { fault: this.#state.fault, paperSerial })
  }

  #become(state: HealthState): void {
    this.#state = state
    this.#listeners.forEach((listener) => listener(state))
  }

  #reserve(): string {
    return `${this.#parts.folder}/reserve`
  }

  #keepReserve(): void {
    const { disk } = this.#parts
    if (disk.exists(this.#reserve())) return
    if (disk.free(this.#parts.folder) < reserveBytes * 2) return
    try {
      disk.replace(this.#reserve(), Buffer.alloc(reserveBytes, 1), 0o600)
    } catch (failure) {
      // Without a reserve the post still records; it is tried again after the next full disk.
      if (!diskFaultOf(failure)) throw failure
    }
  }
}
