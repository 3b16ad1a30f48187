// A list is brought to a node by command: to one that runs, and to the folder of one that does not.

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { lists } from '../border/lists/lists.ts'
import { listVersions } from '../border/lists/list-versions.ts'
import { OfficerEnrolled } from '../country/officers/officer-enrolled.ts'
import { RolesGiven } from '../country/officers/roles-given.ts'
import { nodeItself } from '../kernel/attestation.ts'
import { newId } from '../kernel/given.ts'
import type { Node } from '../kernel/node.ts'
import { unsound } from '../kernel/sound.ts'
import { beside } from './beside.ts'
import { capabilities } from './capabilities.ts'
import { newCode } from './founding.ts'
import { realGiven } from './given.ts'
import { importList, type ImportAsked } from './import-command.ts'
import { startPost } from './post.ts'

const folder = mkdtempSync(join(tmpdir(), 'safar-importing-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const darmila = fileURLToPath(new URL('../../testdata/lists/darmila.csv', import.meta.url))
const owner = { officer: 'leyla.haddad', second: 'sahra.jibril' }
const terms = join(folder, 'terms.json')
writeFileSync(terms, JSON.stringify({
  name: 'Darmila national list', owner: 'Darmila National Police', reason: 'wanted',
  legalBasis: 'Police Act 2012, s. 44', action: 'refer', priority: 'high',
  contact: 'duty desk, channel 4', validUntil: '2099-11-20', reviewBy: '2099-05-20',
}))

/** Two officers of lists, said by the node as at its founding. */
async function officersAt(node: Node): Promise<void> {
  const itself = nodeItself('dhobley')
  for (const officer of [owner.officer, owner.second]) {
    await node.record(OfficerEnrolled, {
      enrolment: newId(realGiven), officer, name: officer, languages: ['en'],
    }, itself)
    await node.record(RolesGiven, {
      grant: newId(realGiven), officer, roles: ['alert-owner'], post: 'dhobley',
      from: new Date().toISOString().slice(0, 10), founding: true,
    }, itself)
  }
}

const post = () => startPost({
  folder: join(folder, 'post'), given: realGiven, capabilities, beside, version: 'test', port: 0,
  founding: { country: 'test', kind: 'post', post: 'dhobley', device: 'desk-1' },
  prepare: async (node) => {
    if (node.journal.size < 5) await officersAt(node)
  },
})

async function imported(asked: ImportAsked) {
  const lines: string[] = []
  const code = await importList(asked, (line) => lines.push(line))
  return { code, text: lines.join('\n') }
}

async function codes(node: Node): Promise<void> {
  process.env['SAFAR_CODE'] = await newCode(node, owner.officer, 1)
  process.env['SAFAR_SECOND_CODE'] = await newCode(node, owner.second, 1)
}

test('a list is brought to a running node, its difference printed, and put in force by two',
  async () => {
    const running = await post()
    const { node, url: into } = running
    await codes(node)
    const read = await imported({ ...owner, file: darmila, into, list: 'dn' })
    assert.equal(read.code, 0, read.text)
    assert.match(read.text, /columns: 5 entries/)
    assert.match(read.text, /5 new, 0 other, 0 gone\n {2}\+ DN-0001 {2}/)
    const version = /version (\S+) is prepared/.exec(read.text)![1]!
    const known = node.known(nodeItself('dhobley'))
    assert.equal(await known.count(lists), 0, 'nothing is in force yet')
    const half = join(folder, 'half.csv')
    writeFileSync(half, 'id,name,dob\nA,"Talmir Qadru,1971\n')
    await codes(node)
    const broken = await imported({ ...owner, file: half, into, list: 'DN' })
    assert.deepEqual([broken.code, await known.count(listVersions)], [4, 1])
    await codes(node)
    const put = await imported({ ...owner, inForce: version, into, terms })
    assert.deepEqual([put.code, (await known.get(lists, { list: 'DN' })).version], [0, version])
    assert.deepEqual(await unsound(node), [])
    await codes(node)
    await running.stop()
  })

test('a list is brought to the folder of a node that is stopped, and is there when it starts',
  async () => {
    const into = join(folder, 'post')
    const file = join(folder, 'sltd.csv')
    writeFileSync(file, 'SOM,P,P00123459\nKEN,P,A1023451\nnothing\n')
    const read = await imported({ ...owner, file, into, list: 'SLTD' })
    assert.equal(read.code, 0, read.text)
    assert.match(read.text, /numbers: 2 entries[^]*line 3: issuer, type and number/)
    assert.match(read.text, /2 new, 0 other, 0 gone\nnumbers, with their exact list/)
    const running = await post()
    const known = running.node.known(nodeItself('dhobley'))
    const row = (await known.all(listVersions, { list: 'SLTD' }))[0]!
    assert.equal(row.preparedBy, owner.officer)
    await running.stop()
  })

test('whoever has no code, no file or no list is told what is wanted, and nothing is said',
  async () => {
    const running = await post()
    const { url: into, node } = running
    const before = node.journal.size
    process.env['SAFAR_CODE'] = 'XXXX-XXXX-XXXX'
    assert.equal((await imported({ ...owner, file: darmila, into, list: 'DN' })).code, 4)
    assert.equal((await imported({ file: darmila, into, list: 'DN' })).code, 2)
    assert.equal((await imported({ ...owner, file: 'no/such', into, list: 'DN' })).code, 2)
    assert.equal((await imported({ ...owner, file: darmila, into })).code, 2)
    assert.equal((await imported({ ...owner, into, inForce: 'x' })).code, 2)
    assert.equal(node.journal.size, before + 1, 'only the sign-in that was refused')
    await running.stop()
    const gone = await imported({ ...owner, file: darmila, into, list: 'DN' })
    assert.equal(gone.code, 4)
  })
