// Every word that an officer reads is there in English, French, Arabic and Somali.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import {
  parse as parseMessage, TYPE, type MessageFormatElement,
} from '@formatjs/icu-messageformat-parser'
import { parse } from 'csv-parse/sync'
import { codeOf, everything, isTest, product } from './house/sources.ts'

const sheets = everything.filter(({ path }) => /^src\/.*words\.csv$/.test(path))
  .map(({ path, text }) => ({ path, rows: parse(text, { bom: true }) as string[][] }))
const words = sheets.flatMap(({ path, rows }) =>
  rows.slice(1).map(([key, ...cells]) => ({ path, key: key!, cells })))

function none(found: readonly string[], rule: string) {
  assert.equal(found.length, 0, `${rule}:\n  ${[...new Set(found)].sort().join('\n  ')}\n`)
}

test('a sheet of words has a key and four languages, and no cell of it is empty', () => {
  none(sheets.filter(({ rows }) => rows[0]!.join() !== 'key,en,fr,ar,so').map(({ path }) => path),
    'another header')
  none(words.filter(({ cells }) => cells.length !== 4 || cells.some((cell) => !cell.trim()))
    .map(({ path, key }) => `${path}: ${key}`), 'a language is lacking')
})

test('a key has its words in one place', () => {
  const first = new Map<string, string>()
  none(words.flatMap(({ path, key }) => {
    const other = first.get(key)
    first.set(key, path)
    return other ? [`${key}: ${other} and ${path}`] : []
  }), 'said twice')
})

test('a message names the same things in every language', () => {
  none(words.filter(({ cells }) =>
    new Set(cells.map((cell) => [...argumentsOf(parseMessage(cell))].sort().join())).size > 1)
    .map(({ path, key }) => `${path}: ${key}`), 'other things in another language')
})

/** The arguments of a message, also inside its plural and select forms. */
function argumentsOf(
  elements: readonly MessageFormatElement[], names = new Set<string>(),
): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    if (element.type === TYPE.tag) argumentsOf(element.children, names)
    else names.add(element.value)
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) argumentsOf(value, names)
    }
  }
  return names
}

test('every reason of a refusal can be read, with what to do next', () => {
  const known = new Set(words.map(({ key }) => key))
  const said = product.filter(
    (source) => !isTest(source) && !/^src\/(simulation|kernel\/sync)\//.test(source.path)
  )
    .flatMap((source) => [
      ...codeOf(source.text, 'with strings').matchAll(/\brefuse\(\s*'([\w-]+)'/g)
    ]
      .map(([, reason]) => ({ path: source.path, key: `refusal.${reason}` })))
  none(said.flatMap(({ path, key }) => [key, `${key}.hint`].filter((each) => !known.has(each))
    .map((each) => `${each} (${path})`)), 'reasons that nobody could read')
})
