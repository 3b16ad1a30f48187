// An administrator of the hub's database, with every right on it: what they change is found, and
// named (PROMISES T7, J7).

import { strict as assert } from 'node:assert'
import { copyFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { audit, type AuditedHead, type Finding } from '../kernel/audit.ts'
import { readLeaf, writeLeaf } from '../kernel/journal/leaf.ts'
import { makeKeys } from '../kernel/keys.ts'
import { openMemory } from '../kernel/store/memory.ts'
import { openPostgres } from '../kernel/store/postgres.ts'
import { carried } from '../kernel/sync/carried-on-trial.ts'
import { demoCountryOn } from '../simulation/demo-country.ts'
import { manyCrossings } from '../simulation/many.ts'
import { CrossingRecorded } from '../border/crossings/crossing-recorded.ts'
import { capabilities } from './capabilities.ts'
import { seedCountry } from './demo-seeding.ts'
import { realGiven } from './given.ts'
import { scriptsOfInsider } from './insider-scripts.ts'
import { postgresServer, type Server } from './postgres-on-trial.ts'
import { trial, type Trial } from './trial.ts'

let server: Server
before(async () => { server = await postgresServer() })
after(() => server.stop())

const today = '2026-11-22'
/** Where what was found is written, for the evidence of a release; and how often nothing may be. */
const evidence = process.env['SAFAR_EVIDENCE']
const cleanRuns = evidence ? 100 : 2
const opened = (url: string) => openPostgres({ url, given: realGiven, withoutSync: true })

async function postOf(first?: Trial): Promise<Trial> {
  const disk = openMemory()
  if (!first) return trial(capabilities, { store: () => disk.open() })
  const keysFolder = `${first.folder}/keys-of-${first.newId()}`
  const founding = { country: 'test', kind: 'post' as const, post: 'galafi', device: 'desk-1' }
  makeKeys(first.given, keysFolder, founding)
  copyFileSync(`${first.folder}/keys/realms.json`, `${keysFolder}/realms.json`)
  return trial(capabilities, { store: () => disk.open(), keysFolder })
}

const headOf = ({ node: { journal } }: Trial, contents: number): AuditedHead =>
  ({ origin: journal.options.origin, size: journal.size, root: journal.root(), contents })

/** Two posts at a hub: as it was copied once, and as it is; with what was kept elsewhere. */
async function country() {
  const [north, url] = [await postOf(), await server.database()]
  const at = (ms: number) => north.clock.set(new Date(ms).toISOString())
  const said = demoCountryOn({ today })
  said.history.crossings.splice(30)
  said.history.groups.splice(0)
  await seedCountry(
    north.node, said, { ...north.clock, at, arrive: () => {} } as never, () => {})
  const south = await postOf(north)
  const hub = await trial(capabilities, {
    store: () => opened(url), keysFolder: await keysBeside(north),
  })
  const keys = new Map([north, south, hub].map(({ node }) =>
    [node.journal.options.origin, node.keys.vkey]))
  const amina = south.officer('amina', 'primary-officer')
  const crossings = manyCrossings({ count: 24, seed: 5, today })
  const cross = async (count: number) => {
    for (let n = 0; n < count; n++) {
      await south.said(CrossingRecorded, { ...crossings.next().value!.said }, amina)
    }
  }
  await hub.node.take(await carried(north), keys)
  await cross(10)
  await hub.node.take(await carried(south), keys)
  await hub.node.close()
  const copied = await copyOf(url, 'copied')
  await hub.restart()
  await cross(10)
  const leaves = await carried(south)
  await hub.node.take(leaves, keys)
  const heads = [headOf(north, (await carried(north)).length), headOf(south, leaves.length)]
  await cross(2)
  await hub.node.take(await carried(south), keys)
  const { contents, content } = hub.node
  const parts = { contents, content, keys, heads: [...heads, headOf(hub, hub.node.journal.size)] }
  await hub.node.close()
  return { north, south, hub, url, copied, parts }
}

async function keysBeside(first: Trial): Promise<string> {
  const keysFolder = `${first.folder}/keys-of-hub`
  makeKeys(first.given, keysFolder, {
    country: 'test', kind: 'hub', post: 'capital', device: 'server-1',
  })
  copyFileSync(`${first.folder}/keys/realms.json`, `${keysFolder}/realms.json`)
  return keysFolder
}

/** A copy of a database that nobody has open, as `create database … template` makes it. */
async function copyOf(url: string, name: string): Promise<string> {
  const from = /postgres:\/\/\/(\w+)/.exec(url)![1]!
  const copy = url.replace(`///${from}`, `///${name}`)
  await server.sql(url.replace(`///${from}`, '///postgres'),
    `create database ${name} template ${from} owner safar`)
  return copy
}

async function audited(url: string, parts: Awaited<ReturnType<typeof country>>['parts']) {
  const store = await opened(url)
  try {
    return await audit({ ...parts, store })
  } finally {
    await store.close()
  }
}

test('whatever a superuser of the database changes is found and named, and nothing else is', {
  timeout: 300_000,
}, async (t) => {
  const { north, south, hub, url, copied, parts } = await country()
  await server.sql(url, 'create extension amcheck;' +
    ' grant execute on all functions in schema public to safar')
  const [a, b] = [north, south].map(({ node }) => node.journal.options.origin) as [string, string]
  const { bytes } = (await carried(north))[12]!
  const forged = writeLeaf({ ...readLeaf(bytes).body, by: 'nobody' }, north.node.journal.signer)
  const scripts = scriptsOfInsider({ north: a, south: b, forged: forged.toString('hex') })
  assert.ok(scripts.length >= 40, `${scripts.length} scripts`)
  assert.deepEqual(await audited(url, parts), [])
  const missed: string[] = []
  const outcome = (name: string, findings: Finding[], named: RegExp) => {
    const told = JSON.stringify(findings)
    if (!named.test(told)) missed.push(`${name}: ${told.slice(0, 300)}`)
  }
  for (const [index, { name, sql, named }] of scripts.entries()) {
    const copy = await copyOf(url, `insider${index}`)
    await server.sql(copy, sql).catch((failure: unknown) => {
      throw new Error(`the script "${name}" does not run`, { cause: failure })
    })
    outcome(name, await audited(copy, parts), named)
    await server.sql(url.replace(/\/\/\/\w+/, '///postgres'), `drop database insider${index}`)
  }
  outcome('the whole cluster put back from a copy', await audited(copied, parts),
    /this leaf is missing/)
  assert.deepEqual(missed, [])
  for (let run = 0; run < cleanRuns; run++) {
    assert.deepEqual(await audited(url, parts), [], 'and what nobody touched is sound')
  }
  t.diagnostic(`${scripts.length + 1} scripts, all found`)
  if (evidence) writeFileSync(evidence, `${JSON.stringify({
    scripts: [...scripts.map(({ name }) => name), 'the whole cluster put back from a copy'],
    missed, cleanRuns, falseAlarms: 0,
  }, null, 1)}\n`)
  await hub.restart()
  for (const each of [hub, south, north]) await each.end()
})
