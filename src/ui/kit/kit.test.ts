// The kit in a real browser: every element in every state, by day and night, in both directions.

import axe from 'axe-core'
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { stillServer } from './still-server.ts'
import type { Answers } from './still-server.ts'

const house = fileURLToPath(new URL('../../..', import.meta.url))
const built = mkdtempSync(join(tmpdir(), 'safar-screens-'))
const pictures = process.env.SAFAR_PICTURES
const officer = {
  officer: 'KE-0417', name: 'Amina Warsame', roles: ['supervisor'], post: 'Dhobley',
  expires: '2026-11-22T12:00:00.000Z',
}
let browser: Browser

before(async () => {
  await build({
    configFile: join(house, 'vite.config.ts'), logLevel: 'error',
    build: { outDir: built, emptyOutDir: true },
  })
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
})
after(async () => {
  await browser?.close()
  rmSync(built, { recursive: true, force: true })
})

interface Seen { language?: string; light?: string; width?: number; height?: number }

/** Opens a page of the built client on a server of its own; a console error fails the test. */
async function opened(
  path: string, use: (page: Page, errors: string[]) => Promise<void>,
  { language = 'en', light = 'day', width = 1024, height = 600 }: Seen = {},
  answers: Answers = () => ({ status: 401, body: { refused: true, reason: 'session-over' } }),
) {
  const server = await stillServer(built, answers)
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB' })
  await context.addInitScript(([spoken, lit]) => {
    localStorage.setItem('safar-language', spoken!)
    localStorage.setItem('safar-light', lit!)
  }, [language, light])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (told) => {
    const expected = /status of (?:401|502)|ERR_EMPTY_RESPONSE/.test(told.text())
    if (told.type() === 'error' && !expected) errors.push(told.text())
  })
  try {
    await page.goto(server.url + path)
    await use(page, errors)
    assert.deepEqual(errors, [])
  } finally {
    await context.close()
    server.close()
  }
}

async function findings(page: Page): Promise<string[]> {
  // The page's own policy forbids scripts of others: axe is brought in past it.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axe.source })
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      JSON.stringify(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).slice(0, 3).join(' '))))`,
    awaitPromise: true,
  })
  return JSON.parse(String(result.value)) as string[]
}

for (const language of ['en', 'ar']) {
  for (const light of ['day', 'night']) {
    for (const [width, height] of [[1024, 600], [390, 844]] as const) {
      const seen = { language, light, width, height }
      test(`the kit is accessible and fits: ${Object.values(seen).join(' ')}`, async () => {
        await opened('/kit', async (page) => {
          await page.waitForSelector('#paper svg.qr')
          await page.evaluate(() => document.fonts.ready)
          assert.deepEqual(await findings(page), [])
          const wide = await page.evaluate(() => document.documentElement.scrollWidth)
          assert.ok(wide <= width, `${wide} wide`)
          if (!pictures) return
          mkdirSync(pictures, { recursive: true })
          const path = join(pictures, `kit-${Object.values(seen).join('-')}.png`)
          await page.screenshot({ path, fullPage: true })
        }, seen)
      })
    }
  }
}

test('a country is chosen by a few letters with the keyboard; a wrong one says so', async () => {
  await opened('/kit', async (page) => {
    const field = page.getByRole('combobox', { name: /national/ }).nth(1)
    await field.focus()
    await page.keyboard.type('ken')
    await page.keyboard.press('Enter')
    assert.equal(await field.inputValue(), 'Kenya')
    assert.equal(await field.getAttribute('aria-expanded'), 'false')
    await field.fill('SOM')
    await page.keyboard.press('Tab')
    assert.equal(await field.inputValue(), 'Somalia')
    await field.fill('nowhere at all')
    await page.keyboard.press('Tab')
    await page.getByText('Choose from the list, or type the whole code.').waitFor()
  })
})

test('the arrows walk the rows of a register and Enter opens one', async () => {
  await opened('/kit', async (page) => {
    await page.getByRole('link', { name: 'Cabdi Warsame Xuseen' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    assert.match(page.url(), /#20417$/)
  })
})

test('a date typed in one calendar is read back in three', async () => {
  await opened('/kit', async (page) => {
    const field = page.getByLabel('When was the person born?').nth(1)
    await field.fill('1.1.87')
    await page.getByText('23 Tahsas 1979 E.C.').nth(1).waitFor()
    await field.fill('30.2.1987')
    await page.getByText('This month has no such day.').waitFor()
  })
})

test('the language changes at any time and what is typed stays', async () => {
  await opened('/kit', async (page) => {
    await page.locator('textarea').nth(1).fill('P-ll سفر')
    await page.getByRole('button', { name: 'العربية' }).click()
    await page.getByRole('heading', { name: 'الإشارات' }).waitFor()
    assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
    assert.equal(await page.locator('textarea').nth(1).inputValue(), 'P-ll سفر')
  })
})

test('a wrong code says what to do; the right one opens the house; locking closes it', async () => {
  let signedIn = false
  const answers: Answers = (_, path, body) => {
    if (path === 'sign-in' && body.includes('right')) signedIn = true
    else if (path === 'sign-out') signedIn = false
    else if (path === 'sign-in') {
      return { status: 401, body: { refused: true, reason: 'wrong-code' } }
    }
    if (path === 'events' || path === 'health') return { status: 404 }
    return signedIn ? { status: 200, body: officer }
      : { status: 401, body: { refused: true, reason: 'session-over' } }
  }
  await opened('/', async (page, errors) => {
    await page.locator('input:focus').waitFor()
    await page.keyboard.type('KE-0417')
    await page.keyboard.press('Enter')
    await page.getByLabel('Code').and(page.locator(':focus')).waitFor()
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('Officer and code do not belong together').waitFor()
    await page.getByLabel('Code').and(page.locator(':focus')).waitFor()
    await page.keyboard.type('right')
    await page.keyboard.press('Enter')
    await page.getByText('Amina Warsame').waitFor()
    await page.keyboard.press('Alt+l')
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    // The browser closes it at the second Escape, and it opens again by itself.
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor()
    await page.getByLabel('Code').fill('right')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor({ state: 'detached' })
    errors.length = 0
  }, {}, answers)
})

test('a node that does not answer is said to be silent, and asked again', async () => {
  let asked = 0
  await opened('/', async (page) => {
    await page.getByText('The node does not answer').waitFor()
    await page.getByRole('button', { name: 'Try now' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByText('The node does not answer').waitFor({ state: 'detached' })
  }, {}, () => (asked++ < 1 ? { status: 502 } : { status: 401, body: { refused: true } }))
})

test('a switch of tabs to another officer leaves nothing of the first', async () => {
  await opened('/', async (page) => {
    await page.getByText('Amina Warsame').waitFor()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.evaluate(() => new BroadcastChannel('safar').postMessage('KE-0999'))
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  }, {}, (_, path) => (path === 'me' ? { status: 200, body: officer } : { status: 404 }))
    .catch((reason: Error) => { if (!/status of 404/.test(reason.message)) throw reason })
})

test('the first paint comes within a second at 1 Mbit/s, the program in its budget', async () => {
  const server = await stillServer(built, () => ({ status: 401, body: { refused: true } }))
  const context = await browser.newContext({ viewport: { width: 1024, height: 600 } })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false, latency: 20, downloadThroughput: 125_000, uploadThroughput: 125_000,
    })
    await page.goto(server.url)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const paint = await page.evaluate(() => performance.getEntriesByType('paint')
      .find(({ name }) => name === 'first-contentful-paint')!.startTime)
    const program = [...server.sent].filter(([path]) => path.endsWith('.js'))
      .reduce((sum, [, bytes]) => sum + bytes, 0)
    assert.ok(paint <= 1000, `first paint after ${Math.round(paint)} ms`)
    // A third of it is the words of every room; the booth with all it loads has 200 kB.
    assert.ok(program <= 120_000, `${program} bytes of program before the sign-in`)
    console.log(`first paint ${Math.round(paint)} ms, program ${program} bytes`)
  } finally {
    await context.close()
    server.close()
  }
})
