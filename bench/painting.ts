// How soon the booth is painted, and can be used, on a line of one megabit a second: a real browser
// that has nothing of it yet, and an officer who is signed in.

import { openCounter } from '../journeys/counter.ts'
import { keep, median } from './results.ts'

const turns = 9
const bitsPerSecond = 1_000_000
/** There and back, as a post has it over a mobile network. */
const latencyMs = 40

interface Painted { firstMs: number; contentMs: number; usableMs: number; kilobytes: number }

const counter = await openCounter()
try {
  const page = await counter.asOfficer('primary-officer')
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', {
    offline: false, latency: latencyMs, downloadThroughput: bitsPerSecond / 8,
    uploadThroughput: bitsPerSecond / 8,
  })

  async function paint(): Promise<Painted> {
    await line.send('Network.clearBrowserCache')
    await page.goto(counter.url, { waitUntil: 'commit' })
    await page.locator('main .booth').first().waitFor()
    const usableMs = await page.evaluate(() => performance.now())
    await page.waitForLoadState('load')
    return page.evaluate((usable) => {
      const of = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
      const came = [
        ...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource'),
      ] as PerformanceResourceTiming[]
      return {
        firstMs: of('first-paint'), contentMs: of('first-contentful-paint'), usableMs: usable,
        kilobytes: came.reduce((sum, each) => sum + each.transferSize, 0) / 1000,
      }
    }, usableMs)
  }

  const painted: Painted[] = []
  for (let turn = 0; turn < turns; turn++) painted.push(await paint())
  const of = (what: keyof Painted) => median(painted.map((each) => each[what]))
  const seconds = (what: keyof Painted) => of(what) / 1000
  keep('painting', [
    { what: 'first paint at 1 Mbit/s, median', value: seconds('firstMs'), unit: 's', goal: '≤ 1' },
    { what: 'first paint with content', value: seconds('contentMs'), unit: 's', goal: '≤ 1' },
    { what: 'slowest first paint with content', unit: 's',
      value: Math.max(...painted.map(({ contentMs }) => contentMs)) / 1000 },
    { what: 'the booth can be used', value: seconds('usableMs'), unit: 's' },
    { what: 'came over the line', value: of('kilobytes'), unit: 'kB' },
  ])
} finally {
  await counter.end()
}
