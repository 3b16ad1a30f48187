// A file of persons is screened against a list from outside, and what cannot be read is named.

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CannotScreen, indexOf, screenedLines, screenFile } from './screening-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'safar-screen-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const list = [
  'id,name,alias,birth_date,sex,nationality,document',
  'K-1,Abshir Nur Warsame,Cabshir Nuur Warsame,1971-04-09,M,SOM,P0012345',
  'K-2,Tigist Haile Bekele,,1988,F,ETH,EP1234567890',
  'K-3,Guled Ismail Cige,,,M,DJI,',
].join('\n')

async function screened(queries: string, listed = list) {
  const faults: string[] = []
  const index = await indexOf(file('list.csv', listed), (fault) => faults.push(fault))
  const answers = []
  for await (const each of screenedLines(index, file('queries.csv', queries), '2026-11-22')) {
    answers.push(each)
  }
  return { answers, faults }
}

test('each person of a file is answered in its order, with who it may be and why', async () => {
  const { answers } = await screened([
    'id,name,birth_date,nationality,sex,document',
    'a,WARSAME<<ABSHIR<NUR,09.04.1971,SOM,M,',
    'b,Peter Kamau,1980-01-02,KEN,M,',
    ',ትዕግስት ኃይሌ በቀለ,,,,',
    'd,Somebody Else,,,,P0O12345',
    'e,Anyone At All,,,,EP1234567',
    'f,Tigist Haile,1988-05-06,,,EP1234567',
  ].join('\n'))
  assert.deepEqual(answers.map(({ query, hits }) => [query, hits[0]?.id]),
    [['a', 'K-1'], ['b', undefined], [3, 'K-2'], ['d', 'K-1'], ['e', undefined],
      ['f', 'K-2']])
  const zone = answers[5]!.hits[0]!.reasons as { about: string; why: string }[]
  assert.equal(zone.find(({ about }) => about === 'document')?.why, 'same-document-misread',
    'a zone has room for nine signs of a number')
  const [first, second] = answers
  assert.equal(first!.hits[0]!.level, 'alert')
  assert.ok(first!.score > 0.9 && second!.score < 0.5 && first!.score === first!.hits[0]!.score)
  assert.deepEqual(first!.hits[0]!.reasons.map((reason) => (reason as { about: string }).about),
    ['name', 'birth-date', 'sex', 'nationality'])
})

test('columns are known by their headings, whatever stands between them', async () => {
  const { answers } = await screened('Date of birth;Full name\n1971;Cabshir Nuur Warsame\n')
  assert.deepEqual(answers.map(({ query, hits }) => [query, hits[0]?.id]), [[1, 'K-1']])
})

test('a row without a name or a document is told by its line, and the others are answered',
  async () => {
    const { answers } = await screened('name,document\nAbshir Nur Warsame,\n,\n"",""\n,P0012345\n')
    assert.deepEqual(answers.map(({ hits, wrong }) => hits[0]?.id ?? wrong?.split(', ').at(-1)),
      ['K-1', 'line 3: neither a name nor a document', 'line 4: neither a name nor a document',
        'K-1'])
  })

test('odd names of any length are answered', async () => {
  const odd = ['💥', 'a', '\u202e\u200f', 'من', 'Xa'.repeat(250), 'bin', '-', 'مМo']
  const { answers } = await screened(`name\n${odd.join('\n')}\n`)
  assert.deepEqual(answers.map(({ hits }) => hits.length), odd.map(() => 0))
})

test('a list or a file that cannot be read is refused, with the line and what to do', async () => {
  await assert.rejects(screened('birth_date\n1971\n'), /line 1: no column is headed "name"/)
  await assert.rejects(screened(''), CannotScreen)
  await assert.rejects(screened('name\nx\n', ''), /list\.csv, line 1: empty/)
  await assert.rejects(screened('name\nx\n', '<!DOCTYPE x [<!ENTITY a "b">]><x/>'), CannotScreen)
  const asked = { list: join(folder, 'none'), queries: join(folder, 'none'), asJson: true }
  assert.equal(await screenFile(asked), 2)
})
