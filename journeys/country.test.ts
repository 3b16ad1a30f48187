// A hub and two posts over a real line, in a real browser: what one knows, all know.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { AlertIssued } from '../src/border/watchlist/alert-issued.ts'
import { alerts } from '../src/border/watchlist/alerts.ts'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import { crossings } from '../src/border/crossings/register.ts'
import { settlements } from '../src/border/discrepancies/register.ts'
import { OfficerEnrolled } from '../src/country/officers/officer-enrolled.ts'
import { officers as officersRegister } from '../src/country/officers/register.ts'
import { RolesGiven } from '../src/country/officers/roles-given.ts'
import { PostRegistered } from '../src/country/posts/post-registered.ts'
import { nodeItself } from '../src/kernel/attestation.ts'
import { writeMrz } from '../src/lib/mrz/write-mrz.ts'
import { beside } from '../src/nodes/beside.ts'
import { newCode } from '../src/nodes/founding.ts'
import { LinkedNetwork, linkOf, said, until } from '../src/nodes/linked-on-trial.ts'
import type { RunningPost } from '../src/nodes/post.ts'
import { launch, openContext, type Language, type Seen } from './counter.ts'
import { axe, fits, picture } from './eyes.ts'
import { Hands, scan } from './hands.ts'

const itself = nodeItself('x')
const people = [
  ['amina.warsame', 'Amina Warsame', ['primary-officer']],
  ['sahra.jibril', 'Sahra Jibril', ['supervisor', 'secondary-officer']],
  ['nasir.abokor', 'Nasir Abokor', ['administrator']],
] as const

/** A passport of a Somali man, as a reader reads it. */
function zone(documentNumber: string, surname: string): string {
  return (writeMrz({
    documentCode: 'P', issuer: 'SOM', surname, givenNames: 'Cabdi', sex: 'M', documentNumber,
    nationality: 'SOM', birthDate: '1987-03-14', expiryDate: '2036-01-31',
  }, 'TD3') as string[]).join('\n')
}

async function country() {
  const network = await LinkedNetwork.start()
  const hub = network.hub.node
  for (const [code, en, ar] of [
    ['dhobley', 'Dhobley', 'دوبلي'], ['lamu', 'Lamu', 'لامو'],
  ]) {
    await said(hub, PostRegistered, {
      post: network.newId(), code, name: { en, ar }, country: 'KEN', kind: 'land', lanes: 2,
    })
  }
  for (const [officer, name, roles] of people) {
    await hub.record(OfficerEnrolled, { enrolment: network.newId(), officer, name }, itself)
    await hub.record(RolesGiven, {
      grant: network.newId(), officer, roles, post: '*', from: '2026-01-01', founding: true,
    }, itself)
  }
  const posts: RunningPost[] = []
  for (const code of ['dhobley', 'lamu']) {
    const post = await network.post(code, {}, beside)
    await network.enrol(post)
    posts.push(post)
    await until('the roster is there', async () =>
      await post.node.known(itself).count(officersRegister) === people.length)
  }
  return { network, hub: network.hub, dhobley: posts[0]!, lamu: posts[1]! }
}

async function at(
  browser: Browser, { node, url }: RunningPost, officer: string, seen: Seen = {},
): Promise<Page> {
  const page = await (await openContext(browser, seen)).newPage()
  await page.goto(url)
  await page.locator('#officer').fill(officer)
  await page.locator('#code').fill(await newCode(node, officer, 1))
  await page.keyboard.press('Enter')
  await page.locator('main .booth, main .page').first().waitFor()
  return page
}

async function seen(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() =>
    !document.querySelector('main [aria-busy=true], .blank'))
  await page.evaluate(() => document.fonts.ready)
  await axe(page)
  await fits(page)
  await picture(page, name)
}

/** Records a crossing at a post without its screens. */
async function crossed({ node }: RunningPost, direction: string, more: object = {}) {
  const crossing = (await import('../src/kernel/given.ts')).newId(node.given)
  await said(node, CrossingRecorded, {
    crossing, direction, decision: 'admitted',
    document: { type: 'P', number: 'P55555555', issuer: 'SOM' },
    person: {
      surname: 'Farah', givenNames: 'Hodan', sex: 'F', nationality: 'SOM',
      birthDate: { value: '1990-01-01', precision: 'day' },
    }, ...more,
  }, 'primary-officer')
  return crossing
}

test('entered at one post, left at another; alerted at the hub, stopped at a post; two that do ' +
  'not fit settled by a person; and the hub sees how all do', { timeout: 240_000 }, async () => {
  const { network, hub, dhobley, lamu } = await country()
  const browser = await launch()
  const known = ({ node }: RunningPost) => node.known(itself)
  const hands = (page: Page) => new Hands(page)

  // Who enters at Dhobley leaves at Lamu: the booth there knows where and when.
  const first = await at(browser, dhobley, 'amina.warsame')
  await scan(first, zone('P11111111', 'Xuseen'))
  await hands(first).press('Enter')
  await until('it is recorded', async () => await known(dhobley).count(crossings) === 1)
  await until('it is known at Lamu', async () => await known(lamu).count(crossings) === 1)
  const second = await at(browser, lamu, 'amina.warsame')
  await hands(second).press('F2', '2', 'Escape')
  await scan(second, zone('P11111111', 'Xuseen'))
  await second.locator('.decision', { hasText: 'dhobley' }).waitFor()
  await seen(second, 'exit-elsewhere')
  await hands(second).press('Enter')
  await until('the exit ends the entry', async () => {
    const [exit] = await known(dhobley).all(crossings, { direction: 'exit' })
    return exit?.pairedWith !== undefined
  })
  const [exit] = await known(dhobley).all(crossings, { direction: 'exit' })
  await first.goto(`${dhobley.url}/crossings/${exit!.crossing}`)
  await first.getByText('Recorded at another post').waitFor()
  await seen(first, 'crossing-elsewhere')

  // An alert of the hub stops its person at a post that heard of it a moment ago.
  const alert = network.newId()
  await said(hub.node, AlertIssued, {
    alert, list: { code: 'POL', name: 'Police' }, legalBasis: 'Act 12', subjectKind: 'document',
    documents: [{ number: 'P22222222', issuer: 'SOM' }], reason: { code: 'stolen-document' },
    action: 'refer', priority: 'high', validFrom: '2026-01-01', validUntil: '2030-12-31',
    contact: 'duty desk +254 7',
  }, 'alert-owner')
  const ms = await until('the alert is at Lamu', () => known(lamu).find(alerts, { alert }), 2_000)
  assert.ok(ms < 2_000)
  await scan(second, zone('P22222222', 'Cali'))
  await second.locator('.decision .sign.board.stop').waitFor()

  // Two exits of one entry, recorded before either post heard of the other's.
  const entry = await crossed(dhobley, 'entry')
  await until('known at Lamu', () => known(lamu).find(crossings, { crossing: entry }))
  await Promise.all([dhobley, lamu].map((post) =>
    crossed(post, 'exit', { pairedWith: entry, pairing: 'same-document' })))
  await until('both know both', async () =>
    (await known(lamu).all(crossings, { pairedWith: entry })).length === 2)
  for (const language of ['ar', 'en'] as const satisfies readonly Language[]) {
    const page = await at(browser, lamu, 'sahra.jibril', { language })
    await page.goto(`${lamu.url}/discrepancies`)
    await page.locator('td a').first().waitFor()
    await seen(page, `discrepancies.${language}`)
    await page.setViewportSize({ width: 390, height: 800 })
    await seen(page, `discrepancies.phone.${language}`)
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.locator('td a').first().click()
    await page.locator('form').waitFor()
    await seen(page, `settle.${language}`)
    await page.setViewportSize({ width: 390, height: 800 })
    await seen(page, `settle.phone.${language}`)
    if (language === 'ar') continue
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.getByText('Both are right').click()
    await page.locator('textarea').fill('A mother and her daughter of one name.')
    await page.getByRole('button', { name: 'Settle' }).click()
    await page.waitForURL('**/discrepancies')
    await until('it is settled at Dhobley', async () =>
      await known(dhobley).count(settlements) === 1)
  }

  // The hub sees its posts.
  for (const language of ['en', 'ar'] as const) {
    const page = await at(browser, hub, 'nasir.abokor', { language })
    await page.goto(`${hub.url}/network`)
    await page.locator('td', { hasText: 'lamu' }).first().waitFor()
    await until('both were heard', async () =>
      await page.locator('tbody .sign.clear, tbody .sign.look').count() >= 2)
    await seen(page, `network-at-hub.${language}`)
    await page.setViewportSize({ width: 390, height: 800 })
    await seen(page, `network-at-hub.phone.${language}`)
  }
  assert.ok(linkOf(lamu).now().linked)
  await browser.close()
  await network.end()
})
