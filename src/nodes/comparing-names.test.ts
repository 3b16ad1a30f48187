// A file of pairs of names is scored line by line, and a line that is none is named.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comparedLines } from './comparing-names.ts'

async function compared(content: string | Buffer, asJson = false) {
  const folder = mkdtempSync(join(tmpdir(), 'safar-compare-'))
  try {
    const file = join(folder, 'names.tsv')
    writeFileSync(file, content)
    const lines: string[] = []
    const wrong: string[] = []
    for await (const said of comparedLines(file, asJson)) {
      if ('wrong' in said) wrong.push(said.wrong)
      else lines.push(said.line)
    }
    return { lines, wrong }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('each pair has one line with its score, in the order of the file', async () => {
  const { lines, wrong } = await compared(
    'name1\tname2\tnote\nFaarax Jaamac\tFarah Jama\tsame\r\nMaria Lopez\tPeter Johnson\n' +
    'محمد علي\tMohamed Ali',
  )
  assert.deepEqual(wrong, [])
  assert.equal(lines.length, 3)
  for (const line of lines) assert.match(line, /^[01]\.\d{6}$/)
  const [same, other, arabic] = lines.map(Number)
  assert.ok(same! > 0.5 && arabic! > 0.5 && other! < 0.05, lines.join())
})

test('a line that is no pair is named by its number, and the rest is scored', async () => {
  const latin1 = Buffer.concat([
    Buffer.from('Ali Farah\tAli Farah\nonly one name\n'), Buffer.from([0x4a, 0xe9, 0x09, 0x4a]),
    Buffer.from(`\n\tAli\n${'x'.repeat(70_000)}\nAli Farah\tAli Farah\n`),
  ])
  const { lines, wrong } = await compared(latin1)
  assert.deepEqual(wrong.map((each) => each.split(':')[0]), ['line 2', 'line 3', 'line 5'])
  assert.equal(lines.length, 6)
  assert.deepEqual(lines.map((line) => line === 'nan'), [false, true, true, false, true, false])
  assert.equal(lines[3], '0.000000', 'no name is nobody’s')
  assert.equal(lines[5], lines[0])
})

test('asked for JSON, a pair says its words and why they stand together', async () => {
  const { lines } = await compared('Omar Hassan\tHassan Cumar\nalone\n', true)
  const [pair, none] = lines.map((line) => JSON.parse(line))
  assert.deepEqual(pair.aligned.map((each: { a: string; b: string }) => [each.a, each.b]),
    [['Omar', 'Cumar'], ['Hassan', 'Hassan']])
  assert.deepEqual(pair.reasons, ['spelling', 'order'])
  assert.equal(none.score, null)
})

test('a heading alone, and a file of nothing, are no pairs', async () => {
  assert.deepEqual(await compared('\uFEFFname_1\tname_2\n'), { lines: [], wrong: [] })
  assert.deepEqual(await compared(''), { lines: [], wrong: [] })
})
