// A post comes into the network by the screens alone: asked there, enrolled at the hub, taken in.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Download, Page } from 'playwright-core'
import { nodeItself } from '../src/kernel/attestation.ts'
import { newId } from '../src/kernel/given.ts'
import { hubs, nodes } from '../src/country/network/register.ts'
import { OfficerEnrolled } from '../src/country/officers/officer-enrolled.ts'
import { RolesGiven } from '../src/country/officers/roles-given.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { newCode, nodeSays } from '../src/nodes/founding.ts'
import { realGiven } from '../src/nodes/given.ts'
import { startPost, type RunningPost } from '../src/nodes/post.ts'
import { errorsOf, launch, openContext, watched, type Language } from './counter.ts'
import { axe, fits, picture } from './eyes.ts'

const room = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'safar-network-'))
let browser: Browser
before(async () => { browser = await launch() })
after(async () => {
  await browser.close()
  rmSync(room, { recursive: true, force: true })
})

/** A node whose two officers exist; screens and API are those of a post. */
async function started(kind: 'hub' | 'post', post: string): Promise<RunningPost> {
  const running = await startPost({
    folder: join(room, `${kind}-${newId(realGiven)}`), given: realGiven, capabilities, port: 0,
    version: 'journey', beside: async () => async () => {},
    addresses: () => ['https://hub.example:4311'],
    founding: { country: 'demo', kind, post, device: 'desk-1' },
  })
  const { node } = running
  for (const officer of ['nasir.abokor', 'sahra.jibril']) {
    await nodeSays(node, OfficerEnrolled, { enrolment: newId(realGiven), officer, name: officer })
    await nodeSays(node, RolesGiven, {
      grant: newId(realGiven), officer, roles: ['administrator', 'supervisor'], post: '*',
      from: '2026-01-01', founding: true,
    })
  }
  return running
}

async function signedIn(at: RunningPost, language: Language, width = 1024): Promise<Page> {
  const context = await openContext(browser, { language, width, height: 700 })
  const page = await context.newPage()
  watched(page)
  await page.goto(`${at.url}/network`)
  await page.locator('#officer').fill('nasir.abokor')
  await page.locator('#code').fill(await newCode(at.node, 'nasir.abokor', 1))
  await page.keyboard.press('Enter')
  await page.locator('main .page h1').waitFor()
  return page
}

async function seen(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('main [data-state=waiting]'))
  await axe(page)
  await fits(page)
  await picture(page, name)
}

async function second(page: Page, at: RunningPost): Promise<void> {
  const dialog = page.locator('dialog')
  await dialog.locator('#second-officer, [name=officer], input').first().fill('sahra.jibril')
  await dialog.locator('input').last().fill(await newCode(at.node, 'sahra.jibril', 1))
  await page.keyboard.press('Enter')
}

async function saved(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.locator('a[download]').click(),
  ]) as [Download, void]
  const path = join(room, newId(realGiven))
  await download.saveAs(path)
  return path
}

for (const language of ['en', 'ar'] as const) {
  const named = (name: string) => (language === 'en' ? name : `${name}.${language}`)

  test(`a post asks, two officers enrol it and it is admitted, in ${language}`, async () => {
    const [hub, post] = [await started('hub', 'centre'), await started('post', 'GLD')]
    const there = await signedIn(post, language)
    await seen(there, named('network-alone'))
    await there.goto(`${post.url}/network/ask`)
    await there.locator('main button.due').click()
    await there.locator('.letters').waitFor()
    await seen(there, named('network-ask'))
    const letters = await there.locator('.letters').innerText()
    const request = await saved(there)

    const here = await signedIn(hub, language)
    await here.goto(`${hub.url}/network/enrol`)
    await here.locator('input[type=file]').setInputFiles(request)
    await here.locator('main button.due').click()
    await here.locator('.letters').waitFor()
    assert.equal(await here.locator('.letters').innerText(), letters)
    await here.locator('#typed-letters').fill(letters)
    await here.locator('#region').fill('Gedo')
    await seen(here, named('network-enrol'))
    await here.locator('main button.due').last().click()
    await second(here, hub)
    await here.locator('.file').waitFor()
    const [row] = await hub.node.known(nodeItself('x')).all(nodes, {})
    assert.deepEqual([row!.enrolledBy, row!.enrolledSecond], ['nasir.abokor', 'sahra.jibril'])
    await here.locator('.acts button.due').click()
    await here.locator('.letters').waitFor()
    await seen(here, named('network-node'))
    const hubLetters = await here.locator('.letters').innerText()
    const answer = await saved(here)
    assert.match(readFileSync(answer, 'utf8'), /^safar admission 1\n/)

    await there.goto(`${post.url}/network/admitted`)
    await there.locator('input[type=file]').setInputFiles(answer)
    await there.locator('#typed-letters').fill('0000-0000-0000-0000')
    await there.locator('main button.due').click()
    await there.locator('[role=alert] .sign').waitFor()
    await seen(there, named('network-other-hub'))
    await there.locator('#typed-letters').fill(hubLetters)
    await there.locator('main button.due').click()
    await there.locator('.sign.board.clear').waitFor()
    await seen(there, named('network-in'))
    assert.equal((await post.node.known(nodeItself('x')).all(hubs, {})).length, 1)

    await here.goto(`${hub.url}/network`)
    await here.locator('.ledger tbody a').first().waitFor()
    await seen(here, named('network'))
    await here.locator('.ledger tbody a').first().click()
    await here.locator('.acts a').first().click()
    await here.locator('form').waitFor()
    await seen(here, named('network-leave'))
    const phone = await signedIn(hub, language, 390)
    await phone.locator('.ledger').waitFor()
    await seen(phone, named('network-phone'))
    for (const page of [here, there, phone]) {
      assert.deepEqual(errorsOf(page), [])
      await page.context().close()
    }
    await hub.stop()
    await post.stop()
  })
}
