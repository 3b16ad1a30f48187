// A silent alert in one of two worlds: at the counter, the same traveller looks the same in both.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OwnHits } from '../src/border/watchlist/own-hits.ts'
import { ask } from '../src/kernel/ask.ts'
import type { DemoCountry } from '../src/simulation/demo-country.ts'
import { openCounter, openContext, watched, officers, type Counter } from './counter.ts'
import { Hands, scan } from './hands.ts'

/** The same country, where the silent alerts are of somebody who never comes. */
function withoutSilent(country: DemoCountry): DemoCountry {
  const alerts = country.alerts.map((each) => (each.said.action !== 'discreet' ? each : {
    ...each,
    said: {
      ...each.said, documents: [{ number: 'ZZ000000', issuer: 'UTO' }], birthDate: undefined,
      names: [{ whole: 'Nobody Whoever Comes' }],
    },
  }))
  return JSON.parse(JSON.stringify({ ...country, alerts })) as DemoCountry
}

/** What the counter shows of the traveller, before and after the decision, to the byte. */
async function shownIn(counter: Counter, at: Date): Promise<string[]> {
  const context = await openContext(counter.browser)
  await context.clock.setFixedTime(at)
  const page = await context.newPage()
  watched(page)
  await page.goto(counter.url)
  await counter.signIn(page, officers['primary-officer'])
  await page.locator('.booth').waitFor()
  const hands = new Hands(page)
  await scan(page, counter.zone('alert-silent'))
  const before = await page.locator('#main').innerHTML()
  await hands.press('F1')
  await page.locator('.panel-below').waitFor()
  const rule = await page.locator('#main').innerHTML()
  await hands.press('F1', 'Enter')
  await page.locator('.lines ol li').first().waitFor()
  const after = await page.locator('#main').innerHTML()
  await context.close()
  // The moment of recording is another in each world; nothing else may be.
  const moment = /<time class="instant".*?<\/time>/g
  return [before, rule, after].map((html) => html.replace(moment, '<time>'))
}

/** Where two pages begin to differ, in a few words. */
function differs(one: string, other: string): string {
  const at = [...one].findIndex((character, index) => character !== other[index])
  return `${one.slice(at - 80, at + 120)}\n${other.slice(at - 80, at + 120)}`
}

test('a silent alert changes nothing at the counter, and its owner is told', async () => {
  const at = new Date()
  const watchedWorld = await openCounter()
  const quietWorld = await openCounter({ changed: withoutSilent })
  try {
    const [watched, quiet] = [await shownIn(watchedWorld, at), await shownIn(quietWorld, at)]
    for (const [moment, html] of watched.entries()) {
      assert.ok(html === quiet[moment], differs(html, quiet[moment]!))
    }
    assert.ok(watched[0]!.includes('data-state="clear"'))
    const told = async ({ node }: Counter) => {
      const answer = await ask(node, OwnHits, {}, {
        officer: officers['alert-owner'], roles: ['alert-owner'], post: 'GLD',
        signIn: 'sign-in-of-the-owner', signedInMsAgo: 0,
      })
      assert.ok('answer' in answer)
      const { hits } = answer.answer as { hits: { silent: boolean }[] }
      return hits.filter(({ silent }) => silent).length
    }
    // The watch is kept once a minute, whoever crossed: here it is kept now.
    assert.equal(await watchedWorld.keepWatch(), await quietWorld.keepWatch())
    assert.equal(await told(watchedWorld), 1)
    assert.equal(await told(quietWorld), 0)
  } finally {
    await watchedWorld.end()
    await quietWorld.end()
  }
})
