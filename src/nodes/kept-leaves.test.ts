// Leaves of every release verify, open and fold to the same rows for ever.

import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readJournalFile } from '../kernel/journal/journal-file.ts'
import { readLeaf } from '../kernel/journal/leaf.ts'
import { verifyJournalFile } from '../kernel/journal/verify.ts'
import { makeKeys } from '../kernel/keys.ts'
import { capabilities } from './capabilities.ts'
import { declared } from './generate.ts'
import { realGiven } from './given.ts'
import { leavesFolder, registersOf, type KeptKeys } from './keep-leaves.ts'
import { trial } from './trial.ts'
import { version } from './version.ts'

const releases = readdirSync(leavesFolder).filter((name) => /^\d+\.\d+\.\d+$/.test(name))
const file = (release: string, name: string) => readFileSync(join(leavesFolder, release, name))
const parsed = <T>(release: string, name: string) => JSON.parse(file(release, name).toString()) as T

function leavesOf(release: string) {
  return [...readJournalFile(file(release, 'day.journal')).leaves]
    .map(
      ({ bytes, content }) => ({ bytes: Buffer.from(bytes), content, body: readLeaf(bytes).body })
    )
}

test('this release has kept a leaf of every kind of fact; else run npm run keep-leaves', () => {
  assert.ok(releases.includes(version), `testdata/leaves/${version} is not there`)
  const kept = new Set(leavesOf(version).map(({ body }) => `${body.event} ${body.version}`))
  const lacking = declared.flatMap(({ facts }) => facts)
    .map((fact) => `${fact.name} ${fact.version}`).filter((kind) => !kept.has(kind))
  assert.deepEqual(lacking, [])
})

for (const release of releases) {
  test(`the leaves of ${release} verify to the last byte`, () => {
    const { vkey } = parsed<KeptKeys>(release, 'keys.json')
    const verdict = verifyJournalFile(
      file(release, 'day.journal'), { checkSignatures: 'all', key: vkey },
    )
    assert.ok(verdict.sound, JSON.stringify(verdict))
  })

  test(`the leaves of ${release} open and fold to the rows of their day`, async (context) => {
    const { vkey, realms, subjects } = parsed<KeptKeys>(release, 'keys.json')
    const keysFolder = mkdtempSync(join(tmpdir(), 'safar-kept-'))
    context.after(() => rmSync(keysFolder, { recursive: true, force: true }))
    makeKeys(
      realGiven, keysFolder, { country: 'test', kind: 'post', post: 'galafi', device: 'desk-1' },
    )
    writeFileSync(join(keysFolder, 'realms.json'), JSON.stringify(realms))
    const t = await trial(capabilities, { keysFolder })
    const leaves = leavesOf(release)
    const foreign = leaves.map(({ bytes, content, body }) => ({
      bytes, content,
      keys: (subjects[body.subject] ?? []).map(
        (key) => ({ ...key, wrapped: Buffer.from(key.wrapped, 'base64') })
      ),
    }))
    const taken = await t.node.take(foreign, new Map([[leaves[0]!.body.origin, vkey]]))
    assert.deepEqual(taken, leaves.map(() => ({ taken: 'new' })))
    const rows = await registersOf(t.node)
    for (const [register, then] of Object.entries(
      parsed<Record<string, object[]>>(release, 'registers.json'),
    )) {
      const now = rows[register] ?? []
      assert.equal(now.length, then.length, register)
      then.forEach(
        (row, index) => assert.deepEqual({ ...now[index], ...row }, now[index], register)
      )
    }
    await t.end()
  })
}
