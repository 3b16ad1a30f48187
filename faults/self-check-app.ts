// A little program that keeps numbered rows in an encrypted store and says which ones are saved.
// Run: node self-check-app.ts <folder> <journal mode> <synchronous> <rows> <stdout|trace>

import Database from 'better-sqlite3-multiple-ciphers'
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export const STORE_KEY = '5afa4'.padEnd(64, '0')

/** Opens the encrypted store. A small cache and log, so that every kind of write happens soon. */
export function openStore(folder: string): Database.Database {
  const store = new Database(join(folder, 'rows.db'))
  store.pragma(`cipher = 'aegis'`)
  store.pragma(`key = "x'${STORE_KEY}'"`)
  return store
}

/** The numbers of the rows kept, in order; throws if the store is damaged. */
export function rowsKept(folder: string): number[] {
  const store = openStore(folder)
  try {
    const rows = store.prepare('select number, said from rows order by number').all()
    for (const row of rows as { number: number; said: string }[]) {
      if (row.said !== wordsOf(row.number)) throw new Error(`row ${row.number} says ${row.said}`)
    }
    if (store.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('not sound')
    return (rows as { number: number }[]).map((row) => row.number)
  } finally {
    store.close()
  }
}

/** What the row of this number says. */
export function wordsOf(number: number): string {
  return `row ${number} `.repeat(60)
}

function keepRows(folder: string, mode: string, synchronous: string, rows: number, to: string) {
  const told = to === 'trace' ? openSync(join(folder, '.ack'), 'a') : 1
  const store = openStore(folder)
  store.pragma(`journal_mode = ${mode}`)
  store.pragma(`synchronous = ${synchronous}`)
  store.pragma('wal_autocheckpoint = 20')
  store.exec('create table if not exists rows (number integer primary key, said text)')
  const insert = store.prepare('insert into rows values (?, ?)')
  const last = store.prepare('select max(number) from rows').pluck().get() as number | null
  for (let number = (last ?? 0) + 1; number <= (last ?? 0) + rows; number++) {
    insert.run(number, wordsOf(number))
    writeSync(told, `ack ${number}\n`)
  }
}

if (import.meta.main) {
  const [folder = '', mode = '', synchronous = '', rows = '', to = ''] = process.argv.slice(2)
  try {
    keepRows(folder, mode, synchronous, Number(rows), to)
  } catch (error) {
    // Errors of the store are answers that the test reads; the program then stops, and says so.
    writeSync(1, `failed ${(error as { code?: string }).code ?? error}\n`)
    process.exitCode = 3
  }
}
