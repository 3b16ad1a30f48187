// A post without a reader: the document is held before a camera, or its picture is given.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { calm, photographPage } from '../src/lib/zone-picture/pages-on-trial.ts'
import { chanceFrom } from '../src/lib/zone-picture/photograph-on-trial.ts'
import { openCounter, type Counter } from './counter.ts'
import { axe, fits, picture } from './eyes.ts'
import { writeFilm } from './film.ts'
import { Hands, line, scan } from './hands.ts'

const folder = mkdtempSync(join(tmpdir(), 'safar-film-'))
const film = join(folder, 'page.y4m')
let counter: Counter
before(async () => { counter = await openCounter({ film }) })
after(async () => {
  await counter?.end()
  rmSync(folder, { recursive: true })
})

const photographed = (lines: readonly string[]) => photographPage(lines, {
  pitch: 14, turned: 2, leaning: 0.02, chance: chanceFrom(6), camera: calm,
})

for (const [language, scene] of [['en', 'first-visit'], ['ar', 'identity-card']] as const) {
  test(`one key, and a page before the camera is read and decided, in ${language}`, async () => {
    const zone = counter.zone(scene).split('\n')
    writeFilm(film, photographed(zone))
    const page = await counter.asOfficer('primary-officer', { language })
    await page.context().grantPermissions(['camera'])
    const hands = new Hands(page)
    await hands.press('F5')
    await page.locator('.booth:not([data-shows=nobody]) .decision .sign.board').waitFor()
    assert.deepEqual(await page.locator('.zone .row').allTextContents(), zone)
    assert.equal(await page.locator('.booth').getAttribute('data-shows'), 'clear')
    await hands.press('h', 'Enter')
    await line(page, counter.number(scene))
    assert.ok(hands.keys <= 13, `${hands.keys} keys`)
    await page.context().close()
  })
}

test('what a camera was not sure of is compared with the document, and then believed', async () => {
  const zone = counter.zone('first-visit').split('\n')
  // A letter of the number is rubbed off: its check digit says what stood there.
  const rubbed = [zone[0]!, `${zone[1]!.slice(0, 4)} ${zone[1]!.slice(5)}`]
  const { width, height, data } = photographed(rubbed)
  const file = await sharp(data, { raw: { width, height, channels: 1 } }).jpeg().toBuffer()
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await hands.press('F5')
  await page.locator('.camera input[type=file]').setInputFiles({
    name: 'page.jpg', mimeType: 'image/jpeg', buffer: file,
  })
  await page.locator('.booth:not([data-shows=nobody]) .decision .sign.board').waitFor()
  assert.notEqual(await page.locator('.booth').getAttribute('data-shows'), 'clear')
  const doubted = page.locator('.zone .doubt, .zone .wrong')
  assert.ok(await doubted.count() > 0, 'nothing is marked')
  await page.context().close()
})

test('a camera that is refused is said, and the reader works on', async () => {
  for (const language of ['en', 'ar'] as const) {
    const page = await counter.asOfficer('primary-officer', { language })
    const hands = new Hands(page)
    await hands.press('F5')
    await page.locator('.camera [role=alert]').waitFor()
    await axe(page)
    await fits(page)
    await picture(page, `camera-refused-${language}`)
    await scan(page, counter.zone('refugee-document'))
    assert.equal(await page.locator('.camera').count(), 0)
    await page.context().close()
  }
})
