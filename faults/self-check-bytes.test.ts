// Proves on a little store that spoilt bytes and killed programs are judged as they must be.

import assert from 'node:assert/strict'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Scene, flipEveryByte, mishandleFiles, readFileSet } from './flips.ts'
import { replayOldPages, rollBack } from './flips.ts'
import type { FileSet, Verdict } from './flips.ts'
import { killCycles } from './kill.ts'
import { openStore, rowsKept, wordsOf } from './self-check-app.ts'
import { APP, SEED, keepRows, newFolder } from './self-check-store.ts'

describe('a spoilt file', () => {
  it('is found when a bit flips, but not when the store is old', async (t) => {
    const { present, older } = agingStore()
    const scene = new Scene(newFolder(), present, judgeBy(30))
    await scene.untouched()
    await flipEveryByte(scene, 'rows.db', { seed: SEED, step: 64 })
    const { tried, found, silentCount, milliseconds } = scene.tally
    t.diagnostic(`${tried} flips, ${found} found, ${Math.round(milliseconds)} ms`)
    assert.ok(tried > 300 && found > 0.9 * tried)
    assert.equal(silentCount, 0)
    await replayOldPages(scene, 'rows.db', older.map((set) => set.get('rows.db')!), 4096)
    await rollBack(scene, older)
    await mishandleFiles(scene)
    t.diagnostic(`then ${scene.tally.tried - tried} others, silent: ${scene.tally.silent}`)
    // The plain store cannot know that it is old: the suite must be able to say so.
    assert.ok(scene.tally.silent.includes('all files as in copy 0'))
    await scene.untouched()
    assert.deepEqual(readFileSet(scene.folder, (path) => !scene.files.has(path)), present)
  })

  it('is silent when a bit of the log flips: only a mark outside the store can tell', async (t) => {
    const folder = newFolder()
    keepRows({ folder, rows: 5 })
    const store = openStore(folder)
    for (let n = 6; n <= 15; n++) store.prepare('insert into rows values (?, ?)').run(n, wordsOf(n))
    const files = readFileSet(folder, (path) => path.endsWith('-shm'))
    store.close()
    const scene = new Scene(newFolder(), files, judgeBy(15))
    await scene.untouched()
    await flipEveryByte(scene, 'rows.db-wal', { seed: SEED, step: 128 })
    const { tried, silentCount, milliseconds } = scene.tally
    t.diagnostic(`${tried} flips, ${silentCount} silent, ${Math.round(milliseconds)} ms`)
    assert.ok(silentCount > 0.5 * tried)
    await scene.untouched()
  })

  it('is put right after a judge that wrote to it or removed it', async () => {
    const files: FileSet = new Map([['a/b', Buffer.from('one')], ['c', Buffer.from('two')]])
    const folder = newFolder()
    const scene = new Scene(folder, files, () => {
      rmSync(join(folder, 'c'), { force: true })
      writeFileSync(join(folder, 'a/b'), 'uno')
      writeFileSync(join(folder, 'a/new'), '')
      return 'found'
    })
    await flipEveryByte(scene, 'a/b', { seed: SEED })
    await mishandleFiles(scene)
    assert.deepEqual(readFileSet(folder), files)
    assert.equal(scene.tally.found, scene.tally.tried)
  })
})

/** A store's files now, with two older copies of them. */
function agingStore() {
  const folder = newFolder()
  const copies = [10, 10, 10].map((rows) => {
    keepRows({ folder, rows })
    assert.ok(existsSync(join(folder, 'rows.db')))
    return readFileSet(folder)
  })
  return { present: copies[2]!, older: copies.slice(0, 2) }
}

/** Judges the store as a program would that knows how many rows there were. */
function judgeBy(rows: number) {
  return (folder: string): Verdict => {
    try {
      return rowsKept(folder).length === rows ? 'harmless' : 'silent'
    } catch {
      return 'found'
    }
  }
}

describe('a killed program', () => {
  it('keeps all it acknowledged, each of 20 times', async (t) => {
    const folder = newFolder()
    const command = [process.execPath, APP, folder, 'WAL', 'FULL', '100000', 'stdout']
    // From the first row on: a busy machine takes long to start a program.
    const settings = {
      command, cycles: 20, seed: SEED, latestMs: 120,
      readyLine: 'ack ', countFrom: 'ready' as const,
    }
    const tally = await killCycles(settings, (acked) => {
      if (acked.length > 0) assert.ok(rowsKept(folder).length >= Number(acked.at(-1)))
    })
    t.diagnostic(`${tally.acked} rows, ${Math.round(tally.millisecondsPerCycle)} ms a cycle`)
    assert.ok(tally.acked > 0)
    assert.equal(tally.endedItself, 0)
  })

  it('is caught when it forgets', async () => {
    const forgetful = `for (let n = 1; ; n++) console.log('ack ' + n)`
    const command = [process.execPath, '-e', forgetful]
    const cycles = killCycles({ command, cycles: 3, seed: SEED }, (acked) => {
      assert.equal(acked.length, 0, 'rows are gone')
    })
    await assert.rejects(cycles, /kill \d \(seed \d+, after .* ms\): rows are gone/)
  })

  it('is worked with from outside until the kill', async () => {
    const script = `console.log('ready'); setInterval(() => {}, 1000)`
    const command = [process.execPath, '-e', script]
    const tally = await killCycles(
      {
        command, cycles: 2, seed: SEED, readyLine: 'ready', countFrom: 'ready', latestMs: 20,
        drive: async (run) => run.ack(`by hand ${run.cycle}`),
      },
      (acked, cycle) => assert.equal(acked.at(-1), `by hand ${cycle}`),
    )
    assert.equal(tally.acked, 2)
  })
})
