// Word sheets: what is missing, doubled or unequal in four languages stops the build.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sheetsOf } from './words.ts'
import { voice } from '../words.ts'

const sheet = (rows: string) => [{ path: 'words.csv', text: `key,en,fr,ar,so\n${rows}` }]

test('a missing cell is named with its key and language', () => {
  assert.throws(() => sheetsOf(sheet('stay,Stay,Séjour,,Joog')), /stay has no words in ar/)
})

test('a key that two capabilities use is named with both sheets', () => {
  const one = sheet('stay,Stay,Séjour,إقامة,Joog')
  assert.throws(
    () => sheetsOf([...one, { ...one[0]!, path: 'other.csv' }]),
    /other\.csv: stay is already in words\.csv/,
  )
})

test('a translation that forgets a value, or invents one, is named', () => {
  const days = sheet('days,{days} days,{jours} jours,{days} يومًا,{days} maalmood')
  assert.throws(() => sheetsOf(days), /days names other values in fr than in en/)
})

test('a message that cannot be read is named', () => {
  assert.throws(() => sheetsOf(sheet('days,{days,{days},{days},{days}')), /days|columns/i)
})

test('every word of the product is there in four languages', () => {
  const source = fileURLToPath(new URL('../..', import.meta.url))
  const files = globSync('**/words.csv', { cwd: source })
    .map((path) => ({ path, text: readFileSync(`${source}/${path}`, 'utf8') }))
  const sheets = sheetsOf(files)
  assert.deepEqual(Object.keys(sheets.ar).sort(), Object.keys(sheets.en).sort())
})

test('Arabic counts one, two, few and many in their own ways, with Latin digits', () => {
  const path = fileURLToPath(new URL('../words.csv', import.meta.url))
  const { ar } = sheetsOf([{ path, text: readFileSync(path, 'utf8') }])
  const say = voice(ar, 'ar')
  assert.equal(say('seconds', { seconds: 1 }), 'ثانية واحدة')
  assert.equal(say('seconds', { seconds: 2 }), 'ثانيتان')
  assert.equal(say('seconds', { seconds: 5 }), '5 ثوانٍ')
  assert.equal(say('seconds', { seconds: 25 }), '25 ثانية')
})

test('a name in another script is isolated in an Arabic sentence, not in an English one', () => {
  const sheets = sheetsOf(sheet('hello,Seen {name},Vu {name},رُئي {name},La arkay {name}'))
  assert.equal(voice(sheets.ar, 'ar')('hello', { name: 'OTIENO' }), 'رُئي \u2068OTIENO\u2069')
  assert.equal(voice(sheets.en, 'en')('hello', { name: 'OTIENO' }), 'Seen OTIENO')
})

test('words that are not there are seen at the first look', () => {
  assert.equal(voice({}, 'en')('crossings.none'), '⟦crossings.none⟧')
})
