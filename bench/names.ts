// How well names of one person are told from names of two, and what that costs at a counter.
// node bench/names.ts [FOLDER]: with the development data, its figures too; without, what is made.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { alertAt } from '../src/border/watchlist/evidence.ts'
import { compareNames } from '../src/lib/names/compare-names.ts'
import { readName, type ReadName } from '../src/lib/names/read-name.ts'
import { damaged, kinPairs, slips, type Damage } from './names-damaged.ts'
import { clerksPairs, luckOf, oneOf, type Luck } from './names-made.ts'
import { ordinaryPeople, peoples, type People } from './ordinary-people.ts'
import { keep, quantile, type Figure } from './results.ts'

const folder = process.env['SAFAR_NAMES_DATA'] ?? process.argv[2] ?? ''
/** The score from which two names are taken for one person's. */
const shipped = 0.5

const score = (a: string, b: string) => compareNames(readName(a), readName(b)).score

interface Scored { same: number[]; other: number[] }

/** The share of pairs of one person that score above a pair of two, ties counting half. */
function areaUnderCurve({ same, other }: Scored): number {
  const all = [...same.map((each) => [each, 1]), ...other.map((each) => [each, 0])]
    .sort((a, b) => a[0]! - b[0]!)
  let ranks = 0
  for (let from = 0; from < all.length;) {
    let to = from
    while (to < all.length && all[to]![0] === all[from]![0]) to += 1
    for (let at = from; at < to; at++) ranks += all[at]![1]! * ((from + to + 1) / 2)
    from = to
  }
  return (ranks - (same.length * (same.length + 1)) / 2) / (same.length * other.length)
}

function recallAt({ same, other }: Scored, share: number): number {
  const least = other.toSorted((a, b) => b - a)[Math.floor(other.length * share)] ?? 0
  return same.filter((each) => each > least).length / same.length
}

function f1({ same, other }: Scored): number {
  const right = same.filter((each) => each >= shipped).length
  const wrong = other.filter((each) => each >= shipped).length
  return (2 * right) / (right + wrong + same.length)
}

function figuresOf(what: string, scored: Scored, goals: { auc?: string; recall?: string } = {}) {
  return [
    { what: `${what}: AUC`, value: areaUnderCurve(scored), unit: '', goal: goals.auc ?? '' },
    {
      what: `${what}: recall at 1 % false positives`, value: recallAt(scored, 0.01), unit: '',
      goal: goals.recall ?? '',
    },
    { what: `${what}: F1 at ${shipped}`, value: f1(scored), unit: '', goal: '' },
  ]
}

const rowsOf = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n')
  .map((line) => line.split('\t'))

/** The weights were learned on the even halves; the odd ones were held out. */
const halves = ['even half, learned on', 'odd half, held out'] as const

const halfOf = (entity = '') => Number(/\d+/.exec(entity)?.[0] ?? 0) % 2

function listed(): Figure[] {
  const positives = rowsOf('ofac/alias-positives.tsv').filter((row) => row[7] === '1')
  const negatives = rowsOf('ofac/negatives.tsv').filter((row) => row[6] === 'false')
  return halves.flatMap((what, half) => {
    const scores = (rows: string[][]) => rows.filter((row) => halfOf(row[1]) === half)
      .map((row) => score(row[4]!, row[5]!))
    return figuresOf(`aliases of listed people, ${what}`,
      { same: scores(positives), other: scores(negatives) }, { auc: '>= .95', recall: '>= .55' })
  })
}

/** Names of two or three words in both scripts; the others differ in one word, or in all. */
function across(file: string, what: string, goals: { auc: string; recall: string }): Figure[] {
  const words = rowsOf(join('transliteration', file)).map(([latin = '', other = '', count]) =>
    ({ latin, other: other.replaceAll(' ', ''), count: Number(count) }))
    .filter(({ latin, other, count }) => count >= 2 && latin.length > 2 && other.length > 2)
  const luck = luckOf(9)
  return halves.flatMap((half, at) => {
    const ours = words.filter((_, place) => place % 2 === at)
    const scored: Scored = { same: [], other: [] }
    for (let made = 0; made < 1000; made++) {
      const name = Array.from({ length: luck() < 0.6 ? 2 : 3 }, () => oneOf(luck, ours))
      const another = luck() < 0.5 ? name.with(Math.floor(luck() * name.length), oneOf(luck, ours))
        : name.map(() => oneOf(luck, ours))
      const latin = name.map((word) => word.latin).join(' ')
      scored.same.push(score(latin, name.map((word) => word.other).join(' ')))
      scored.other.push(score(latin, another.map((word) => word.other).join(' ')))
    }
    return figuresOf(`${what}, ${half}`, scored, goals)
  })
}

/** Brothers, in-laws and children beside the same person with a name less. */
function kin(): Figure[] {
  const people = rowsOf('ofac/individuals.jsonl').map(([line]) =>
    JSON.parse(line!) as { id: string; names: string[] })
  const scored: Scored = { same: [], other: [] }
  for (const { a, b, kind } of kinPairs(people.filter(({ id }) => halfOf(id) === 1), luckOf(7))) {
    scored[kind === 'one person' ? 'same' : 'other'].push(score(a, b))
  }
  return figuresOf('kin of listed people, odd half, held out', scored)
}

/** The pairs that analysts wrote down (src/lib/names/pairs.csv); none of them was learned from. */
function written(): Figure[] {
  const table = parse(readFileSync('src/lib/names/pairs.csv'), { columns: true }) as
    { name1: string; name2: string; verdict: string }[]
  const scored: Scored = { same: [], other: [] }
  for (const { name1, name2, verdict } of table) {
    scored[verdict === 'same' ? 'same' : 'other'].push(score(name1, name2))
  }
  return figuresOf('pairs that analysts wrote down', scored).slice(2)
}

function clerks(): Figure[] {
  return [13, 11].toReversed().flatMap((seed, at) => {
    const scored: Scored = { same: [], other: [] }
    for (const { a, b, same } of clerksPairs(2000, seed)) {
      scored[same ? 'same' : 'other'].push(score(a, b))
    }
    return figuresOf(`Horn, Sahel and Maghreb, ${at === 0 ? 'seed learned on' : 'another seed'}`,
      scored, { auc: '>= .95', recall: '>= .55' })
  })
}

/** A list whose names are found by the keys of their words. */
class NameList {
  readonly #names: ReadName[]
  readonly #byKey = new Map<string, number[]>()

  constructor(names: readonly string[]) {
    this.#names = names.map((name) => readName(name))
    this.#names.forEach((name, at) => {
      for (const key of keysOf(name)) this.#byKey.set(key, [...this.#byKey.get(key) ?? [], at])
    })
  }

  /** The bits of the likest name, of those that share the rarest words. */
  best(text: string, weighed = 60): number {
    const name = readName(text)
    const worth = new Map<number, number>()
    for (const key of keysOf(name)) {
      const holders = this.#byKey.get(key) ?? []
      const bits = Math.log2(this.#names.length / (holders.length || 1))
      for (const at of holders) worth.set(at, (worth.get(at) ?? 0) + bits)
    }
    const likest = [...worth].sort((a, b) => b[1] - a[1]).slice(0, weighed)
    return Math.max(-99, ...likest.map(([at]) => compareNames(name, this.#names[at]!).bits))
  }
}

const keysOf = ({ words }: ReadName) =>
  new Set(words.filter(({ role }) => role === 'name').flatMap(({ keys }) => keys))

const percent = (all: readonly number[], least: number) =>
  (100 * all.filter((bits) => bits >= least).length) / all.length

/** Listed names of the half that was held out, damaged, beside ordinary people: by name alone. */
function atTheCounter(luck: Luck): Figure[] {
  const people = rowsOf('ofac/individuals.jsonl').map(([line]) =>
    JSON.parse(line!) as { id: string; names: string[]; strong: string[] })
  const list = new NameList(people.flatMap(({ names, strong }) => [...names, ...strong]))
  const found = (hows: readonly Damage[]) => people.filter(({ id }) => halfOf(id) === 1)
    .flatMap(({ names, strong }) => {
      const name = damaged(luck, names[0]!, oneOf(luck, hows))
      if (name === undefined) return []
      const read = readName(name)
      return [Math.max(...[...names, ...strong]
        .map((listed) => compareNames(read, readName(listed)).bits))]
    })
  const slipped = found(slips)
  const others = ['word dropped', 'two', 'zone', 'split', 'merged', 'initial'] as const
  return [
    { what: 'listed names with one slip that alert, by name alone',
      value: percent(slipped, alertAt), unit: '%', goal: '>= 98.5' },
    ...others.map((how) => ({ what: `listed names that alert: ${how}`,
      value: percent(found([how]), alertAt), unit: '%', goal: '' })),
    ...peoples.flatMap((kind) => ordinary(kind, { list, slipped, luck })),
  ]
}

function ordinary(
  kind: People, { list, slipped, luck }: { list: NameList; slipped: number[]; luck: Luck },
): Figure[] {
  const bits = ordinaryPeople(folder, { kind, count: 2000, luck }).map((name) => list.best(name))
    .sort((a, b) => b - a)
  const at = (permille: number) => bits[Math.floor((bits.length * permille) / 1000)]! + 1e-9
  return [
    { what: `ordinary people (${kind}) that alert, by name alone`, value: percent(bits, alertAt),
      unit: '%', goal: kind === 'country' ? '<= 0.20' : '' },
    { what: `the same, where 98.5 % with one slip alert`, unit: '%', goal: '',
      value: percent(bits, slipped.toSorted((a, b) => a - b)[Math.floor(slipped.length * 0.015)]!),
    },
    ...[2, 5, 10].map((permille) => ({
      what: `one slip found where ${permille / 10} % of these are`,
      value: percent(slipped, at(permille)), unit: '%', goal: '',
    })),
  ]
}

function speed(): Figure[] {
  const pairs = [...clerksPairs(3000, 5)].map(({ a, b }) => [readName(a), readName(b)] as const)
  const rounds = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage()
    for (const [a, b] of pairs) compareNames(a, b)
    return process.cpuUsage(before).user / pairs.length
  })
  return [{ what: 'two read names compared, median', value: quantile(rounds, 0.5), unit: 'µs',
    goal: '<= 10' }]
}

/** Names that nobody has, of every script, and how long the slowest takes. */
function hostile(count: number): Figure[] {
  const luck = luckOf(99)
  const pieces = ['a', 'bdul', ' ', '-', '\'', 'ال', 'عبد', 'محمد', '\u200f', '\u0000',
    'ß', 'Ш', 'አ', '王', '😀', 'א', 'x', 'cabdi', '<', '<<', ',', '.', '7', 'al', 'bin',
    'abu ', 'din', 'é', '\ud800']
  let slowest = 0
  for (let made = 0; made < count; made++) {
    const text = () => Array.from({ length: Math.floor(luck() ** 3 * 120) }, () =>
      oneOf(luck, pieces)).join('')
    const [a, b] = [text(), text()]
    const took = () => {
      const from = process.cpuUsage()
      const sure = score(a, b)
      if (!(sure >= 0 && sure <= 1)) throw new Error('a score that is none')
      return process.cpuUsage(from).user / 1000
    }
    // What was slow and is not slow again was the collector of garbage.
    const first = took()
    slowest = Math.max(slowest, first < 5 ? first : Math.min(first, took(), took()))
  }
  return [{
    what: `${count} hostile pairs, the slowest (processor)`, value: slowest, unit: 'ms',
    goal: '< 50',
  }]
}

const withData = existsSync(join(folder, 'ofac')) && folder !== ''
keep('names', [
  ...clerks(), ...written(),
  ...withData ? [
    ...listed(), ...kin(),
    ...across('wd_arabic_80', 'Arabic and Latin', { auc: '>= .95', recall: '>= .65' }),
    ...across('wd_russian_80', 'Cyrillic and Latin', { auc: '>= .98', recall: '>= .92' }),
    ...atTheCounter(luckOf(21)),
  ] : [],
  ...speed(), ...hostile(200_000),
])
