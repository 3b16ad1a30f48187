// A store in memory, for many nodes in one process: it outlives its node, as a disk does.

import Database from 'better-sqlite3-multiple-ciphers'
import { attempt, complaintsOf, statementsOf } from './sqlite.ts'
import { StoreFailure, type Statements, type Store } from './store.ts'

/**
 * One SQLite database in memory, without cipher, that a node opens, loses and opens again. It has
 * one connection: who reads waits until the transaction that is running has ended, and so sees only
 * what is committed; work inside `writing` must read through the statements that it was given.
 */
export class MemoryDisk {
  #database: Database.Database
  /** What is being written now; readers wait for it. Owned by the opening that writes. */
  #writing: Promise<void> | undefined
  /** Calls of an opening that is not the last one find the disk gone. */
  #opening = 0

  /** Empty, or as a copy was. */
  constructor(copy?: Uint8Array) {
    this.#database = inMemory(copy)
  }

  /** Opens the store; what an earlier opening left uncommitted is rolled back, and it ends. */
  open(): Store {
    this.crash()
    const opening = this.#opening
    const connection = this.#database
    const here = () => {
      if (opening !== this.#opening) throw new StoreFailure('disk-failing', 'the power went')
    }
    const committed = async () => {
      while (opening === this.#opening && this.#writing) await this.#writing
    }
    const statements = statementsOf(connection)
    const within = guarded(statements, here)
    const now = <T>(call: () => T) => {
      here()
      return attempt(call)
    }
    return {
      dialect: 'sqlite',
      reading: guarded(statements, here, committed),
      writing: (work) => this.#write(() => work(within), now),
      async script(sql) { now(() => connection.exec(sql)) },
      async reindex() { now(() => connection.exec('reindex')) },
      async complaints() { return now(() => complaintsOf(connection)) },
      close: () => {
        if (opening === this.#opening) this.crash()
      },
    }
  }

  async #write<T>(work: () => Promise<T>, now: <R>(call: () => R) => R): Promise<T> {
    if (this.#writing) throw new StoreFailure('busy', 'a transaction is running')
    const { promise, resolve } = Promise.withResolvers<void>()
    now(() => this.#database.exec('begin immediate'))
    this.#writing = promise
    try {
      const done = await work()
      now(() => this.#database.exec('commit'))
      return done
    } catch (failure) {
      // After a crash another opening may be writing already: what it wrote is not ours to undo.
      if (this.#writing === promise && this.#database.inTransaction) {
        this.#database.exec('rollback')
      }
      throw failure
    } finally {
      if (this.#writing === promise) this.#writing = undefined
      resolve()
    }
  }

  /** The power goes: what was not committed is gone, and whoever had it open cannot go on. */
  crash(): void {
    this.#opening += 1
    this.#writing = undefined
    if (this.#database.inTransaction) this.#database.exec('rollback')
  }

  /** What is committed, as bytes of which another disk can be made: a backup. */
  async copy(): Promise<Buffer> {
    while (this.#writing) await this.#writing
    return this.#database.serialize()
  }
}

/** A disk in memory: empty, or made of a copy. */
export function openMemory(copy?: Uint8Array): MemoryDisk {
  return new MemoryDisk(copy)
}

function inMemory(copy?: Uint8Array): Database.Database {
  const database = new Database(copy ? Buffer.from(copy) : ':memory:')
  database.pragma('temp_store = MEMORY')
  database.pragma('foreign_keys = ON')
  return database
}

/** Statements that wait and then look; between the look and the statement nothing else happens. */
function guarded(
  statements: Statements, look: () => void, wait?: () => Promise<void>,
): Statements {
  const guard = async <T>(run: () => Promise<T>) => {
    await wait?.()
    look()
    return run()
  }
  return {
    all: (sql, parameters) => guard(() => statements.all(sql, parameters)),
    lists: (sql, parameters) => guard(() => statements.lists(sql, parameters)),
    run: (sql, parameters) => guard(() => statements.run(sql, parameters)),
  }
}
