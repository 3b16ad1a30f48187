// A carrier's list is screened before it comes, and the carrier is told whom to board.

import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readManifest } from '../border/manifests/read-manifest.ts'
import { answerTo, screenedOnList } from './screening-manifest.ts'
import { indexOf } from './screening-file.ts'
import { sourceFolder } from './words.ts'

const folder = mkdtempSync(join(tmpdir(), 'safar-manifest-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const lists = join(sourceFolder, '..', 'testdata', 'manifests')

const watched = [
  'id,name,birth_date,sex,nationality,document',
  'W-1,Kelmar O Brennick,1928,M,,', 'W-2,Somebody Else,1990-01-01,F,UTO,',
  'W-3,Another Name,,,,CR100200',
].join('\n')
const list = join(folder, 'list.csv')
writeFileSync(list, watched)

test('who may be on a list is found by name or by document, and nobody else is', async () => {
  const index = await indexOf(list, (fault) => assert.fail(fault))
  const read = (name: string) =>
    readManifest(readFileSync(join(lists, name)), 2026).messages[0]!
  const passengers = read('passengers-15b.edi')
  const screened = screenedOnList(index, passengers, '2026-11-20')
  assert.deepEqual(screened.map(({ answer, hits }) => [answer, hits[0]?.id]),
    [['board', undefined], ['do-not-board', 'W-1'], ['board', undefined]])
  const crew = screenedOnList(index, read('crew-02b.edi'), '2026-11-20')
  assert.equal(crew[0]!.hits[0]?.id, 'W-3')
  const answer = answerTo(passengers, screened, {
    sender: 'UTOBORDER', recipient: 'QFLIGHTS', prepared: ['261120', '0720'], reference: 'PAX0001',
  })
  assert.match(answer, /RFF\+ABO:QZ0002'\nERC\+1Z'/)
  assert.ok(!answer.includes('BRENNICK'))
})

test('the command prints what a file says, and answers the carrier', () => {
  const safar = (...words: string[]) => spawnSync(
    process.execPath, [join(sourceFolder, 'nodes/safar.ts'), 'manifest', ...words],
    { encoding: 'utf8' },
  )
  const said = safar(join(lists, 'broken.edi'), '--json', '--segments')
  const { persons, errors, segments, messages } = JSON.parse(said.stdout) as {
    persons: number; errors: unknown[]; segments: unknown[]; messages: object[]
  }
  assert.deepEqual([said.status, persons, errors.length, segments.length, messages.length],
    [1, 4, 19, 31, 2])
  const answer = safar(join(lists, 'close-out.edi'), '--list', list, '--cusres')
  assert.match(answer.stdout, /CUSRES:D:05B[^]*RFF\+ABO:QZ0003'\nERC\+0Z'/)
  assert.equal(safar(join(folder, 'none.edi')).status, 2)
})
