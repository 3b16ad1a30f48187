// A post that has no link: a file goes by a stick and codes by a camera, there and back again.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import encodeQr from 'qr'
import { nodeItself } from '../src/kernel/attestation.ts'
import { newId } from '../src/kernel/given.ts'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import { crossings } from '../src/border/crossings/register.ts'
import { OfficerEnrolled } from '../src/country/officers/officer-enrolled.ts'
import { RolesGiven } from '../src/country/officers/roles-given.ts'
import type { Couriers } from '../src/country/network/couriers.ts'
import { newCode, nodeSays } from '../src/nodes/founding.ts'
import { realGiven } from '../src/nodes/given.ts'
import { LinkedNetwork, said } from '../src/nodes/linked-on-trial.ts'
import type { RunningPost } from '../src/nodes/post.ts'
import { manyCrossings } from '../src/simulation/many.ts'
import { errorsOf, launch, openContext, watched, type Language } from './counter.ts'
import { axe, fits, picture, qrEye } from './eyes.ts'

const room = mkdtempSync(join(tmpdir(), 'safar-courier-'))
let browser: Browser
before(async () => { browser = await launch() })
after(async () => {
  await browser.close()
  rmSync(room, { recursive: true, force: true })
})

async function staffed({ node }: { node: RunningPost['node'] }): Promise<void> {
  const officer = 'nasir.abokor'
  await nodeSays(node, OfficerEnrolled, { enrolment: newId(realGiven), officer, name: officer })
  await nodeSays(node, RolesGiven, {
    grant: newId(realGiven), officer, roles: ['administrator', 'supervisor'], post: '*',
    from: '2026-01-01', founding: true,
  })
}

async function signedIn(
  at: RunningPost, language: Language, by: Browser = browser,
): Promise<Page> {
  const context = await openContext(by, { language, width: 1024, height: 800 })
  const page = await context.newPage()
  watched(page)
  await page.goto(`${at.url}/courier`)
  await page.locator('#officer').fill('nasir.abokor')
  await page.locator('#code').fill(await newCode(at.node, 'nasir.abokor', 1))
  await page.keyboard.press('Enter')
  await page.locator('#read-courier').waitFor()
  return page
}

async function saved(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.locator('button.save').click(),
  ])
  const path = join(room, newId(realGiven))
  await download.saveAs(path)
  return path
}

/** The codes of a series as a camera would read them off the screen, one after another. */
async function readOffScreen(page: Page): Promise<string[]> {
  await page.locator('.show-codes').click()
  const frames = page.locator('.frames')
  await frames.waitFor()
  const texts: string[] = []
  const eye = await qrEye(page)
  // It is held still, and turned by hand.
  await frames.locator('button').nth(1).click()
  for (let turns = 0; turns < 90; turns++) {
    const text = await eye.read(frames.locator('svg'))
    if (!texts.includes(text)) texts.push(text)
    if (texts.length === Number(text.split(':')[3])) {
      await eye.close()
      return texts
    }
    await frames.locator('button').last().click()
  }
  throw new Error(`only ${texts.length} codes were shown`)
}

/** A film of codes before a camera, in YUV4MPEG2. */
function filmed(texts: readonly string[]): string {
  const side = 540
  const frame = (text: string) => {
    const rows = encodeQr(text, 'raw', { ecc: 'medium', border: 4 })
    const each = Math.floor(side / rows.length)
    const light = Buffer.alloc(side * side, 235)
    rows.forEach((row, y) => row.forEach((dark, x) => {
      if (!dark) return
      for (let line = 0; line < each; line++) {
        const at = (y * each + line) * side + x * each
        light.fill(16, at, at + each)
      }
    }))
    return Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc(side * side / 2, 128)])
  }
  const path = join(room, `${newId(realGiven)}.y4m`)
  // Each code stays long enough to be looked at.
  writeFileSync(path, Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${side} H${side} F2:1 Ip A1:1 C420\n`), ...texts.map(frame),
  ]))
  return path
}

async function taken(page: Page): Promise<void> {
  await page.locator('#read-courier').click()
  await page.locator('.sign.clear').waitFor()
}

for (const language of ['en', 'ar'] as const) {
  const named = (name: string) => (language === 'en' ? name : `${name}.${language}`)

  test(`a file goes to the hub and its answer back, by the screens, in ${language}`, async () => {
    const network = await LinkedNetwork.start()
    const post = await network.post('GLD', { lineTo: 'nowhere' })
    for (const each of [network.hub, post]) await staffed(each)
    await network.enrol(post)
    const people = manyCrossings({ count: 3, seed: 5, today: '2026-11-24' })
    for (const each of people) {
      await said(post.node, CrossingRecorded, { ...each.said }, 'primary-officer')
    }
    const there = await signedIn(post, language)
    await axe(there)
    await picture(there, named('courier'))
    await there.locator('#write-courier').click()
    const file = await saved(there)
    const here = await signedIn(network.hub, language)
    await here.locator('#courier-file').setInputFiles(file)
    await taken(here)
    assert.equal(await network.hub.node.known(nodeItself('x')).count(crossings), 3)
    await axe(here)
    await fits(here)
    await picture(here, named('courier-hub'))
    await there.locator('#courier-file').setInputFiles(await saved(here))
    await taken(there)
    await fits(there)
    const { waiting, last } = await post.node.service<Couriers>('couriers').now()
    assert.ok(last?.answered && waiting < 3, JSON.stringify({ waiting, last }))
    await there.locator('#courier-file').setInputFiles(file)
    await there.locator('#read-courier').click()
    await there.locator('[role=alert] .sign').waitFor()
    for (const page of [here, there]) {
      assert.deepEqual(errorsOf(page), [])
      await page.context().close()
    }
    await network.end()
  })

  const back = language === 'en' ? 'by a camera' : 'in a file'
  const title = `codes go to the hub by a scanner, the answer back ${back}, in ${language}`
  // A camera that films every code takes a minute: `npm run journeys` has it.
  const skip = language === 'en' && process.env['SAFAR_LONG'] !== '1'
  test(title, { skip }, async () => {
    const network = await LinkedNetwork.start()
    const post = await network.post('GLD', { lineTo: 'nowhere' })
    for (const each of [network.hub, post]) await staffed(each)
    await network.enrol(post)
    for (const each of manyCrossings({ count: 1, seed: 6, today: '2026-11-24' })) {
      await said(post.node, CrossingRecorded, { ...each.said }, 'primary-officer')
    }
    const there = await signedIn(post, language)
    await there.locator('#write-courier').click()
    const codes = await readOffScreen(there)
    await picture(there, named('courier-codes'))
    await axe(there)
    const here = await signedIn(network.hub, language)
    await here.locator('#courier-codes').fill(codes.toReversed().join('\n'))
    await taken(here)
    assert.equal(await network.hub.node.known(nodeItself('x')).count(crossings), 1)
    if (language !== 'en') {
      await there.locator('#courier-file').setInputFiles(await saved(here))
      await taken(there)
      for (const page of [here, there]) assert.deepEqual(errorsOf(page), [])
      await network.end()
      return
    }
    const camera = await launch(filmed(await readOffScreen(here)))
    const seeing = await signedIn(post, language, camera)
    await seeing.context().grantPermissions(['camera'])
    await seeing.locator('.open-camera').click()
    await seeing.locator('video').waitFor()
    await seeing.waitForFunction(() => {
      const { value } = document.querySelector<HTMLTextAreaElement>('#courier-codes')!
      return value.split('\n').length === Number(value.split(':')[3])
    }, undefined, { timeout: 60_000 })
    await taken(seeing)
    const { waiting, last } = await post.node.service<Couriers>('couriers').now()
    assert.ok(last?.answered && waiting < 3, JSON.stringify({ waiting, last }))
    for (const page of [here, there, seeing]) {
      assert.deepEqual(errorsOf(page), [])
      await page.context().close()
    }
    await camera.close()
    await network.end()
  })
}
