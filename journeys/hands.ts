// The hands at a counter: a reader that types faster than anybody, and an officer's counted keys.

import type { Page } from 'playwright-core'
import { WEDGE_GAP_MS } from '../src/lib/mrz/wedge.ts'

/** Seconds between two keys of a reader. */
const betweenKeys = 0.004

/** Types a zone as a keyboard-wedge reader does, line by line, and waits until it was inspected. */
export async function scan(page: Page, zone: string): Promise<void> {
  await page.locator('.booth').waitFor()
  await burst(page, `${zone}\n`)
  const shown = '.booth:not([data-shows=nobody]) .decision .sign.board'
  await page.locator(`${shown}, .next[role=alert]`).first().waitFor()
  await aBreath(page)
}

// No finger is on the next key so soon that the two could be taken for a reader's burst.
async function aBreath(page: Page): Promise<void> {
  await page.evaluate((ms) => new Promise((go) => { setTimeout(go, ms) }), WEDGE_GAP_MS + 15)
}

/** Waits until the newest line below the columns says this. */
export async function line(page: Page, text: string): Promise<void> {
  await page.locator('.lines ol li').first().filter({ hasText: text }).waitFor()
}

/** The keys of a text in one burst, each some milliseconds after the other. */
export async function burst(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const start = Date.now() / 1000 - text.length * betweenKeys
  // Not one by one: a busy machine is slower from key to key than a reader.
  await Promise.all([...text].flatMap((character, index) => {
    const key = character === '\n'
      ? { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
      : { key: character, text: character }
    const timestamp = start + index * betweenKeys
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key }),
    ]
  }))
  await session.detach()
}

/** The officer at work signs in afresh where that is asked, and the second one beside them. */
export async function attestBoth(
  page: Page, codeFor: (officer: string) => Promise<string>, first: string, second: string,
): Promise<void> {
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  const code = dialog.locator('#code')
  if (await dialog.locator('#officer[readonly]').count() > 0) {
    await code.fill(await codeFor(first))
    await page.keyboard.press('Enter')
  }
  await dialog.locator('#officer:not([readonly])').fill(second)
  await code.fill(await codeFor(second))
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

/** An officer's hands on the keyboard, counted. */
export class Hands {
  readonly #page: Page
  keys = 0

  constructor(page: Page) {
    this.#page = page
  }

  /** Presses keys one after the other. */
  async press(...names: string[]): Promise<void> {
    for (const name of names) {
      this.keys += 1
      await this.#page.keyboard.press(name)
      await aBreath(this.#page)
    }
  }

  /** Types a text, each character being a key. */
  async type(text: string): Promise<void> {
    this.keys += [...text].length
    // Slower than a reader: else it would be one.
    await this.#page.keyboard.type(text, { delay: WEDGE_GAP_MS + 5 })
  }
}
