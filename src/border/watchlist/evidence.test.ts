// What speaks for and against: what is unknown says nothing, and what differs is not outvoted.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { compareNames } from '../../lib/names/compare-names.ts'
import { readName } from '../../lib/names/read-name.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { weigh, type Evidence } from './evidence.ts'
import type { Listed } from './listed.ts'

const among = 12_000
const listed: Listed = {
  alert: 'a', names: ['Mohamed Hassan Abdullahi'], sex: 'M', nationalities: ['SOM'],
  birth: { value: '1987-03-14', precision: 'day' },
  documents: [{ number: 'P0012345', issuer: 'SOM' }],
  list: { code: 'L', name: 'List' }, action: 'refer', priority: 'normal', contact: '',
}

function weighed(name: string, more: Partial<ScreenedPerson> = {}, alert = listed): Evidence {
  const comparison = compareNames(readName(name), readName(alert.names[0]!))
  const best = { comparison, alert: alert.names[0]!, person: name }
  return weigh({ names: [name], ...more }, alert, best, among)
}

const born = (value: string, precision = 'day') =>
  ({ birthDate: { value, precision } }) as Partial<ScreenedPerson>

test('the same person is an alert by name, in another script, and with a slip in the date', () => {
  const cases: [string, Partial<ScreenedPerson>][] = [
    ['MOHAMED HASSAN ABDULLAHI', {}], ['محمد حسن عبدالله', {}],
    ['Maxamed Xasan Cabdullaahi', born('1987-03-14')], ['Mohamed Hassan', born('1987')],
    ['Mohamed Hassan Abdulahi', born('1987-03-17')],
    ['Mohamed Hassan Abdullahi', born('1987-01-01')],
  ]
  for (const [name, more] of cases) assert.equal(weighed(name, more).level, 'alert', name)
})

test('another birth date, another sex or another name is not outvoted by the rest', () => {
  const name = 'Mohamed Hassan Abdullahi'
  assert.equal(weighed(name, born('1961-10-02')).level, undefined)
  assert.equal(weighed(name, { sex: 'F' }).level, undefined)
  assert.equal(weighed('Abshir Nur Warsame', { ...born('1987-03-14'), sex: 'M' }).level, undefined)
})

test('each thing that agrees makes it surer, and what is unknown changes nothing', () => {
  const name = 'Mohamed Hassan Abdullahi'
  const steps = [
    weighed(name, born('1987-06-06')), weighed(name), weighed(name, { nationalities: ['SOM'] }),
    weighed(name, { ...born('1987'), nationalities: ['SOM'] }),
    weighed(name, { ...born('1987-03-14'), nationalities: ['SOM'], sex: 'M' }),
  ]
  const bits = steps.map((each) => each.bits)
  assert.deepEqual(bits, bits.toSorted((a, b) => a - b))
  assert.equal(weighed(name, { sex: 'X' }).bits, weighed(name).bits)
  assert.equal(weighed(name, born('')).bits, weighed(name).bits)
})

test('dates apart by a figure, a swap or a neighbouring year say why', () => {
  const why = (value: string) => weighed('Mohamed Hassan Abdullahi', born(value)).reasons
    .find(({ about }) => about === 'birth-date')!.why
  assert.deepEqual(
    ['1987-03-14', '1987-03-17', '1988-03-14', '1987-03', '1991-12-30'].map(why),
    ['same-birth-date', 'birth-date-one-digit-off', 'birth-year-near', 'birth-date-agrees',
      'other-birth-date'],
  )
})

test('a number hits whatever the name, and on a longer list a name alone says less', () => {
  const bearer = weighed('Abshir Nur Warsame', {
    documents: [{ number: 'P0012345', issuer: 'SOM' }],
  })
  assert.equal(bearer.level, 'alert')
  const comparison = compareNames(readName('Mohamed Ali'), readName('Mohamed Ali'))
  const usual = { comparison, alert: 'Mohamed Ali', person: 'Mohamed Ali' }
  const on = (size: number) => weigh({ names: ['Mohamed Ali'] }, listed, usual, size)
  assert.deepEqual([on(1000).level, on(10_000_000).level], ['alert', 'review'])
  assert.ok(on(1000).score > on(10_000_000).score)
})
