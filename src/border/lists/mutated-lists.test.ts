// A damaged list is answered by what could be read of it and by faults, never by an error.

import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { textOf } from './decoding.ts'
import { isListFault, ListEnds, listFaults, type ListFault } from './entry.ts'
import { luckFrom, mutatedList } from './mutated-list-on-trial.ts'
import { readNumbers } from './numbers-reading.ts'
import { readList } from './read-list.ts'

const folder = new URL('../../../testdata/lists/', import.meta.url)
const files = readdirSync(folder).filter((each) => !each.startsWith('README'))

test('three thousand damaged lists are read to their end or named by a line', async () => {
  const luck = luckFrom(7)
  for (const file of files) {
    const bytes = readFileSync(new URL(file, folder))
    for (let turn = 0; turn < 200; turn++) {
      const list = mutatedList(bytes, luck)
      let said = 0
      for await (const read of readList(once(list), { name: file })) {
        said += 1
        if (!isListFault(read)) {
          assert.ok(read.names.length + read.documents.length > 0, file)
          continue
        }
        assert.ok(listFaults.includes(read.fault), read.fault)
        assert.ok(read.line >= 0 && read.hint.length > 10, JSON.stringify(read))
      }
      assert.ok(said > 0, `${file} says nothing`)
    }
  }
})

test('a thousand damaged files of numbers are read to their end or named by a line', async () => {
  const bytes = readFileSync(new URL('../../../testdata/numbers/sltd.csv', import.meta.url))
  const luck = luckFrom(11)
  for (let turn = 0; turn < 1000; turn++) {
    let said = 0
    const count = (at: ListFault) => {
      said += 1
      assert.ok(listFaults.includes(at.fault) && at.line >= 0 && at.hint.length > 10)
    }
    try {
      await readNumbers(textOf(once(mutatedList(bytes, luck))), {
        found: ({ issuer, number }) => {
          said += 1
          assert.ok(/^[A-Z]{1,3}$/.test(issuer) && /\d/.test(number), `${issuer} ${number}`)
        },
        fault: count,
      })
    } catch (failure) {
      assert.ok(failure instanceof ListEnds, String(failure))
      count(failure.fault)
    }
    assert.ok(said > 0, 'it says nothing')
  }
})

async function* once(bytes: Uint8Array) {
  yield bytes
}
