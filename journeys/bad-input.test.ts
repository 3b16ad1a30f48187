// What goes wrong at a counter: each gets a clear answer, loses nothing, is recorded once.

import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { crossings } from '../src/border/crossings/register.ts'
import { nodeItself } from '../src/kernel/attestation.ts'
import {
  officers, openContext, openCounter, watched, type Counter, type Scene,
} from './counter.ts'
import { axe, fits } from './eyes.ts'
import { Hands, line, scan } from './hands.ts'

let counter: Counter
before(async () => { counter = await openCounter() })
after(async () => { await counter?.end() })

const numberOf = (name: Scene) => counter.number(name)

async function recordedTimes(documentNumber: string): Promise<number> {
  const rows = await counter.node.known(nodeItself('GLD')).all(crossings, { documentNumber })
  return rows.filter(({ officer }) => officer === officers['primary-officer']).length
}

const shows = (page: Page) => page.locator('.booth').getAttribute('data-shows')

test('a wrong check digit is said where it stands, and nobody is called clear', async () => {
  const page = await counter.asOfficer('primary-officer', { light: 'night' })
  await scan(page, counter.zone('wrong-check-digit'))
  assert.equal(await shows(page), 'look')
  await page.locator('.zone .wrong').first().waitFor()
  await page.locator('.checks').getByText('check digit').waitFor()
  // Enter admits the clear alone.
  await page.keyboard.press('Enter')
  assert.equal(await shows(page), 'look')
  assert.equal(await recordedTimes(numberOf('wrong-check-digit')), 0)
  await axe(page)
  await page.context().close()
})

test('200 kB that somebody pastes is answered, and the next scan works', async () => {
  const page = await counter.asOfficer('primary-officer')
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', text)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, `P<UTO${'A<'.repeat(100_000)}`)
  await page.locator('.next[role=alert]').waitFor()
  await axe(page)
  await fits(page)
  await scan(page, counter.zone('first-visit'))
  assert.equal(await shows(page), 'clear')
  await page.context().close()
})

test('a name in five scripts and a date that no calendar has', async () => {
  const page = await counter.asOfficer('primary-officer')
  const name = 'Ахмед 阿里 أحمد አሕመድ Axmed'
  await page.keyboard.press('F3')
  const fields = page.locator('.person .by-hand input')
  await page.locator('.document .by-hand input').first().fill('X1234567')
  await fields.nth(0).fill(name)
  await fields.nth(2).fill('ETH')
  await fields.nth(4).fill('31.2.1990')
  await page.locator('[data-send]').click()
  await page.locator('.person .asked[data-wrong]').waitFor()
  assert.equal(await fields.nth(4).getAttribute('aria-invalid'), 'true')
  await fields.nth(4).fill('28.2.1990')
  await page.locator('[data-send]').click()
  await page.locator('.decision .sign.board').waitFor()
  assert.equal((await page.locator('.who .name').innerText()).normalize(), name.normalize())
  await fits(page)
  await page.context().close()
})

test('a session that ran out is signed in anew; what was typed goes on', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await scan(page, counter.zone('refugee-document'))
  await hands.press('F9', 'c', 'n')
  await page.locator('.panel-below input').last().fill('the visa is of another country')
  counter.clock.pass(6 * 60_000)
  await page.locator('[data-record]').click()
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  await axe(page)
  assert.equal(await dialog.locator('#officer').inputValue(), officers['primary-officer'])
  await hands.press('Escape')
  assert.ok(await dialog.isVisible())
  await dialog.locator('#code').fill(await counter.codeFor(officers['primary-officer']))
  await hands.press('Enter')
  await line(page, numberOf('refugee-document'))
  assert.equal(await recordedTimes(numberOf('refugee-document')), 1)
  await page.context().close()
})

test('Enter twice and a double click are one crossing', async () => {
  const page = await counter.asOfficer('primary-officer')
  await scan(page, counter.zone('identity-card'))
  await Promise.all([1, 2, 3].map(() => page.keyboard.press('Enter')))
  await line(page, numberOf('identity-card'))
  assert.equal(await recordedTimes(numberOf('identity-card')), 1)
  await scan(page, counter.zone('born-in-a-year'))
  await page.locator('.decision .acts .due').dblclick()
  await line(page, numberOf('born-in-a-year'))
  assert.equal(await recordedTimes(numberOf('born-in-a-year')), 1)
  await page.context().close()
})

test('the back button leaves nobody behind: the person still stands at the counter', async () => {
  const page = await counter.asOfficer('primary-officer')
  await scan(page, counter.zone('one-name'))
  await page.keyboard.press('g')
  await page.locator('dialog .ways').waitFor()
  await page.keyboard.press('c')
  await page.locator('.ledger').waitFor()
  await page.goBack()
  await page.locator('.booth[data-shows=clear]').waitFor()
  await page.keyboard.press('Enter')
  await line(page, numberOf('one-name'))
  await page.goForward()
  await page.goBack()
  await page.locator('.booth[data-shows=nobody]').waitFor()
  assert.equal(await recordedTimes(numberOf('one-name')), 1)
  await page.context().close()
})

test('two tabs are one officer; when another signs in, nothing of the first remains', async () => {
  const one = await counter.asOfficer('primary-officer')
  const two = await one.context().newPage()
  watched(two)
  await two.goto(counter.url)
  await two.locator('.booth').waitFor()
  await one.bringToFront()
  await scan(one, counter.zone('misread-letter'))
  await two.bringToFront()
  await scan(two, counter.zone('new-passport'))
  await two.keyboard.press('Enter')
  await line(two, numberOf('new-passport'))
  assert.equal(await shows(one), 'look')
  assert.equal(await recordedTimes(numberOf('new-passport')), 1)
  await two.keyboard.press('Alt+g')
  await two.getByRole('button', { name: 'Sign out' }).click()
  await counter.signIn(two, officers.supervisor)
  await two.locator('main .page').waitFor()
  await one.locator('.door, main .page').first().waitFor()
  assert.ok(!(await one.content()).includes(numberOf('misread-letter')))
  await one.context().close()
})

test('with a full disk there is a number for the paper form, until there is room', async () => {
  const page = await counter.asOfficer('primary-officer')
  await scan(page, counter.zone('overstay'))
  counter.disk.isFull = 'yes'
  counter.node.health.stop('disk-full')
  await page.keyboard.press('F8')
  await page.keyboard.press('2')
  await page.locator('[data-record]').click()
  await page.getByText(/GLD-\d{6}-[0-9a-f]{4}-\d{3}/).first().waitFor()
  await page.locator('.trouble.stop').waitFor()
  await axe(page)
  counter.disk.isFull = 'no'
  await page.keyboard.press('F8')
  await page.locator('[data-record]').click()
  await line(page, numberOf('overstay'))
  await page.locator('.trouble.stop').waitFor({ state: 'detached' })
  assert.equal(await recordedTimes(numberOf('overstay')), 1)
  await page.context().close()
})

test('after signing out nothing of anybody is left in the browser', async () => {
  const page = await counter.asOfficer('primary-officer')
  const { surname } = counter.scene('first-visit').traveller!.person
  const canaries = [numberOf('first-visit'), surname!, 'canary words']
  await scan(page, counter.zone('first-visit'))
  await page.keyboard.press('F9')
  await page.locator('.panel-below input').last().fill('canary words')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+g')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.locator('main.door').waitFor()
  const kept = await page.evaluate(async () => JSON.stringify({
    local: { ...localStorage }, session: { ...sessionStorage }, url: location.href,
    state: history.state as unknown,
    databases: await indexedDB.databases(), caches: await caches.keys(), cookie: document.cookie,
    page: document.documentElement.outerHTML,
  }))
  for (const canary of canaries) assert.ok(!kept.includes(canary), `${canary} is left behind`)
  // Nor does the next officer find it.
  await counter.signIn(page, officers.supervisor)
  await page.locator('main .page').waitFor()
  assert.ok(!(await page.content()).includes(canaries[0]!))
  await page.context().close()
})

interface Demo { process: ChildProcess; url: string; code: string }

/** The demo as its own process, which can be killed. */
async function demo(folder: string, port: number): Promise<Demo> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const child = spawn(process.execPath, [join(root, 'src/nodes/safar.ts'), 'demo', '--json'], {
    env: { ...process.env, SAFAR_DATA: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let told = ''
  for await (const chunk of child.stdout) {
    told += String(chunk)
    if (told.includes('\n')) break
  }
  const ready = JSON.parse(told) as { url: string; officers: { id: string; code: string }[] }
  const { code } = ready.officers.find(({ id }) => id === officers['primary-officer'])!
  return { process: child, url: ready.url, code }
}

async function killed({ process: child }: Demo): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

test('a node killed in the middle records once, whether it had begun or not', async () => {
  const folder = mkdtempSync('/dev/shm/safar-killed-')
  const port = await freePort()
  let node = await demo(folder, port)
  const context = await openContext(counter.browser)
  try {
    const page = await context.newPage()
    await page.goto(node.url)
    await page.locator('#officer').fill(officers['primary-officer'])
    await page.locator('#code').fill(node.code)
    await page.keyboard.press('Enter')
    const said: { crossing: string }[] = []
    for (const [scene, when] of [['first-visit', 'before'], ['identity-card', 'after']] as const) {
      await scan(page, counter.zone(scene))
      const dead = Promise.withResolvers<void>()
      await page.route('**/api/crossing-recorded', async (route) => {
        said.push(route.request().postDataJSON() as { crossing: string })
        if (when === 'after') await route.fetch()
        await killed(node)
        await route.abort('connectionreset')
        dead.resolve()
      }, { times: 1 })
      await page.keyboard.press('Enter')
      await dead.promise
      await page.locator('.trouble').waitFor()
      node = await demo(folder, port)
      // Sessions end with their node; the officer signs in and the crossing goes on.
      await page.locator('dialog[open] #code').fill(node.code)
      await page.keyboard.press('Enter')
      await line(page, numberOf(scene))
    }
    const answer = await page.evaluate(async () => (await fetch('/api/crossings-of-day', {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ limit: 50 }),
    })).json() as Promise<{ rows: { crossing: string; document: { number?: string } }[] }>)
    for (const scene of ['first-visit', 'identity-card'] as const) {
      const rows = answer.rows.filter(({ document }) => document.number === numberOf(scene))
      assert.equal(rows.length, 1, scene)
    }
    const ids = (of: readonly { crossing: string }[]) => of.map(({ crossing }) => crossing).sort()
    assert.deepEqual(ids(answer.rows), ids(said))
  } finally {
    await context.close()
    await killed(node)
    rmSync(folder, { recursive: true, force: true })
  }
})
