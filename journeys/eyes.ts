// The eyes of a journey: accessibility, pictures, printed paper and the square codes upon it.

import axeCore from 'axe-core'
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import jsQr from 'jsqr'
import type { Locator, Page } from 'playwright-core'
import { readPng, writeSmallPng } from './small-png.ts'

/** Asserts that axe finds nothing serious or critical on the page as it stands. */
export async function axe(page: Page): Promise<void> {
  // The page's own policy forbids scripts of others: axe is brought in past it.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axeCore.source })
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      JSON.stringify(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .map(({ id, nodes }) => id + ' ' + nodes.map(({ html, any }) => html + ' ' +
          any.map(({ message }) => message).join('; ')).slice(0, 3).join(' '))))`,
    awaitPromise: true,
  })
  await session.detach()
  assert.deepEqual(JSON.parse(String(result.value)), [], `axe at ${page.url()}`)
}

/** Asserts that nothing is wider than the page. */
export async function fits(page: Page): Promise<void> {
  const [wide, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth, document.documentElement.clientWidth,
  ] as const)
  assert.ok(wide <= width, `${page.url()} is ${wide} wide in a window of ${width}`)
}

/** Takes a picture of the page where SAFAR_PICTURES names a folder for it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SAFAR_PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.evaluate(() => document.fonts.ready)
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  writeFileSync(join(folder, `${name}.png`), writeSmallPng(readPng(taken)))
}

/** What the square code of an element says to a camera that is held before it. */
export async function readQr(code: Locator): Promise<string> {
  const eye = await qrEye(code.page())
  try {
    return await eye.read(code)
  } finally {
    await eye.close()
  }
}

/** An eye for many codes, one after another. */
export async function qrEye(beside: Page) {
  // By itself on a page, because a screen has fewer points than the paper on which it is printed.
  const page = await beside.context().newPage()
  return {
    async read(code: Locator): Promise<string> {
      const drawn = await code.evaluate((element) => element.outerHTML)
      await page.setContent(`<style>body { margin: 20px; background: #fff }</style>${drawn}`)
      // Four points for a square are what a camera needs; more are looked at for nothing.
      const side = await page.locator('svg').evaluate((svg) => {
        const points = (svg as SVGSVGElement).viewBox.baseVal.width * 4
        svg.setAttribute('width', String(points))
        return points
      })
      await page.setViewportSize({ width: side + 40, height: side + 40 })
      const { data, width, height } = readPng(await page.screenshot())
      const read = jsQr.default(data, width, height)
      assert.ok(read, `no square code can be read in a picture of ${width} by ${height}`)
      return read.data
    },
    close: () => page.close(),
  }
}

/** The sheet that lies ready for the printer, as a PDF; asserts that something is on it. */
export async function printed(page: Page): Promise<{ pages: number; bytes: Buffer }> {
  await page.locator('html[data-printed]').waitFor({ state: 'attached' })
  const bytes = await page.pdf({ preferCSSPageSize: true })
  await page.evaluate(() => {
    delete document.documentElement.dataset['printed']
    dispatchEvent(new Event('afterprint'))
  })
  const pages = bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  assert.ok(bytes.length > 5_000 && pages > 0, `${pages} pages in ${bytes.length} bytes`)
  return { pages, bytes }
}
