// Tens of millions of numbers of stolen documents: building, memory, loading, and one question.

import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListedNumbers } from '../src/border/lists/numbers-gathered.ts'
import { numberKey } from '../src/border/travellers/number-terms.ts'
import type { Node } from '../src/kernel/node.ts'
import { keyOf } from '../src/lib/membership/fuse-filter.ts'
import { mistakenOneIn, NumbersFilter } from '../src/lib/membership/numbers-filter.ts'
import { keptNumbers } from '../src/nodes/kept-numbers.ts'
import { keep, quantile, type Figure } from './results.ts'

/** How many numbers: ten million unless told. */
const count = Number(process.argv[4] ?? 10_000_000)
const issuers = ['SOM', 'KEN', 'ETH', 'UGA', 'TZA', 'YEM', 'FRA', 'GBR']

/** A number as passports have them: two letters and seven figures, no two alike. */
function document(at: number) {
  const mixed = (at * 7_368_787) % 6_760_000_000
  const letters = Math.floor(mixed / 10_000_000)
  const letter = (place: number) => String.fromCharCode(65 + place)
  const number = letter(Math.floor(letters / 26)) + letter(letters % 26)
    + String(mixed % 10_000_000).padStart(7, '0')
  return { issuer: issuers[at % issuers.length]!, type: 'P', number }
}

const figures: Figure[] = []
measured()
keep(`stolen-numbers-${count}`, figures)

function measured(): void {
  const folder = mkdtempSync(join(tmpdir(), 'safar-numbers-'))
  const node = {
    folder, keys: { storeKey: Buffer.alloc(32, 7), identity: { kind: 'post' } },
  } as unknown as Node
  const say = (what: string, value: number, unit: string, goal?: string) =>
    figures.push({ what: `${count / 1e6} M numbers, ${what}`, value, unit, ...(goal && { goal }) })
  const [before, kept] = [process.memoryUsage().rss, keptNumbers(node)]
  let started = process.cpuUsage().user
  const seconds = () => {
    const now = process.cpuUsage().user
    const taken = (now - started) / 1e6
    started = now
    return taken
  }
  const numbers = new ListedNumbers(kept.exactly)
  for (let at = 0; at < count; at++) numbers.add(document(at))
  say('gathered, CPU', seconds(), 's')
  const keeping = kept.keep('v')
  const slices: number[] = []
  let last = performance.now()
  for (const piece of numbers.pieces(() => {})) {
    keeping.piece(piece)
    slices.push(performance.now() - last)
    last = performance.now()
  }
  keeping.done()
  say('filter built and sealed, CPU', seconds(), 's')
  say('longest time without a turn for the counter', Math.max(...slices), 'ms', '≤ 100')
  say('memory while building, peak over before', (process.resourceUsage().maxRSS * 1024 - before)
    / 1e6, 'MB')
  say('file', statSync(join(folder, 'numbers', 'v.numbers')).size / count, 'bytes a number')
  const filter = new NumbersFilter(kept.filter('v')!)
  say('loaded at start, CPU', seconds(), 's')
  say('memory of the filter', filter.bytes / count, 'bytes a number', '≤ 3')
  questions(filter, say)
  kept.close()
  rmSync(folder, { recursive: true })
}

function questions(
  filter: NumbersFilter,
  say: (what: string, value: number, unit: string, goal?: string) => void,
): void {
  const asked = 200_000
  let found = 0
  for (let at = 0; at < asked; at++) {
    if (filter.hasKey(keyOf(numberKey(document(at * Math.floor(count / asked)))))) found += 1
  }
  if (found !== asked) throw new Error(`${asked - found} numbers of the list were not found`)
  const others = 2_000_000
  let mistaken = 0
  const from = process.cpuUsage().user
  for (let at = 0; at < others; at++) {
    if (filter.hasKey(keyOf(numberKey(document(count + at))))) mistaken += 1
  }
  const each = (process.cpuUsage().user - from) / others
  const times = Array.from({ length: 20_000 }, (_, at) => {
    const key = numberKey(document(count + at * 31))
    const start = performance.now()
    filter.has(key)
    return (performance.now() - start) * 1000
  })
  say('one question, mean with the making of its number, CPU', each, 'µs', '≤ 5')
  say('one question, median of 20,000', quantile(times, 0.5), 'µs')
  say('one question, 99 in 100 within', quantile(times, 0.99), 'µs')
  say(`of others found by mistake, one in (${mistakenOneIn} expected)`,
    others / Math.max(1, mistaken), 'numbers')
}
