// A start takes up what was kept of the same alerts, whole, and makes anew what is of any other.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import lists from '../border/lists/capability.ts'
import travellers from '../border/travellers/capability.ts'
import { AlertEnded } from '../border/watchlist/alert-ended.ts'
import { AlertIssued } from '../border/watchlist/alert-issued.ts'
import watchlist from '../border/watchlist/capability.ts'
import type { KeptScreening } from '../border/watchlist/kept-screening.ts'
import { openScreening, type OpenedScreening } from '../border/watchlist/screening.ts'
import { keptScreening } from './kept-screening.ts'
import { trial } from './trial.ts'

const terms = {
  list: { code: 'CID-W', name: 'Wanted persons, CID' },
  legalBasis: 'Criminal Procedure Code, s. 39', subjectKind: 'person', reason: { code: 'wanted' },
  birthDate: { value: '1987-03-14', precision: 'day' }, sex: 'M', nationalities: ['SOM'],
  action: 'detain', priority: 'high', validFrom: '2026-01-01', validUntil: '2027-12-31',
  contact: 'CID Garissa, +254 700 000 000, day and night',
}

/** A post whose screening is opened at each start as the program opens it. */
async function post() {
  const t = await trial([travellers, lists, watchlist])
  const owner = t.officer('saido.aden', 'alert-owner', {
    name: 'hodan.yusuf', roles: ['supervisor'],
  })
  let [found, opened]: [boolean, OpenedScreening | undefined] = [false, undefined]
  return {
    t, file: join(t.folder, 'screening'),
    async issue(name: string, action = 'detain') {
      const alert = t.newId()
      await t.said(AlertIssued, { ...terms, alert, names: [{ whole: name }], action }, owner)
      return alert
    },
    end: (alert: string) => t.said(AlertEnded, { alert, why: 'found' }, owner),
    /** Starts it anew, and says whether what was kept was taken up. */
    async started() {
      await t.restart()
      const real = keptScreening(t.node)
      const watched: KeptScreening = {
        ...real,
        find(of) {
          const columns = real.find(of)
          found = columns !== undefined
          return columns
        },
      }
      opened = await openScreening(t.node, watched)
      return found
    },
    answers: () => ['Mohamed Hassan Abdullahi', 'Maxamed Xasan Cabdullaahi', 'Amina Warsame']
      .flatMap((name) => [opened!.screening, opened!.silent].map((screening) => screening.screen(
        { names: [name], sex: 'M', personKeys: [] }, { at: t.node.time.wall() }))),
  }
}

test('a start takes up what was kept of the same alerts, and finds the same', async () => {
  const p = await post()
  await p.issue('Mohamed Hassan Abdullahi')
  await p.issue('Mahamed Hasan Abdulahi', 'discreet')
  assert.equal(await p.started(), false)
  const made = p.answers()
  assert.equal(await p.started(), true)
  assert.deepEqual(p.answers(), made)
  assert.ok(made.some((each) => each.ran && each.hits.length > 0))
  const alert = await p.issue('Amina Warsame')
  const live = p.answers()
  assert.equal(await p.started(), false)
  assert.deepEqual(p.answers(), live)
  await p.end(alert)
  assert.equal(await p.started(), false)
  assert.equal(await p.started(), true)
  assert.deepEqual(p.answers(), made)
  await p.t.end()
})

test('what is kept is never in clear, and rotten, cut or another node’s is made anew', async () => {
  const p = await post()
  await p.issue('Mohamed Hassan Abdullahi')
  await p.started()
  const [whole, made] = [readFileSync(p.file), p.answers()]
  for (const word of ['Mohamed', 'mohamed', 'CID', 'Hassan', 'hassan']) {
    assert.equal(whole.includes(word), false)
  }
  const rotten = Buffer.from(whole)
  rotten[Math.floor(whole.length / 2)]! ^= 1
  const other = await post()
  await other.issue('Mohamed Hassan Abdullahi')
  await other.started()
  for (const bytes of [rotten, whole.subarray(0, -9), Buffer.alloc(0), readFileSync(other.file)]) {
    writeFileSync(p.file, bytes)
    assert.equal(await p.started(), false)
    assert.deepEqual(p.answers(), made)
    assert.equal(await p.started(), true)
  }
  await p.t.end()
  await other.t.end()
})
