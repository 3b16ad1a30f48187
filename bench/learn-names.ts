// Makes the tables that src/lib/names is weighed with from public lists: how often words are names,
// what stands for what in other spellings and scripts, and which names are short for which.
// node bench/learn-names.ts FOLDER: with transliteration/ and names/ in it (README says which).

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { fromSomali, soundsOf, SOUNDS } from '../src/lib/names/sounds.ts'
import { romanise, scriptOf } from '../src/lib/names/romanise.ts'
import { skeleton } from '../src/lib/names/skeleton.ts'
import { readName } from '../src/lib/names/read-name.ts'
import { usualNames } from '../src/lib/names/name-families.ts'

const folder = process.env['SAFAR_NAMES_DATA'] ?? process.argv[2] ?? ''
const made = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src/lib/names')
const rounds = 8
const size = SOUNDS.length + 1

interface Spelled { latin: string; other: string; count: number }

/** The lists of Latin words with their Arabic or Russian letters, and how many people have both. */
function spelledIn(name: string): Spelled[] {
  return readFileSync(join(folder, 'transliteration', name), 'utf8').trim().split('\n')
    .map((line) => line.split('\t')).map(([latin = '', letters = '', count = '1']) => ({
      latin: romanise(latin, 'latin'), other: letters.replaceAll(' ', ''), count: Number(count),
    })).filter(({ latin }) => /^[a-z]{2,}$/.test(latin))
}

const placeOf = (sound: string) => SOUNDS.indexOf(sound) + 1
const codes = (word: string) => Array.from(soundsOf(word).slice(0, 20), placeOf)

/** How likely each sound is to stand for each, by expectation and maximisation over pairs. */
function likelihoods(pairs: readonly [number[], number[], number][]): Float64Array {
  let chance = new Float64Array(size * size)
  for (let x = 0; x < size; x++) {
    for (let y = 0; y < size; y++) {
      if (x + y > 0) chance[x * size + y] = x === y ? 0.6 / size : x * y === 0 ? 0.004 : 0.0004
    }
  }
  for (let round = 0; round < rounds; round++) {
    const counted = new Float64Array(size * size).fill(0.02)
    counted[0] = 0
    for (const [a, b, weight] of pairs) count(a, b, { weight, chance, counted })
    const total = counted.reduce((sum, each) => sum + each, 0)
    chance = counted.map((each) => each / total)
  }
  return chance
}

function count(
  a: number[], b: number[],
  { weight, chance, counted }: { weight: number; chance: Float64Array; counted: Float64Array },
): void {
  const [m, n] = [a.length, b.length]
  const wide = n + 1
  const before = new Float64Array((m + 1) * wide)
  const after = new Float64Array((m + 1) * wide)
  before[0] = 1
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      let sum = before[i * wide + j]!
      if (i > 0 && j > 0) {
        sum += before[(i - 1) * wide + j - 1]! * chance[a[i - 1]! * size + b[j - 1]!]!
      }
      if (i > 0) sum += before[(i - 1) * wide + j]! * chance[a[i - 1]! * size]!
      if (j > 0) sum += before[i * wide + j - 1]! * chance[b[j - 1]!]!
      before[i * wide + j] = sum
    }
  }
  after[m * wide + n] = 1
  for (let i = m; i >= 0; i--) {
    for (let j = n; j >= 0; j--) {
      let sum = after[i * wide + j]!
      if (i < m && j < n) sum += after[(i + 1) * wide + j + 1]! * chance[a[i]! * size + b[j]!]!
      if (i < m) sum += after[(i + 1) * wide + j]! * chance[a[i]! * size]!
      if (j < n) sum += after[i * wide + j + 1]! * chance[b[j]!]!
      after[i * wide + j] = sum
    }
  }
  const all = before[m * wide + n]!
  if (all <= 0) return
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      const here = (before[i * wide + j]! * weight) / all
      const take = (x: number, y: number, rest: number) => {
        counted[x * size + y]! += here * chance[x * size + y]! * rest
      }
      if (i < m && j < n) take(a[i]!, b[j]!, after[(i + 1) * wide + j + 1]!)
      if (i < m) take(a[i]!, 0, after[(i + 1) * wide + j]!)
      if (j < n) take(0, b[j]!, after[i * wide + j + 1]!)
    }
  }
}

/** The most that one sound for another may cost: a slip of the hand takes any for any. */
const [dearestChange, dearestGap] = [6, 5]
/** Sounds that one people writes where another writes the next, whatever the word. */
const akin = ['bpv', 'dtDT', 'szSZC', 'kqgGXcCj', 'hXG', 'jyi', 'zTDd', 'sT', 'fvp', 'wuov', 'cCsS',
  'jZg', 'xk']
/** Letters that a reader takes for each other. */
const alikeToReaders = ['il', 'nh', 'mn', 'uv', 'ce', 'ln', 'tl', 'tf']
const vowels = 'aeiouy'
const isIn = (groups: readonly string[], a: string, b: string) =>
  groups.some((group) => group.includes(a) && group.includes(b))

/** What is known of spelling before anything is learned, in bits; `vowelless` is the first word. */
function ruled(a: string, b: string, vowelless: boolean): number {
  if (a === b) return 0
  if (a === '' || b === '') {
    const sound = a || b
    if (vowelless && 'aeiou'.includes(sound)) return a === '' ? 0.15 : 0.6
    return vowels.includes(sound) ? 1.3 : 'hw'.includes(sound) ? 1.4 : dearestGap
  }
  let cost: number = isIn(akin, a, b) ? 1.6 : dearestChange
  if (vowels.includes(a) && vowels.includes(b)) cost = Math.min(cost, 1)
  if (vowelless && vowels.includes(b)) {
    if (a === 'a') cost = Math.min(cost, 0.3)
    if ('wy'.includes(a)) cost = Math.min(cost, 0.6)
  }
  return !vowelless && isIn(alikeToReaders, a, b) ? Math.min(cost, 4) : cost
}

const soundsAll = ['', ...SOUNDS]
const table = (cost: (x: number, y: number) => number): string[] => soundsAll.map((_, x) =>
  soundsAll.map((__, y) => Math.round(10 * cost(x, y))).join(' '))
const byRule = (x: number, y: number, vowelless = false) =>
  ruled(soundsAll[x]!, soundsAll[y]!, vowelless)

/** Costs in bits, beside what a sound most often stands for; by rule where that is less. */
function learned(chance: Float64Array, vowelless: boolean): string[] {
  const most = (places: Iterable<number>) => Math.max(...Array.from(places, (at) => chance[at]!))
  const each = soundsAll.map((_, place) => place)
  const best = each.map((x) => most(each.map((y) => x * size + y)))
  const bestTo = each.map((y) => most(each.map((x) => x * size + y)))
  // A sound that the lists hardly have stands for nothing that could be learned.
  const seen = (x: number) => best[x]! > 1e-5
  return table((x, y) => {
    const rule = byRule(x, y, vowelless)
    if (x + y === 0 || (x > 0 && !seen(x)) || bestTo[y]! <= 1e-5) return rule
    const fit = chance[x * size + y]! / (x === 0 ? bestTo[y]! : y === 0 ? best[x]!
      : Math.sqrt(best[x]! * bestTo[y]!))
    const dearest = x === 0 || y === 0 ? dearestGap : dearestChange
    return Math.min(rule, dearest, Math.max(0, -Math.log2(fit)))
  })
}

function learnSounds(): void {
  const arabic = [...spelledIn('wd_arabic_80'), ...['train', 'eval'].flatMap((part) =>
    readFileSync(join(folder, 'transliteration', `ar2en-${part}.txt`), 'utf8').trim().split('\n')
      .map((line) => line.split('\t')).map(([other = '', latin = '']) => (
        { latin: romanise(latin, 'latin'), other, count: 1 })))]
    .filter(({ latin }) => /^[a-z]{2,}$/.test(latin))
  const across = (all: Spelled[]) => all.map(({ latin, other, count }) => [
    codes(romanise(other, scriptOf(other))), codes(latin), count ** 0.3,
  ] as [number[], number[], number])
  const tables = [
    table((x, y) => byRule(x, y)), learned(likelihoods(across(arabic)), true),
    learned(likelihoods(across(spelledIn('wd_russian_80'))), false),
  ]
  writeFileSync(join(made, 'sound-costs.json'), `${JSON.stringify({ tables }, null, 1)}\n`)
}

/** Each list counts for as much: people of the reference works, forenames, surnames, the South. */
const shares = { known: 0.4, forenames: 0.2, surnames: 0.15, islamic: 0.25 }
const bitsMost = 17
const bitsMostOfWord = 18

function learnFrequencies(): void {
  const known = new Map<string, number>()
  for (const { latin, count } of [...spelledIn('wd_arabic_80'), ...spelledIn('wd_russian_80')]) {
    known.set(latin, (known.get(latin) ?? 0) + count)
  }
  const byRank = (file: string) => {
    const rows = parse(readFileSync(join(folder, 'names', file)), { columns: true, bom: true }) as
      Record<string, string>[]
    const words = new Map<string, number>()
    for (const row of rows) {
      const rank = Number(row['Rank'] ?? row['Index'])
      const name = row['Romanized Name'] || row['Localized Name'] || ''
      for (const { word, role } of readName(name).words) {
        if (role === 'name') words.set(word, (words.get(word) ?? 0) + 1 / (rank + 3))
      }
    }
    return words
  }
  const islamic = new Map(usualNames().flatMap((spellings, rank) =>
    spellings.map((word) => [fromSomali(word), 1 / (rank + 4) / spellings.length] as const)))
  const shareOf = new Map<string, number>()
  const wordShare = new Map<string, number>()
  const mix = (words: ReadonlyMap<string, number>, share: number) => {
    const total = [...words.values()].reduce((sum, each) => sum + each, 0)
    for (const [word, each] of words) {
      const key = skeleton(word)
      shareOf.set(key, (shareOf.get(key) ?? 0) + (share * each) / total)
      wordShare.set(word, (wordShare.get(word) ?? 0) + (share * each) / total)
    }
  }
  mix(known, shares.known)
  mix(byRank('common-forenames-by-country.csv'), shares.forenames)
  mix(byRank('common-surnames-by-country.csv'), shares.surnames)
  mix(islamic, shares.islamic)
  const text = [classed(shareOf, bitsMost), classed(wordShare, bitsMostOfWord)]
  writeFileSync(
    join(made, 'word-rarity.json'), `{ "sounds": ${text[0]}, "words": ${text[1]} }\n`,
  )
}

/** Shares as bits, to the half, with all that are as rare in one text. */
function classed(shareOf: ReadonlyMap<string, number>, most: number): string {
  const classes: Record<string, string[]> = {}
  for (const [key, share] of [...shareOf].sort()) {
    const bits = Math.round(-Math.log2(share) * 2) / 2
    if (bits < most) (classes[bits] ??= []).push(key)
  }
  const sorted = Object.entries(classes).sort(([a], [b]) => Number(a) - Number(b))
  const text = sorted.map(([bits, keys]) => `  "${bits}": ${JSON.stringify(keys.join(' '))}`)
  return `{\n${text.join(',\n')}\n}`
}

function learnNicknames(): void {
  const text = readFileSync(join(folder, 'names/nicknames.csv'), 'utf8')
  const lines = text.trim().split('\n').slice(1)
  const of = new Map<string, string[]>()
  for (const line of lines) {
    const [full = '', , short = ''] = line.trim().split(',')
    if (full && short && full !== short) of.set(full, [...(of.get(full) ?? []), short])
  }
  const sorted = [...of].sort().map(([full, short]) => `  "${full}": "${short.sort().join(' ')}"`)
  writeFileSync(join(made, 'nicknames.json'), `{\n${sorted.join(',\n')}\n}\n`)
}

/** A word with fewer people than this in the reference works may be a slip itself. */
const leastPeople = 2
/** A way of hearing a word that fewer of its bearers have than this is another name's. */
const leastShare = 0.05

/**
 * Words that the reference works write alike in Cyrillic, or in Arabic letters, are one name heard
 * once: Smith and Smyth. Two that are both known and never written alike are two names.
 */
function learnHeard(): void {
  const groups = ['wd_russian_80', 'wd_arabic_80'].map((file) => {
    const heard = new Map<string, Map<string, number>>()
    for (const { latin, other, count } of spelledIn(file)) {
      const ways = heard.get(latin) ?? new Map<string, number>()
      heard.set(latin, ways.set(other, (ways.get(other) ?? 0) + count))
    }
    const group = new Map<string, string[]>()
    for (const [latin, ways] of [...heard].sort()) {
      const people = [...ways.values()].reduce((sum, each) => sum + each, 0)
      if (people < leastPeople) continue
      for (const [way, count] of ways) {
        if (count >= leastShare * people) group.set(way, [...group.get(way) ?? [], latin])
      }
    }
    return [...group.values()]
  })
  const together = groups.map((all) => all.filter(({ length }) => length > 1))
  const met = new Set(together.flat(2))
  const alone = groups.map((all) => all.flat().filter((word) => !met.has(word)))
  const text = (words: readonly string[]) => [...new Set(words)].sort().join(' ')
  const [cyrillic, arabic] = together.map((all) => all.map(text).sort().join('|'))
  const [alonePlain, aloneArabic] = alone.map(text)
  writeFileSync(join(made, 'heard-alike.json'),
    `${JSON.stringify({ cyrillic, arabic, alone: { cyrillic: alonePlain, arabic: aloneArabic } },
      null, 1)}\n`)
}

if (folder === '') throw new Error('learn-names FOLDER: with transliteration/ and names/')
learnNicknames()
learnHeard()
learnFrequencies()
learnSounds()
