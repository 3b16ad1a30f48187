// Folding many subjects at once in memory: their rows are read in a few statements, and those that
// changed written back in a few.

import { FoldDigest, type RowStore } from '../fold.ts'
import type { Contents } from '../capability.ts'
import type { AnyRegister } from '../register.ts'
import { deleteAmong, insertMany, rowsAmong, rowsOf } from '../store/many.ts'
import { rowOf, storedValues, valuesOf, type Row } from '../store/rows.ts'
import { subjectColumn } from '../store/dividing.ts'
import type { Statements, Store, StoredRow } from '../store/store.ts'

interface Held { values: unknown[]; subject: string }
/** A register's rows as the store has them, and as they are to be. */
interface Table { there: Map<string, Held>; now: Map<string, { row: Row; subject: string }> }

/** The rows of some subjects while they are folded; owns them until they are written back. */
export class BatchRows implements RowStore {
  readonly #to: { statements: Statements; dialect: Store['dialect'] }
  readonly #tables = new Map<AnyRegister, Table>()

  constructor(to: { statements: Statements; dialect: Store['dialect'] }) {
    this.#to = to
  }

  /** Reads what the store holds of subjects in the registers that their events can change. */
  async begin(registers: Iterable<AnyRegister>, subjects: readonly string[]): Promise<void> {
    for (const register of registers) {
      const found = await rowsAmong(this.#to, `select * from "${register.name}" where`,
        { column: subjectColumn, type: 'text' }, { values: subjects })
      const there = new Map(found.map((row) =>
        [row[register.key] as string, heldOf(register, row)]))
      // All of them are forgotten: the leaves of their subjects are applied again from the first.
      this.#tables.set(register, { there, now: new Map() })
    }
  }

  async one(register: AnyRegister, key: string): Promise<Row | undefined> {
    const { there, now } = this.#table(register)
    const folded = now.get(key)
    if (folded || there.has(key)) return folded?.row
    const [row] = await this.#read(register, [key])
    return row && rowOf(register, row)
  }

  async put(register: AnyRegister, row: Row, subject: string): Promise<void> {
    this.#table(register).now.set(row[register.key] as string, { row, subject })
  }

  async drop(register: AnyRegister, key: string): Promise<void> {
    const { there, now } = this.#table(register)
    now.delete(key)
    if (!there.has(key)) await this.#read(register, [key])
  }

  async dropSubject(): Promise<void> {}

  /** Writes what changed, and answers by how much the digest of the registers does. */
  async end(): Promise<FoldDigest> {
    const change = new FoldDigest()
    for (const [register, { there, now }] of this.#tables) {
      const others = [...now.keys()].filter((key) => !there.has(key))
      await this.#read(register, others)
      const gone = [...there.keys()].filter((key) => !now.has(key))
      const changed: unknown[][] = []
      for (const key of gone) {
        const { values, subject } = there.get(key)!
        change.remove(register, values, subject)
      }
      for (const [key, { row, subject }] of now) {
        const values = storedValues(register, row)
        const before = there.get(key)
        if (before && same(before, { values, subject })) continue
        if (before) change.remove(register, before.values, before.subject)
        // A row that another subject's leaf made anew may lie in another part of the table.
        if (before && before.subject !== subject) gone.push(key)
        change.add(register, values, subject)
        changed.push([...values, subject])
      }
      await deleteAmong(this.#to, `delete from "${register.name}" where`,
        { column: register.key, type: 'text' }, { values: gone })
      if (changed.length > 0) await insertMany(this.#to, rowsOf(register), changed)
    }
    return change
  }

  #table(register: AnyRegister): Table {
    let table = this.#tables.get(register)
    if (!table) this.#tables.set(register, (table = { there: new Map(), now: new Map() }))
    return table
  }

  /** Reads rows by their keys: those of a subject that is not folded here, which is rare. */
  async #read(register: AnyRegister, keys: readonly string[]): Promise<StoredRow[]> {
    const rows = await rowsAmong(this.#to, `select * from "${register.name}" where`,
      { column: register.key, type: 'text' }, { values: keys })
    const { there } = this.#table(register)
    for (const row of rows) there.set(row[register.key] as string, heldOf(register, row))
    return rows
  }
}

/** The registers that an event can change: those of its own capability. */
export function registersOf(contents: Contents, event: string): readonly AnyRegister[] {
  return contents.changedBy.get(event) ?? []
}

function heldOf(register: AnyRegister, row: StoredRow): Held {
  return { values: valuesOf(register.shape, row), subject: row[subjectColumn] as string }
}

function same(one: Held, other: Held): boolean {
  return one.subject === other.subject && one.values.every((value, place) =>
    value === other.values[place])
}
