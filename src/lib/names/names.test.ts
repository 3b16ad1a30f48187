// One person's name in other spellings and scripts is near, and another person's is not.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { compareNames } from './compare-names.ts'
import { KEYS_VERSION, foldName, nameKey } from './fold-name.ts'
import { readName } from './read-name.ts'
import { skeleton, skeletons } from './skeleton.ts'

const compared = (a: string, b: string) => compareNames(readName(a), readName(b))
const score = (a: string, b: string) => compared(a, b).score
/** The score from which two names are taken for one person's. */
const same = 0.5

test('a name is folded to plain words, whatever its script', () => {
  const folded: [string, string][] = [
    ['محمد عبد الرحمن علي', 'mhmd abdrhmn aly'], ['عبدالله', 'abdallah'],
    ['Cabdiraxmaan Maxamed Cali', 'abdrahmaan mahamed ali'],
    ['Abdul Rahman Mohamed Ali', 'abdrahman mohamed ali'], ['مُحَمَّـــد', 'mhmd'],
    ['ABDULRAHMAN<<MOHAMMED<ALI', 'mohammed ali abdrahman'], ['O’Brien-Müller', 'obrien mueller'],
    ['\u202Bعلي\u202C', 'aly'], ['MXHMWD<EBDALRXHYM', 'mhmwd abdrhym'], ['پروین گل', 'prwyn gl'],
    ['አበበ ቢቂላ', 'abebe bikila'], ['Владимир', 'vladimir'], ['Usama bin Ladin', 'usama ladin'],
    ['al-Hassan', 'hassan'], ['Abu Bakr', 'abubakr'], ['FNU Zahir', 'zahir'], ['Al', 'al'],
    ['Alexander Carlos', 'alexander carlos'], ['Ｊｏｈｎ', 'john'], ['', ''], ['—', ''],
    ['Володимир Зеленський', 'volodimir zelenskiy'], ['习近平', 'xi jinping'], ['\0Ali\0', 'ali'],
    ['Nur al-Din Zengi', 'nurdin zengi'], ['Sheikh Omar', 'omar'], ['Sheikh', 'sheikh'],
  ]
  for (const [name, words] of folded) assert.equal(foldName(name).join(' '), words, name)
})

test('spellings of one word share their bones', () => {
  const families = [
    ['mohamed', 'mohammed', 'muhammad', 'mahamed', 'mhmd', 'mehmet'],
    ['gaddafi', 'qadhafi', 'qdhafy'],
    ['jama', 'jaama', 'gamaa'], ['yusuf', 'youssouf', 'ywsf'],
    ['hassan', 'hasan', 'hsn'], ['shukri', 'chukri', 'shwkry'], ['ibrahim', 'abrahym', 'ibraahiim'],
  ]
  for (const family of families) {
    assert.deepEqual(new Set(family.map(skeleton)).size, 1, family.join())
  }
  assert.equal(skeleton('ooyo'), 'O')
  assert.ok(skeletons('mukhamed').includes(skeleton('muhamed')))
  assert.ok(skeletons('alhassan').includes(skeleton('hassan')))
})

test('a key does not depend on the order of the parts', () => {
  assert.equal(nameKey(['Cali', 'Maxamed Cabdi']), nameKey('Abdi Mohamed Ali'))
  assert.ok(nameKey('Ali').startsWith(`${KEYS_VERSION}:`))
  assert.notEqual(nameKey('Anna Eriksson'), nameKey('Anna Larsson'))
})

const table = parse(readFileSync(new URL('./pairs.csv', import.meta.url)), { columns: true }) as
  { name1: string; name2: string; verdict: 'same' | 'different'; why: string; judged: string }[]

test('the pairs of names in pairs.csv are judged as analysts do, but for those so marked', () => {
  const wrong = table.filter(({ name1, name2, verdict, judged }) =>
    (score(name1, name2) >= same === (verdict === 'same')) !== (judged === ''))
  assert.deepEqual(wrong.map(({ name1, name2, verdict, why }) =>
    `${name1} | ${name2}: ${score(name1, name2).toFixed(3)}, ${verdict}: ${why}`), [])
  const otherwise = table.filter(({ judged }) => judged !== '')
  assert.ok(otherwise.length <= table.length / 15, `${otherwise.length} are judged otherwise`)
})

test('each pair of words says why it stands together', () => {
  const why = (a: string, b: string) => compared(a, b).aligned
    .map((pair) => `${pair.a}/${pair.b} ${pair.why}`)
  assert.deepEqual(why('Anna Maria Eriksson', 'Eriksson Anna'),
    ['Anna/Anna order', 'Eriksson/Eriksson order', 'Maria/ missing'])
  assert.deepEqual(why('A Eriksson', 'Anna Erikson'),
    ['A/Anna initial', 'Eriksson/Erikson spelling'])
  assert.deepEqual(why('محمد', 'Mohamed'), ['محمد/Mohamed script'])
  assert.deepEqual(why('Johnson', 'Johmson'), ['Johnson/Johmson typo'])
  assert.deepEqual(why('Sheikh Omar', 'Omar Sheikh'), ['Sheikh/Sheikh title', 'Omar/Omar order'])
  assert.deepEqual(why('Ali Farah', 'Omar Farah'),
    ['Farah/Farah exact', 'Ali/ different', '/Omar different'])
})

test('any two texts are compared, alike both ways, and a name is like itself', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({
    unit: fc.constantFrom(...'abcdhiklmnorstuxyz -ابدحرعلمهوي<'), maxLength: 30 }))
  fc.assert(fc.property(text, text, (a, b) => {
    const [one, other] = [readName(a), readName(b)]
    const there = compareNames(one, other).score
    assert.ok(there >= 0 && there <= 1)
    assert.equal(there, compareNames(other, one).score)
    for (const { word } of one.words) assert.match(word, /^[a-z]+$/)
  }), { numRuns: 2000 })
})

test('a paste of thousands of names is cut to sixteen words', () => {
  assert.ok(foldName('Mohamed '.repeat(30_000)).length <= 16)
})

test('a zone that is full may have cut its last word, and no other', () => {
  const cutIn = (zone: string) =>
    readName(zone, { mrz: true }).words.filter(({ cut }) => cut).map(({ as }) => as)
  assert.deepEqual(cutIn('TRAORE<<SOULEYMANE<ABDOULAYE<MAMADOU<SE'), ['SE'])
  assert.deepEqual(cutIn('TRAORE<<SOULEYMANE<ABDOULAYE<MAMADOU<<<'), [])
  assert.deepEqual(cutIn('TRAORE<<SOULEYMANE'), [])
})

test('the kinds of words of a name are told apart', () => {
  const roles = (name: string) => readName(name).words.map(({ as, role }) => `${as} ${role}`)
  assert.deepEqual(roles('Dr. Ayman M. al-Zawahiri'),
    ['Dr title', 'Ayman name', 'M initial', 'al particle', 'Zawahiri name'])
  assert.deepEqual(roles('FNU Zahir bin Omar'),
    ['FNU missing', 'Zahir name', 'bin particle', 'Omar name'])
  assert.deepEqual(roles('Abd al-Rahman 7asan'), ['Abd al Rahman name', '7asan name'])
  assert.deepEqual(roles('😀 \0'), [])
})
