// A name in any script as its words: what each is for, and how it may sound.

import { decodeArabicEscapes, hasArabicEscapes } from '../mrz/transliterate.ts'
import { familyOfWord } from './name-families.ts'
import { ALSO_NAMES, MISSING, PARTICLES, TITLES } from './name-words.ts'
import { heardAs, type HeardAs } from './heard-alike.ts'
import { joinWords, partOf, type Part } from './joined-words.ts'
import { isKnownName, rarityOf } from './rarity.ts'
import { remembered } from './remembered.ts'
import { isVowelless, romanise, scriptOf, type ScriptName } from './romanise.ts'
import { skeletons } from './skeleton.ts'
import { oneSlip } from './slip.ts'
import { codesOf } from './sound-costs.ts'
import { fromSomali, maybeSomali, soundsOf } from './sounds.ts'

export type { ScriptName } from './romanise.ts'
export type NameRole = 'name' | 'particle' | 'title' | 'initial' | 'missing'

/** One way a word may sound, and what it costs to read it so, in bits. */
export interface Reading { sounds: string; cost: number; codes: Uint8Array }

export interface NameWord {
  /** As it was written. */
  as: string
  /** Plain Latin letters, lower case; what is joined by rule is one word (abd al-Rahman). */
  word: string
  /** Its letters before anything was joined or shortened by rule. */
  letters: string
  role: NameRole
  script: ScriptName
  /** How it may sound, for finding: its consonant classes, the main reading first. */
  keys: readonly string[]
  /** How it may sound, for comparing; the main reading first. */
  readings: readonly Reading[]
  /** How rare it is as a name, in bits. */
  bits: number
  /** The name that it is one of the spellings of, where one is known. */
  family?: number
  /** The names that others hear it as, where it is one that they write. */
  heard?: HeardAs
  vowelless: boolean
  /** Whether it is a name as it stands, and not a slip in writing one. */
  known: boolean
  /** A number of its own for what was read of one written word, and nothing else said of it. */
  place?: number
  /** The zone had no room for the rest of it. */
  cut?: boolean
}

export interface ReadName {
  words: readonly NameWord[]
  /** All words in one text, by which two names are put in one order. */
  text: string
}

/** Longer text is no name: cut, so that a paste cannot hold up a search. */
export const NAME_CHARACTERS = 400
/** More words than this are not looked at; the longest chains of ancestors have eight. */
export const NAME_WORDS = 16

/**
 * Reads a name in any script: Latin with diacritics, Arabic, Persian, Pashto, Urdu, Hebrew,
 * Cyrillic, Greek, Ethiopic, as a zone prints it, or with the Arabic escapes of ICAO 9303-3 §6.C.
 * `hints.mrz` says that it comes from the name field of a zone, whose last word may be cut off.
 * Never throws; at most 400 characters and 16 words are looked at. A name of nothing but particles
 * or titles keeps them as its name.
 */
export function readName(text: string, hints: { mrz?: boolean } = {}): ReadName {
  const zone = isZone(text, hints)
  const words = joinedIn(text, zone).map(wordOf)
  if (zone && isFull(text)) {
    // Given names are written last, and read first.
    const last = /[^<]*$/.exec(text)![0]
    const at = words.findLastIndex(({ as }) => as === last || as.endsWith(` ${last}`))
    if (at >= 0) words[at] = { ...alone(words[at]!), cut: true }
  }
  const named = withName(words)
  let inOrder = ''
  for (const { role, word, script } of named) inOrder += `${role} ${word} ${script},`
  return { words: named, text: inOrder }
}

/**
 * The words of a name that say who it is, as `readName` has them in `word`: a list of a million
 * names is read by them alone. None where only particles and titles could be its name.
 */
export function namesIn(text: string): string[] {
  const names: string[] = []
  for (const { as, latin, script, plain } of joinedIn(text, isZone(text))) {
    const { word, role } = plain ?? plainOf(latin, script)
    if (role === 'name' || latin.length === 1 && as.length > 1) names.push(word)
  }
  return names
}

function isZone(text: string, hints: { mrz?: boolean } = {}): boolean {
  return hints.mrz === true || text.includes('<') && /^[A-Z<]*$/.test(text)
}

function joinedIn(text: string, zone: boolean): Token[] {
  return joinWords(tokensOf(text.slice(0, NAME_CHARACTERS), zone).slice(0, NAME_WORDS))
}

/** A written word and its Latin letters; what is known of them alone is known of each once. */
export interface Token {
  as: string; latin: string; script: ScriptName; letters?: string; part?: Part; plain?: Plain
}
interface Plain { word: string; role: NameRole }

// Control characters and the marks of direction, joining and width.
const unwritten = /(?![\t\n\v\f\r])[\p{Cc}\p{Cf}]/gu
// Apostrophes and the signs for ayn and hamza are inside a word, not between two.
const inside = /['’‘ʼʻʾʿ`´ʹʺ"“”„ˈ]/g

const ascii = /^[\x20-\x7e]*$/

function tokensOf(name: string, zone: boolean): Token[] {
  const tokens: Token[] = []
  for (const as of writtenWords(name, zone)) {
    for (const token of lettersOf(as)) tokens.push(token)
  }
  return tokens
}

function writtenWords(name: string, zone: boolean): string[] {
  if (/^[A-Za-z ]*$/.test(name)) return name.split(' ')
  let text = ascii.test(name) ? name : name.normalize('NFKC').replace(unwritten, '')
  text = text.replace(inside, '')
  if (zone && hasArabicEscapes(text)) {
    const decoded = decodeArabicEscapes(text.replace(/<+$/, ''))
    if (typeof decoded === 'string') text = decoded
  }
  return givenFirst(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

const lettersOf = remembered(30_000, (as): readonly Token[] => {
  const script = scriptOf(as)
  return romanise(withoutDigits(as), script).split(' ').filter((latin) => latin !== '')
    .map((latin) => ({ as, latin, script, part: partOf(latin), plain: plainOf(latin, script) }))
})

const readAs: Record<string, string> = {
  0: 'o', 1: 'i', 2: 'z', 3: '', 4: 'a', 5: 's', 6: 'g', 7: 'h', 8: 'b', 9: 'g',
}

// A figure among letters was a letter before a reader, or someone writing Arabic by phone, had it.
function withoutDigits(word: string): string {
  if (!/\d/.test(word)) return word
  return /\p{L}/u.test(word) ? word.replace(/\d/g, (digit) => readAs[digit]!) : ''
}

// Lists and zones put the last name first: what belongs together then stands together again
// (AL-GHAFUR, Barzan Abd).
function givenFirst(text: string): string {
  if (!/<<|[,،、]/.test(text)) return text
  const [family, given, ...more] = text.split(/<<+|[,،、]/).filter((part) => /\p{L}/u.test(part))
  return given === undefined ? text : [given, family, ...more].join(' ')
}

// The name fields of TD3, TD2 and TD1, and of the visas (ICAO 9303-4 to -7).
function isFull(text: string): boolean {
  return [39, 31, 30].includes(text.length) && !text.endsWith('<')
}

/** Of one letter it also matters how it was written: an initial, or one sign of a script. */
function plainOf(latin: string, script: ScriptName): Plain {
  return script === 'latin' ? plainLatin(latin) : { word: latin, role: roleOf(latin, latin) }
}
const plainLatin = remembered(10_000, (latin): Plain => (
  { word: fromSomali(latin), role: roleOf(latin, latin) }))

let lastPlace = 0
const wordsRead = new Map<string, NameWord>()
const mostWordsRead = 8000

function wordOf(token: Token): NameWord {
  const said = `${token.script} ${token.latin} ${token.as}`
  let word = wordsRead.get(said)
  if (word === undefined) {
    word = { ...wordIn(token), place: (lastPlace += 1) }
    // Names repeat; dropped whole before it can grow without limit.
    if (wordsRead.size >= mostWordsRead) wordsRead.clear()
    wordsRead.set(said, word)
  }
  return word
}

function wordIn({ as, latin, script, letters = latin }: Token): NameWord {
  const word = script === 'latin' ? fromSomali(latin) : latin
  const family = familyOfWord(latin) ?? familyOfWord(word)
  const heard = script === 'latin' ? heardAs(letters) : undefined
  return {
    as, word, letters, bits: rarityOf(word), role: roleOf(latin, as), script,
    keys: skeletons(word), readings: readingsOf(word, script), vowelless: isVowelless(script),
    known: family !== undefined || heard !== undefined || isKnownName(word),
    ...(family !== undefined && { family }), ...(heard && { heard }),
  }
}

function roleOf(latin: string, as: string): NameRole {
  if (latin.length === 1) return as.length === 1 ? 'initial' : 'name'
  if (PARTICLES.has(latin) || isHalfServant(latin)) return 'particle'
  if (TITLES.has(latin)) return 'title'
  return MISSING.has(latin) ? 'missing' : 'name'
}

// Half of a servant of God, misspelled so that it was not joined to the other half: Abdyl, Adbul.
function isHalfServant(word: string): boolean {
  return word.length > 3 && word.length < 7 && word.includes('b') && !isKnownName(word)
    && ['abdul', 'abdel', 'abdur'].some((servant) => oneSlip(word, servant))
}

/** Reading a letter in another language's way costs this, in bits, where nothing points to it. */
const otherWay = 1.5
/** Two letters that a reader made of one. */
const misread = 2
/** A servant of God may be called by God's name alone, a light of the religion Light alone. */
const shortened = 2.5

function readingsOf(word: string, script: ScriptName): Reading[] {
  const main = soundsOf(word)
  const readings: Reading[] = [{ sounds: main, cost: 0, codes: codesOf(main) }]
  const also = (text: string | undefined, cost: number) => {
    const sounds = text === undefined ? '' : soundsOf(text)
    if (sounds.length > 1 && readings.every((each) => each.sounds !== sounds)) {
      readings.push({ sounds, cost, codes: codesOf(sounds) })
    }
  }
  if (script === 'latin') also(maybeSomali(word), otherWay)
  if (word.includes('rn')) also(word.replaceAll('rn', 'm'), misread)
  if (word.includes('vv')) also(word.replaceAll('vv', 'w'), misread)
  if (/^abd(?!allah$)\w{3}/.test(word)) also(word.slice(3), shortened)
  if (word.length >= 6 && word.endsWith('din')) also(word.slice(0, -3), shortened)
  // In Turkish c is the j of James.
  if (script === 'latin' && /^c[aeiou]/.test(word)) also(`j${word.slice(1)}`, otherWay + 0.5)
  // A Slavic ć that lost its mark.
  if (script === 'latin' && /.{3}ic$/.test(word)) also(`${word.replaceAll('dz', 'dzh')}h`, otherWay)
  // The article written as part of the word.
  if (/^[ae]l[^aeiouy]\w{3}/.test(word)) also(word.slice(2), otherWay)
  return readings
}

function alone({ place: _, ...word }: NameWord): NameWord {
  return word
}

function withName(words: NameWord[]): NameWord[] {
  if (words.some(({ role }) => role === 'name')) return words
  const title = words.some(({ word }) => ALSO_NAMES.has(word))
  const keep = (word: NameWord) => title ? ALSO_NAMES.has(word.word)
    : word.role === 'title' || !words.some(({ role }) => role === 'title')
      && word.role === 'particle'
  return words.map((word) => keep(word) ? { ...alone(word), role: 'name' } : word)
}
