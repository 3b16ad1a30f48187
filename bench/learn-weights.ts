// Makes the weights that names are scored with: prints them for src/lib/names/score.ts.
// node bench/learn-weights.ts FOLDER: the development data (README). Learned on the even halves.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alignmentOf } from '../src/lib/names/compare-names.ts'
import { readName, type ReadName } from '../src/lib/names/read-name.ts'
import { countedIn, type Counted } from '../src/lib/names/score.ts'
import { damaged, kinPairs, slips, type Damage } from './names-damaged.ts'
import { clerksPairs, luckOf, oneOf } from './names-made.ts'
import { ordinaryPeople, type People } from './ordinary-people.ts'

const folder = process.env['SAFAR_NAMES_DATA'] ?? process.argv[2] ?? ''
if (folder === '') throw new Error('learn-weights FOLDER: with ofac/, transliteration/ and names/')
const rowsOf = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n')
  .map((line) => line.split('\t'))
const rounds = 2000

interface Example { counted: Counted; same: boolean; weight: number }
/** Pairs of one kind; both its halves weigh as much as is said. */
interface Kind { examples: Omit<Example, 'weight'>[]; same: number; other: number }

/** What works for two names being one; all else may only work against it. */
const inFavour = new Set<string>(['start', 'shared', 'enough', 'covered'])

function kindOf(
  pairs: Iterable<{ a: string | ReadName; b: string | ReadName; same: boolean }>,
  { same, other }: { same: number; other: number },
): Kind {
  const read = (name: string | ReadName) => typeof name === 'string' ? readName(name) : name
  const examples: Kind['examples'] = []
  for (const pair of pairs) {
    const counted = countedIn(alignmentOf(read(pair.a), read(pair.b)))
    if (counted) examples.push({ counted, same: pair.same })
  }
  return { examples, same, other }
}

function weighed(kinds: readonly Kind[]): Example[] {
  return kinds.flatMap(({ examples, same, other }) => {
    const ones = examples.filter((each) => each.same).length || 1
    const twos = examples.length - ones || 1
    return examples.map((each) => ({ ...each, weight: each.same ? same / ones : other / twos }))
  })
}

/** A logistic regression by accelerated descent, on scaled counts, within the signs allowed. */
function regression(examples: readonly Example[]): Record<string, number> {
  const names = Object.keys(examples[0]!.counted)
  const scales = names.map((name) => Math.sqrt(examples.reduce((sum, { counted }) =>
    sum + counted[name as keyof Counted] ** 2, 0) / examples.length) || 1)
  const rows = examples.map(({ counted }) => Float64Array.from(names, (name, at) =>
    ((inFavour.has(name) ? 1 : -1) * counted[name as keyof Counted]) / scales[at]!))
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  let now = new Float64Array(names.length)
  let before = now
  for (let round = 1; round <= rounds; round++) {
    const ahead = now.map((each, at) => each + ((round - 1) / (round + 2)) * (each - before[at]!))
    const slope = new Float64Array(names.length)
    rows.forEach((row, at) => {
      const { same, weight } = examples[at]!
      let odds = 0
      for (let place = 0; place < row.length; place++) odds += row[place]! * ahead[place]!
      const wrong = weight * (1 / (1 + Math.exp(-odds)) - Number(same))
      for (let place = 0; place < row.length; place++) slope[place]! += wrong * row[place]!
    })
    before = now
    now = ahead.map((each, at) => {
      const moved = each - (1.5 * (slope[at]! / total + (at > 0 ? 1e-4 * each : 0)))
      return names[at] === 'start' ? moved : Math.max(0, moved)
    })
  }
  return Object.fromEntries(names.map((name, at) =>
    [name, ((inFavour.has(name) ? 1 : -1) * now[at]!) / scales[at]!]))
}

const luck = luckOf(5)
const isEven = (entity = '') => Number(/\d+/.exec(entity)?.[0] ?? 0) % 2 === 0

function* aliases() {
  for (const row of rowsOf('ofac/alias-positives.tsv')) {
    if (row[7] === '1' && isEven(row[1])) yield { a: row[4]!, b: row[5]!, same: true }
  }
  yield* others()
}

function* others() {
  for (const row of rowsOf('ofac/negatives.tsv')) {
    if (row[6] === 'false' && isEven(row[1])) yield { a: row[4]!, b: row[5]!, same: false }
  }
}

function* across(file: string) {
  const isTaken = ([latin = '', other = '', count]: string[], at: number) =>
    at % 2 === 0 && Number(count) >= 2 && latin.length > 2 && other.length > 4
  const words = rowsOf(join('transliteration', file)).filter(isTaken)
    .map(([latin, other]) => ({ latin: latin!, other: other!.replaceAll(' ', '') }))
  for (let made = 0; made < 1500; made++) {
    const name = Array.from({ length: luck() < 0.6 ? 2 : 3 }, () => oneOf(luck, words))
    const another = luck() < 0.5 ? name.with(Math.floor(luck() * name.length), oneOf(luck, words))
      : name.map(() => oneOf(luck, words))
    const a = name.map((word) => word.latin).join(' ')
    yield { a, b: name.map((word) => word.other).join(' '), same: true }
    yield { a, b: another.map((word) => word.other).join(' '), same: false }
  }
}

interface Listed { id: string; names: string[]; strong: string[] }
const people = rowsOf('ofac/individuals.jsonl').map(([line]) => JSON.parse(line!) as Listed)

const even = people.filter(({ id }) => isEven(id))

function* hurt(hows: readonly Damage[]) {
  for (const { names } of even) {
    const name = damaged(luck, names[0]!, oneOf(luck, hows))
    if (name !== undefined) yield { a: names[0]!, b: name, same: true }
  }
}

const kin = [...kinPairs(even, luck)]
function kinOf(...kinds: (typeof kin[number]['kind'])[]) {
  return kin.filter(({ kind }) => kinds.includes(kind))
    .map(({ a, b, kind }) => ({ a, b, same: kind === 'one person' }))
}

const list = people.flatMap(({ names, strong }) => [...names, ...strong].map((name) =>
  readName(name)))
const byKey = new Map<string, number[]>()
const keysOf = ({ words }: ReadName) => new Set(
  words.filter(({ role }) => role === 'name').flatMap(({ keys }) => keys))
list.forEach((name, at) => {
  for (const key of keysOf(name)) byKey.set(key, [...byKey.get(key) ?? [], at])
})

/** Ordinary people beside the two dozen listed names that share the rarest of their words. */
function* strangers(kind: People) {
  for (const text of ordinaryPeople(folder, { kind, count: 1500, luck })) {
    const name = readName(text)
    const worth = new Map<number, number>()
    for (const key of keysOf(name)) {
      const holders = byKey.get(key) ?? []
      for (const at of holders) {
        worth.set(at, (worth.get(at) ?? 0) + Math.log2(list.length / holders.length))
      }
    }
    const near = [...worth].sort((a, b) => b[1] - a[1]).slice(0, 24)
    for (const [at] of near) yield { a: name, b: list[at]!, same: false }
  }
}

function print(what: string, weights: Record<string, number>): void {
  const text = Object.entries(weights).map(([name, weight]) => `${name}: ${weight.toFixed(3)}`)
  process.stdout.write(`${what}\n  ${text.join(', ')}\n`)
}

const both = (share: number) => ({ same: share, other: share })
const alone = (share: number) => ({ same: share, other: 0 })
const against = (share: number) => ({ same: 0, other: share })
const badly: Damage[] = ['word dropped', 'two', 'zone', 'split', 'merged', 'initial']
const [hurtOnce, hurtBadly] = [[...hurt(slips)], [...hurt(badly)]]
print('amongPairs', regression(weighed([
  kindOf(aliases(), both(4)), kindOf([...clerksPairs(2000, 11)], both(3)),
  kindOf(across('wd_arabic_80'), both(1)), kindOf(across('wd_russian_80'), both(1)),
  kindOf(kinOf('one person', 'kin'), { same: 1, other: 1.5 }),
  kindOf(kinOf('child'), against(0.2)),
  kindOf(hurtOnce, alone(1.5)), kindOf(hurtBadly, alone(0.6)),
])))
// Nearly nobody is listed: strangers weigh some fifty times as much.
print('amongPeople', regression(weighed([
  kindOf(hurtOnce, alone(1)), kindOf(hurtBadly, alone(0.25)),
  kindOf(strangers('country'), against(30)), kindOf(strangers('two surnames'), against(9)),
  kindOf(strangers('Arab forenames'), against(3)), kindOf(strangers('chain'), against(15)),
])))
