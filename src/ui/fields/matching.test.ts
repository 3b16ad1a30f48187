// Finding one of many by a few letters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matching } from './matching.ts'

const countries = [
  { code: 'CIV', word: 'Côte d’Ivoire', also: ['CI', 'ساحل العاج'] },
  { code: 'ETH', word: 'Ethiopia', also: ['ET', 'إثيوبيا', 'Itoobiya'] },
  { code: 'NER', word: 'Niger', also: ['NE'] },
  { code: 'NGA', word: 'Nigeria', also: ['NG'] },
  { code: 'SSD', word: 'South Sudan', also: ['SS'] },
  { code: 'SDN', word: 'Sudan', also: ['SD', 'السودان'] },
]
const found = (typed: string) => matching(countries, typed).map(({ code }) => code)

test('a code or a whole word comes before words that begin so', () => {
  assert.deepEqual(found('niger'), ['NER', 'NGA'])
  assert.equal(matching(countries, 'niger')[0]!.exactly, true)
  assert.deepEqual(found('sdn'), ['SDN'])
})

test('a word inside a name is found after names that begin so', () => {
  assert.deepEqual(found('sud'), ['SDN', 'SSD'])
  assert.deepEqual(found('ivoire'), ['CIV'])
})

test('accents, Arabic hamza and the name in another language do not matter', () => {
  assert.deepEqual(found('cote'), ['CIV'])
  assert.deepEqual(found('اثيوبيا'), ['ETH'])
  assert.deepEqual(found('itoo'), ['ETH'])
})

test('nothing typed shows all, nonsense shows none', () => {
  assert.equal(found('').length, countries.length)
  assert.deepEqual(found('zzz'), [])
})
