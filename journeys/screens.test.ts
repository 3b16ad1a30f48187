// Every screen in both directions of writing: nothing serious for axe, nothing too wide.

import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { crossings } from '../src/border/crossings/register.ts'
import { nodeItself } from '../src/kernel/attestation.ts'
import type { Role } from '../src/kernel/event.ts'
import {
  openContext, openCounter, type Counter, type Language, type Scene, type Seen,
} from './counter.ts'
import { axe, fits, picture } from './eyes.ts'
import { Hands, line, scan } from './hands.ts'

/** A country for each language, so that the same people come for the first time in both. */
const counters: Partial<Record<Language, Counter>> = {}
let counter: Counter
before(async () => { counters.en = await openCounter() })
after(async () => {
  for (const each of Object.values(counters)) await each.end()
})

/** Nothing on the page waits any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('main .page, main .booth, main.door').first().waitFor()
  await page.waitForFunction(() =>
    !document.querySelector('main [data-state=waiting], main [aria-busy=true], .blank'))
  await page.evaluate(() => document.fonts.ready)
}

/** A screen as it stands is accessible, fits, and has its picture taken. */
async function seen(page: Page, name: string): Promise<void> {
  await settled(page)
  await axe(page)
  await fits(page)
  await picture(page, name)
}

async function open(page: Page, path: string, name: string): Promise<void> {
  await page.goto(counter.url + path)
  await seen(page, name)
}

const numberOf = (name: Scene) => counter.number(name)

/** Name of a picture: the plain name is English, by day, on a desk. */
const named = (name: string, language: Language) =>
  (language === 'en' ? name : `${name}.${language}`)

/** People who came today, so that the booth is as busy as it is. */
async function busy(page: Page): Promise<void> {
  const hands = new Hands(page)
  for (const scene of ['identity-card', 'refugee-document', 'born-in-a-year'] as const) {
    await scan(page, counter.zone(scene))
    // At night they come again, and nobody has seen them leave.
    const shows = await page.locator('.booth').getAttribute('data-shows')
    await hands.press(...(shows === 'clear' ? ['Enter'] : ['F6', '3', 'Enter']))
    await line(page, numberOf(scene))
  }
  await scan(page, counter.zone('overstay'))
  await hands.press('F10')
  await page.locator('.aside').waitFor()
}

for (const language of ['en', 'ar'] as const) {
  const as = (role: Role, more: Seen = {}) => counter.asOfficer(role, { language, ...more })
  const name = (text: string) => named(text, language)

  test(`the door, in ${language}`, async () => {
    counter = counters[language] ??= await openCounter()
    const context = await openContext(counter.browser, { language })
    const page = await context.newPage()
    await page.goto(counter.url)
    await seen(page, name('sign-in'))
    await context.close()
  })

  test(`the booth, in ${language}`, async () => {
    const page = await as('primary-officer')
    const hands = new Hands(page)
    await seen(page, name('booth-next'))
    await busy(page)
    await scan(page, counter.zone('new-passport'))
    await seen(page, name('booth'))
    await hands.press('F1')
    await seen(page, name('booth-rule'))
    await hands.press('F1', 'F2')
    await seen(page, name('booth-lane'))
    await hands.press('Escape')
    await scan(page, counter.zone('open-stay'))
    await seen(page, name('booth-look'))
    await hands.press('F9', 'e')
    await seen(page, name('booth-refuse'))
    await hands.press('Escape', 'F8')
    await seen(page, name('booth-refer'))
    await hands.press('Escape')
    await scan(page, counter.zone('alert-detain'))
    await seen(page, name('booth-stop'))
    await hands.press('F8', 'Enter')
    await line(page, numberOf('alert-detain'))
    await scan(page, counter.zone('misread-letter'))
    await hands.press('F4')
    await page.locator('.zone .beneath').waitFor()
    await seen(page, name('booth-zone'))
    await hands.press('Escape', 'F10', 'F3')
    await page.locator('.by-hand').first().waitFor()
    await seen(page, name('booth-by-hand'))
    await hands.press('Escape')
    await scan(page, counter.zone('expired-passport'))
    await hands.press('F9', 'a', 'n', 'Enter')
    await line(page, numberOf('expired-passport'))
    await hands.press('F7')
    await page.locator('dialog .sheet').waitFor()
    await seen(page, name('paper-refusal'))
    await hands.press('Escape')
    await page.keyboard.press('g')
    await page.locator('dialog .ways').waitFor()
    await seen(page, name('ways'))
    await page.context().close()
  })

  test(`the booth on a telephone and at night, in ${language}`, async () => {
    const phone = await as('primary-officer', { width: 390, height: 844 })
    await scan(phone, counter.zone('new-passport'))
    await seen(phone, name('booth-phone'))
    await phone.context().close()
    const night = await as('primary-officer', { light: 'night' })
    await busy(night)
    await scan(night, counter.zone('new-passport'))
    await seen(night, name('booth-night'))
    await scan(night, counter.zone('alert-deny-entry'))
    await seen(night, name('booth-night-stop'))
    await night.context().close()
  })

  test(`crossings, groups and travellers, in ${language}`, async () => {
    const page = await as('primary-officer')
    await open(page, '/groups', name('groups'))
    await open(page, '/groups/new', name('group-new'))
    await page.goto(`${counter.url}/groups`)
    await settled(page)
    await page.locator('.ledger tbody a').first().click()
    await page.locator('.strip').waitFor()
    await seen(page, name('group'))
    await page.goto(`${counter.url}/crossings`)
    await settled(page)
    await page.keyboard.press('p')
    await seen(page, name('crossings'))
    await open(page, '/unmatched', name('unmatched'))
    const known = counter.node.known(nodeItself('GLD'))
    const [entry] = await known.rows(crossings, (q) => q
      .where('pairedWith', 'is not', null as never).orderBy('at', 'desc').limit(1))
    await open(page, `/crossings/${entry!.crossing}`, name('crossing'))
    await open(page, `/crossings/${entry!.crossing}/correct`, name('crossing-correct'))
    await page.keyboard.press('1')
    await page.locator('form').waitFor()
    await seen(page, name('crossing-correct-person'))
    await open(page, '/search', name('search-what-for'))
    await page.locator('form.what-for input').last().fill('2026/0417')
    await page.keyboard.press('Enter')
    const { surname } = counter.scene('overstay').traveller!.person
    await page.locator('form.seek input').first().fill(surname!)
    await page.keyboard.press('Enter')
    await page.locator('.ledger tbody a').first().waitFor()
    await seen(page, name('search'))
    await page.locator('.ledger tbody a').first().click()
    await page.locator('.page h1').waitFor()
    await seen(page, name('traveller'))
    await open(page, '/shift', name('shift-open'))
    await page.locator('form button.due').click()
    await page.locator('.shift').waitFor()
    await seen(page, name('shift'))
    await page.locator('form button.due').click()
    await page.locator('.preview svg.qr').waitFor()
    await seen(page, name('shift-closed'))
    await page.context().close()
  })

  test(`the second line, the supervisor and the owners of lists, in ${language}`, async () => {
    const second = await as('secondary-officer')
    await open(second, '/hits', name('hits'))
    await second.locator('.ledger tbody a').first().click()
    await second.locator('.hit-file').waitFor()
    await seen(second, name('hit'))
    await second.keyboard.press('t')
    await second.locator('.verdicts').waitFor()
    await second.keyboard.press('2')
    await second.locator('.hit-what form').waitFor()
    await seen(second, name('hit-verdict'))
    await second.context().close()
    const supervisor = await as('supervisor')
    await open(supervisor, '/look-ups', name('look-ups'))
    await open(supervisor, '/interpol', name('interpol'))
    await open(supervisor, '/officers', name('officers'))
    await supervisor.locator('.ledger tbody a').first().click()
    await supervisor.locator('.page h1').waitFor()
    await seen(supervisor, name('officer'))
    await supervisor.context().close()
    const owner = await as('alert-owner')
    await open(owner, '/alerts', name('alerts'))
    await open(owner, '/reviews', name('reviews'))
    await open(owner, '/lists/DNL', name('list'))
    await owner.locator('.ledger tbody a').first().click()
    await owner.locator('.page h1').waitFor()
    await seen(owner, name('alert'))
    await open(owner, '/alerts/new', name('alert-issue'))
    await counter.keepWatch()
    await open(owner, '/own-hits', name('own-hits'))
    await owner.context().close()
    const administrator = await as('administrator')
    await open(administrator, '/posts', name('posts'))
    await open(administrator, '/officers/enrol', name('officer-enrol'))
    await administrator.context().close()
  })
}
