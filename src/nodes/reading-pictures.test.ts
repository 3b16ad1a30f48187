// `safar read-document` answers for every file, whatever is in it.

import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { textAt, type Run } from '../lib/mrz/layout.ts'
import { calm, photographPage } from '../lib/zone-picture/pages-on-trial.ts'
import { chanceFrom } from '../lib/zone-picture/photograph-on-trial.ts'
import { pictureOf } from './picture-file.ts'
import { PictureReader } from './picture-reader.ts'
import { readPictures } from './reading-pictures.ts'

const today = '2026-11-24'
const folder = mkdtempSync(join(tmpdir(), 'safar-pictures-'))
after(() => rmSync(folder, { recursive: true }))
const zone = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const page = photographPage(zone, {
  pitch: 12, turned: 3, leaning: 0.03, chance: chanceFrom(2), camera: calm,
})
const raw = sharp(page.data, { raw: { width: page.width, height: page.height, channels: 1 } })

function put(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

async function linesOf(files: string[]) {
  const lines: string[] = []
  const code = await readPictures(files, { json: true, today, write: (l) => void lines.push(l) })
  return { code, read: lines.map((line) => JSON.parse(line)) }
}

test('a picture is read from a file of any kind, however the camera was held', async () => {
  const upright = await raw.clone().jpeg({ quality: 88 }).toBuffer()
  const files = [
    put('page.jpg', upright), put('page.png', await raw.clone().png().toBuffer()),
    put('page.webp', await raw.clone().webp({ quality: 85 }).toBuffer()),
    put('page.tif', await raw.clone().tiff().toBuffer()),
    put('held.jpg', await sharp(await raw.clone().rotate(90).png().toBuffer())
      .withMetadata({ orientation: 8 }).jpeg().toBuffer()),
  ]
  const { code, read } = await linesOf(files)
  assert.equal(code, 0)
  for (const [i, line] of read.entries()) {
    assert.equal(line.file, files[i])
    assert.deepEqual(line.lines, zone, line.file)
    assert.equal(line.type, 'TD3')
    assert.equal(line.fields.documentNumber, 'L898902C3')
    assert.deepEqual(line.checks.map(({ ok }: { ok: boolean }) => ok), Array(5).fill(true))
    assert.ok(line.time_ms > 0 && line.cpu_ms > 0)
  }
})

test('what is no single whole picture is refused with a reason and what to do', async () => {
  const jpeg = await raw.clone().jpeg().toBuffer()
  const frames = await Promise.all(['#f00', '#00f'].map((background) => sharp({
    create: { width: 40, height: 30, channels: 3, background },
  }).png().toBuffer()))
  const moving = await sharp(frames, { join: { animated: true } }).gif().toBuffer()
  const bomb = await sharp({
    create: { width: 12_000, height: 9000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  }).png({ compressionLevel: 9 }).toBuffer()
  const files: [string, string][] = [
    [put('cut.jpg', jpeg.subarray(0, jpeg.length / 2)), 'broken'],
    [put('text.jpg', Buffer.from('this is no picture')), 'not-a-picture'],
    [put('empty.png', Buffer.alloc(0)), 'not-a-picture'],
    [put('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'not-a-picture'],
    [put('moving.gif', moving), 'animated'], [put('bomb.png', bomb), 'too-many-pixels'],
    [join(folder, 'nowhere.jpg'), 'no-file'], [folder, 'no-file'],
    [put('blank.png', await sharp({
      create: { width: 600, height: 400, channels: 3, background: '#fff' },
    }).png().toBuffer()), 'no-zone'],
  ]
  const { code, read } = await linesOf(files.map(([file]) => file))
  assert.equal(code, 1)
  assert.deepEqual(read.map(({ unreadable }) => unreadable), files.map(([, why]) => why))
  assert.ok(read.every(({ hint }) => hint.length > 20))
})

test('a damaged file is opened or refused with a reason, never with an error', async () => {
  const chance = chanceFrom(5)
  const small = raw.clone().resize(120)
  const files = await Promise.all([small.clone().jpeg(), small.clone().png(), small.clone().webp(),
    small.clone().tiff(), small.clone().gif()].map((each) => each.toBuffer()))
  for (let turn = 0; turn < 200; turn++) {
    const file = Buffer.from(files[turn % files.length]!)
    for (let i = 0; i < 5; i++) file[chance.whole(0, file.length - 1)] = chance.whole(0, 255)
    const picture = await pictureOf(file.subarray(0, chance.whole(0, file.length)))
    assert.ok('no' in picture || picture.data.length === picture.width * picture.height)
  }
})

test('a reader that dies or hangs is replaced, and the next picture is read', async () => {
  const dying = new PictureReader(put('dying.mjs', Buffer.from(
    "process.on('message', ({ file }) => { if (file === 'bad') process.abort()\n"
    + "process.send({ read: { unreadable: 'no-zone' }, timeMs: 1, cpuMs: 1 }) })",
  )))
  const [bad, good] = await Promise.all(['bad', 'good'].map((file) => dying.read({ file, today })))
  assert.deepEqual(bad!.read, { unreadable: 'died' })
  assert.deepEqual(good!.read, { unreadable: 'no-zone' })
  dying.end()
})

const specimens = new URL('../../../shared/documents/mrz/', import.meta.url)
const absent = !existsSync(specimens) && 'the specimens are not beside the project'

test('specimens are read, and no field called good is wrong', { skip: absent }, async () => {
  const truth: Record<string, string[]> =
    JSON.parse(readFileSync(new URL('truth.json', specimens), 'utf8'))
  const names = Object.keys(truth)
  const { read } = await linesOf(names.map((name) => new URL(name, specimens).pathname))
  const whole = read.filter(({ lines }, i) => lines?.join() === truth[names[i]!]!.join())
  assert.ok(whole.length >= 0.85 * names.length, `${whole.length} of ${names.length}`)
  const layout = await import('../lib/mrz/layout.ts')
  for (const [i, { type, lines, checks = [] }] of read.entries()) {
    for (const { name } of checks.filter((one: { standing: string }) => one.standing === 'good')) {
      const { at, over } = layout.checksOf(lines, type as 'TD3')
        .find((one) => one.name === name)!
      for (const run of [at, ...over] as Run[]) {
        assert.equal(textAt(lines, run), textAt(truth[names[i]!]!, run), `${names[i]} ${name}`)
      }
    }
  }
})
