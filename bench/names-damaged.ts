// Names of listed people as hands and readers damage them, and names of their kin.

import { compareWords } from '../src/lib/names/compare-words.ts'
import { readName, type NameWord } from '../src/lib/names/read-name.ts'
import { oneOf, type Luck } from './names-made.ts'

/** One slip each: a letter, the order of the words, or a letter misread. */
export const slips =
  ['inserted', 'deleted', 'substituted', 'transposed', 'misread', 'order'] as const
/** What else becomes of a name. */
export const damages = [
  ...slips, 'word dropped', 'two', 'zone', 'split', 'merged', 'initial',
] as const
export type Damage = typeof damages[number]

const misread: Record<string, string> = {
  o: '0', i: 'l', l: 'i', s: '5', b: '8', m: 'rn', e: 'c', c: 'e', u: 'v', v: 'u', n: 'h', h: 'n',
  g: 'q', z: '2',
}
const letters = ['inserted', 'deleted', 'substituted', 'transposed', 'misread'] as const

/** A listed name (LAST, First Second) damaged; undefined where it has nothing to damage so. */
export function damaged(luck: Luck, listed: string, how: Damage): string | undefined {
  const [last = '', first = ''] = listed.split(/,(.*)/).map((part) => part.trim())
  const words = `${first} ${last}`.split(/[\s,]+/).filter((word) => word !== '')
  const at = Math.floor(luck() * words.length)
  if (how === 'order') {
    return words.length < 2 ? undefined : [...words.slice(1), words[0]!].join(' ')
  }
  if (how === 'word dropped') return words.length < 3 ? undefined : words.toSpliced(at, 1).join(' ')
  if (how === 'initial') {
    return words.length < 3 ? undefined : [words[0]!.charAt(0), ...words.slice(1)].join(' ')
  }
  if (how === 'merged') {
    if (words.length < 3 || at === words.length - 1) return undefined
    return words.toSpliced(at, 2, words[at]! + words[at + 1]!.toLowerCase()).join(' ')
  }
  if (how === 'split') {
    const long = words.findIndex(({ length }) => length >= 7)
    if (long < 0) return undefined
    const place = 3 + Math.floor(luck() * (words[long]!.length - 5))
    return words.toSpliced(long, 1, words[long]!.slice(0, place), words[long]!.slice(place))
      .join(' ')
  }
  if (how === 'zone') return first === '' ? undefined : asZone(last, first)
  if (how !== 'two') return slipped(luck, words, how)
  const once = slipped(luck, words, oneOf(luck, letters))
  return once && slipped(luck, once.split(' '), oneOf(luck, letters))
}

function asZone(last: string, first: string): string {
  return `${last}<<${first}`.toUpperCase().normalize('NFD').replace(/[^A-Z<\- ]/g, '')
    .replace(/[ -]+/g, '<').slice(0, 39).padEnd(39, '<')
}

function slipped(
  luck: Luck, words: readonly string[], how: typeof letters[number],
): string | undefined {
  const long = words.map((word, at) => ({ word, at })).filter(({ word }) => word.length >= 4)
  if (long.length === 0) return undefined
  const { word, at } = oneOf(luck, long)
  const place = Math.floor(luck() * (word.length - 1))
  const letter = 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.floor(luck() * 26))
  const around = (from: number, text: string, to: number) =>
    word.slice(0, from) + text + word.slice(to)
  const read = misread[word.charAt(place).toLowerCase()]
  const changed = how === 'inserted' ? around(place, letter, place)
    : how === 'deleted' ? around(place, '', place + 1)
      : how === 'substituted' ? around(place, letter, place + 1)
        : how === 'transposed' ? around(place, word[place + 1]! + word[place]!, place + 2)
          : read === undefined ? undefined : around(place, read, place + 1)
  return changed === undefined || changed === word ? undefined : words.with(at, changed).join(' ')
}

export interface KinPair { a: string; b: string; kind: 'one person' | 'kin' | 'child'; of: string }

/** Pairs of a listed name with the same person's, a brother's, an in-law's and a child's. */
export function* kinPairs(
  listed: readonly { id: string; names: readonly string[] }[], luck: Luck,
): Generator<KinPair> {
  const people = listed.flatMap(({ id, names: [name = ''] }) => {
    const [last, first] = name.split(/,(.*)/).map((part) => part.trim().split(/\s+/))
    return first && first[0] !== '' ? [{ id, first, last: last! }] : []
  })
  const firsts = people.map(({ first }) => first[0]!).filter(({ length }) => length > 1)
  const lasts = people.map(({ last }) => last.at(-1)!).filter(({ length }) => length > 2)
  for (const [place, { id, first, last }] of people.entries()) {
    const a = [...first, ...last].join(' ')
    const pair = (kind: KinPair['kind'], words: readonly string[]) =>
      ({ a, b: words.join(' '), kind, of: id })
    const near = place % 4 < 2
    if (place % 2 === 0) {
      const other = otherName(luck, first[0]!, { all: firsts, near })
      if (other) yield pair('kin', [other, ...first.slice(1), ...last])
    } else {
      const other = otherName(luck, last.at(-1)!, { all: lasts, near })
      if (other) yield pair('kin', [...first, ...last.slice(0, -1), other])
    }
    if (place % 3 === 0) yield pair('child', [oneOf(luck, firsts), ...first, ...last])
    if (first.length + last.length > 2) {
      const words = [...first, ...last]
      yield pair('one person', words.toSpliced(1 + Math.floor(luck() * (words.length - 1)), 1))
    } else if (place % 3 === 1) yield pair('one person', [first[0]!, oneOf(luck, firsts), ...last])
  }
}

const nameIn = (text: string) => readName(text).words.find(({ role }) => role === 'name')

/** Another name than this, of all names; the nearest of sixty where it is to be near. */
function otherName(
  luck: Luck, name: string, { all, near }: { all: readonly string[]; near: boolean },
): string | undefined {
  const one = nameIn(name)
  if (!one) return undefined
  let [nearest, least]: [string | undefined, number] = [undefined, Infinity]
  for (let tried = 0; tried < (near ? 60 : 1); tried++) {
    const text = oneOf(luck, all)
    const other = nameIn(text)
    if (!other || isOneName(one, other, near)) continue
    const cost = compareWords(one, other, 20)?.cost ?? 20
    if (cost < least) [nearest, least] = [text, cost]
  }
  return nearest
}

function isOneName(a: NameWord, b: NameWord, near: boolean): boolean {
  if (a.word === b.word) return true
  const found = compareWords(a, b, 20)
  return found !== undefined && !found.apart && found.cost < (near ? 4.5 : 8)
}
