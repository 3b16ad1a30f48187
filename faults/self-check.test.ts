// Proves on a little store that faults are real: what must be lost is lost, the rest is kept.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { cutPower, unseenChange } from './crash-images.ts'
import { readFileSet } from './flips.ts'
import { rowsKept } from './self-check-app.ts'
import { APP, SEED, keepRows, newFolder, room, runScript } from './self-check-store.ts'
import { setFaults, shimmed } from './shim.ts'
import type { Fault } from './shim.ts'
import { smallDisk } from './tmpfs.ts'
import { acknowledge, callsOf, readTrace } from './trace.ts'

async function lossesIn(mode: string, synchronous: string, images: number) {
  const folder = newFolder()
  const trace = join(room, `trace-${mode}-${synchronous}`)
  const run = keepRows({ folder, mode, synchronous, trace })
  assert.equal(run.status, 0, run.complained + run.said)
  const whole = readTrace(trace)
  assert.equal(unseenChange(whole, folder), undefined)
  assert.equal(whole.acks.length, 60)
  const loss = { losing: 0, unreadable: 0, surplus: 0 }
  const tally = await cutPower({ trace: whole, images, seed: SEED }, (cut) => {
    const saved = Number(cut.acked.at(-1)?.slice('ack '.length) ?? 0)
    let kept: number[]
    try {
      kept = rowsKept(cut.folder)
    } catch {
      // Before the first row is acknowledged there need not be a table, or even a store.
      if (saved > 0) loss.unreadable++
      return
    }
    if (kept.length < saved) loss.losing++
    if (kept.length > saved + 1) loss.surplus++
  })
  const rate = Math.round((images / tally.milliseconds) * 1000)
  return { ...loss, rate }
}

/** In how many of 300 power cuts an acknowledged line is gone. The program tries fsync twice. */
async function lossesOfOneLine(flags: string, faults: Fault[]): Promise<number> {
  const folder = newFolder()
  const trace = `${folder}.trace`
  runScript(
    `import { fsyncSync, openSync, writeSync } from 'node:fs'
    const file = openSync('lines', '${flags}')
    fsyncSync(openSync('.', 'r'))
    writeSync(file, 'a line')
    if (${!flags.includes('s')}) try { fsyncSync(file) } catch { fsyncSync(file) }
    writeSync(openSync('.ack', 'w'), 'saved')`,
    { folder, trace, faults: faults.map((fault) => ({ ...fault, file: 'lines' })) },
  )
  let lost = 0
  const images = 300
  await cutPower({ trace, images, seed: SEED, from: readTrace(trace).operations.length }, (cut) => {
    assert.equal(cut.acked.length, 1)
    if (`${readFileSet(cut.folder).get('lines')}` !== 'a line') lost++
  })
  return lost
}

describe('a power cut', () => {
  it('takes nothing that was acknowledged from a store with WAL and FULL', async (t) => {
    const { rate, ...loss } = await lossesIn('WAL', 'FULL', 1000)
    t.diagnostic(`${rate} images a second`)
    assert.deepEqual(loss, { losing: 0, unreadable: 0, surplus: 0 })
  })

  it('takes acknowledged rows from WAL and NORMAL, so this suite can fail', async (t) => {
    const { losing, unreadable, rate } = await lossesIn('WAL', 'NORMAL', 1000)
    t.diagnostic(`${losing} of 1,000 images lost rows, ${unreadable} the table; ${rate} a second`)
    assert.ok(losing + unreadable > 400, `${losing} + ${unreadable}`)
  })

  it('brings back a removed journal with DELETE and FULL, and not with EXTRA', async (t) => {
    const full = await lossesIn('DELETE', 'FULL', 500)
    const extra = await lossesIn('DELETE', 'EXTRA', 500)
    t.diagnostic(`FULL lost rows in ${full.losing} of 500 images, EXTRA in ${extra.losing}`)
    assert.ok(full.losing > 10)
    assert.equal(extra.losing + extra.unreadable, 0)
  })

  for (const [done, losing] of [
    ['fsync of file and folder', false],
    ['fsync of the file only', true],
    ['fsync of the folder only', true],
  ] as const) {
    const does = losing ? 'can undo or empty' : 'leaves'
    it(`${does} a file renamed into place with ${done}`, async () => {
      const folder = newFolder()
      const trace = join(room, `trace-${done}`)
      runScript(
        `import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
        const folder = openSync('.', 'r')
        for (let n = 1; n <= 20; n++) {
          const file = openSync('mark.new', 'w')
          writeSync(file, String(n).padStart(700))
          if (${done.includes('file')}) fsyncSync(file)
          closeSync(file)
          renameSync('mark.new', 'mark')
          if (${done.includes('folder')}) fsyncSync(folder)
          writeSync(openSync('.ack', 'w'), String(n))
        }`,
        { folder, trace },
      )
      let lost = 0
      await cutPower({ trace, images: 300, seed: SEED }, (cut) => {
        const files = readFileSet(cut.folder)
        if (Number(files.get('mark')) < Number(cut.acked.at(-1) ?? 0)) lost++
        if (cut.acked.length > 0 && !files.has('mark')) lost++
      })
      assert.equal(lost > 0, losing, `${lost} of 300`)
    })
  }

  it('takes what a second fsync "saved" after the first one failed', async () => {
    const lost = await lossesOfOneLine('a', [{ at: 'sync', call: 1, gives: 'EIO' }])
    assert.ok(lost > 100, `${lost}`)
    assert.equal(await lossesOfOneLine('a', []), 0)
  })

  it('leaves what was written to a file opened for durable writes', async () => {
    assert.equal(await lossesOfOneLine('as', []), 0)
  })

  it('counts an acknowledgement that another process was given', async () => {
    const folder = newFolder()
    const trace = join(room, 'trace-other')
    runScript(`(await import('node:fs')).writeFileSync('a', 'first')`, { folder, trace })
    acknowledge(trace, 'told by hand')
    const { acks, operations } = readTrace(trace)
    assert.deepEqual(acks, [{ text: 'told by hand', after: operations.length }])
  })

  it('sees each way in which Node changes files, copies too', () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'old'), 'was here')
    const before = newFolder()
    writeFileSync(join(before, 'old'), 'was here')
    const trace = join(room, 'trace-node')
    runScript(
      `import * as fs from 'node:fs'
      fs.mkdirSync('a/b', { recursive: true })
      fs.writeFileSync('a/b/one', 'x'.repeat(3000))
      fs.copyFileSync('a/b/one', 'two')
      fs.cpSync('a', 'c', { recursive: true })
      fs.appendFileSync('old', ' more')
      fs.truncateSync('two', 1000)
      fs.renameSync('a', 'moved')
      fs.linkSync('two', 'three')
      const file = await fs.promises.open('moved/b/vector', 'a+')
      await file.writev([Buffer.from('1'), Buffer.from('2')])
      await file.write('3', 0)
      await file.datasync()
      await file.close()
      const out = fs.createWriteStream('stream', { flush: true })
      for (let n = 0; n < 50; n++) out.write('line ' + n)
      await new Promise((resolve) => out.end(resolve))
      fs.rmSync('c', { recursive: true })`,
      { folder, trace },
    )
    assert.equal(unseenChange(readTrace(trace), folder, { before }), undefined)
    assert.equal(readFileSet(folder).get('moved/b/vector')?.toString(), '123')
  })
})

describe('a fault of the disk', () => {
  const classes = [
    { at: 'write', gives: 'EIO', file: '-wal' },
    { at: 'write', gives: 'ENOSPC' },
    { at: 'sync', gives: 'EIO' },
    { at: 'sync', gives: 'EIO', butDone: true },
    { at: 'open', gives: 'EROFS' },
    { at: 'truncate', gives: 'EIO' },
  ] as const
  for (const fault of classes) {
    const name = `${fault.at} ${fault.gives}${'butDone' in fault ? ', but done' : ''}`
    it(`(${name}) is told to the program, and what was saved before stays`, () => {
      const trace = join(room, `trace-${name}`)
      keepRows({ folder: newFolder(), rows: 30, trace })
      const file = 'file' in fault ? fault.file : undefined
      const calls = callsOf(readTrace(trace), fault.at, file).length
      assert.ok(calls > 0)
      for (let call = 1; call <= calls; call += Math.ceil(calls / 6)) {
        const folder = newFolder()
        const run = keepRows({ folder, rows: 30, faults: [{ ...fault, call }] })
        assert.equal(run.status === 3 || run.status === 0, true, run.complained)
        const saved = run.said.match(/^ack /gm)?.length ?? 0
        if (run.status === 3) assert.match(run.said, /failed SQLITE_(IOERR|FULL|CANTOPEN|READONLY)/)
        else assert.equal(saved, 30)
        if (saved > 0) assert.ok(rowsKept(folder).length >= saved)
      }
    })
  }

  it('numbers the calls as the trace does, and marks the one that failed', () => {
    const folder = newFolder()
    const trace = join(room, 'trace-marked')
    keepRows({ folder, rows: 10, trace, faults: [{ at: 'sync', call: 7, gives: 'EIO' }] })
    const failed = callsOf(readTrace(trace), 'sync').map((call) => call.faulted)
    assert.equal(failed.indexOf(true), 6)
    assert.equal(failed.lastIndexOf(true), 6)
  })

  it('takes half of a short write, and the program writes the rest', () => {
    const folder = newFolder()
    const faults: Fault[] = [{ at: 'write', call: 1, gives: 'short', lasts: 'from then on' }]
    const script = `import { writeFileSync } from 'node:fs'; writeFileSync('a', 'z'.repeat(999))`
    const trace = join(room, 'trace-short')
    runScript(script, { folder, faults, trace })
    assert.equal(statSync(join(folder, 'a')).size, 999)
    assert.ok(callsOf(readTrace(trace), 'write').length > 9)
  })

  it('comes and goes while the program runs', async () => {
    const folder = newFolder()
    const control = join(room, 'control')
    const script = `import { writeFileSync } from 'node:fs'
      process.stdin.on('data', () => {
        try { writeFileSync('a', 'b'); console.log('saved') } catch (e) { console.log(e.code) }
      })`
    const args = ['--input-type=module', '-e', script]
    const child = spawn(process.execPath, args, { env: shimmed({ folder, control }), cwd: folder })
    const ask = () => {
      child.stdin.write('?')
      return new Promise<string>((resolve) => {
        child.stdout.once('data', (data) => resolve(String(data).trim()))
      })
    }
    assert.equal(await ask(), 'saved')
    setFaults(control, [{ at: 'write', call: 1, gives: 'ENOSPC', lasts: 'from then on' }])
    assert.deepEqual([await ask(), await ask()], ['ENOSPC', 'ENOSPC'])
    setFaults(control, [])
    assert.equal(await ask(), 'saved')
    child.kill()
  })

  it('can be slowness', () => {
    const quick = keepRowsTimed(0)
    const slow = keepRowsTimed(10_000)
    assert.ok(slow > quick + 100, `${quick} ms, ${slow} ms`)
  })

  for (const imitate of [false, true]) {
    it(`can be fullness${imitate ? ' (imitated)' : ''}, mended by removing files`, (t) => {
      using disk = smallDisk(400_000, { imitate })
      t.diagnostic(disk.made + (disk.why ? `: ${disk.why}` : ''))
      writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(150_000))
      const run = (rows: number) => {
        const args = [APP, disk.folder, 'WAL', 'FULL', String(rows), 'stdout']
        return spawnSync(process.execPath, args, { env: disk.env, encoding: 'utf8' })
      }
      const full = run(1000)
      assert.match(full.stdout, /failed SQLITE_(FULL|IOERR)/)
      const saved = full.stdout.match(/^ack /gm)?.length ?? 0
      assert.ok(saved > 0 && rowsKept(disk.folder).length >= saved)
      rmSync(join(disk.folder, 'ballast'))
      const mended = run(20)
      assert.equal(mended.status, 0, mended.stdout + mended.stderr)
    })
  }
})

function keepRowsTimed(syncDelayUs: number): number {
  const start = performance.now()
  keepRows({ folder: newFolder(), rows: 20, syncDelayUs })
  return performance.now() - start
}
