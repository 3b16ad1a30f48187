// One word in any script as plain Latin letters, and the script it was written in.

import anyAscii from 'any-ascii'
import { arabicToLatin } from './arabic-letters.ts'

export type ScriptName = 'latin' | 'arabic' | 'hebrew' | 'cyrillic' | 'greek' | 'ethiopic'
  | 'other'

const scripts: [ScriptName, RegExp][] = [
  ['arabic', /\p{Script=Arabic}/u], ['hebrew', /\p{Script=Hebrew}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u], ['greek', /\p{Script=Greek}/u],
  ['ethiopic', /\p{Script=Ethiopic}/u],
]

/** The script of a word: that of most of its letters, the first one where there is a tie. */
export function scriptOf(word: string): ScriptName {
  if (/^[\x00-\x7e]*$/.test(word)) return 'latin'
  const counts = new Map<ScriptName, number>()
  for (const letter of word) {
    if (!/\p{L}/u.test(letter)) continue
    const script = /\p{Script=Latin}/u.test(letter) ? 'latin'
      : scripts.find(([, letters]) => letters.test(letter))?.[0] ?? 'other'
    counts.set(script, (counts.get(script) ?? 0) + 1)
  }
  let [most, script]: [number, ScriptName] = [0, 'latin']
  for (const [each, count] of counts) if (count > most) [most, script] = [count, each]
  return script
}

/** Whether a script leaves short vowels out. */
export function isVowelless(script: ScriptName): boolean {
  return script === 'arabic' || script === 'hebrew'
}

/** Plain lower-case Latin letters and spaces for a word of any script; at most what it holds. */
export function romanise(word: string, script: ScriptName): string {
  if (script === 'arabic') word = arabicToLatin(word)
  else if (script === 'hebrew') word = letterwise(word.replace(/[\u0591-\u05C7]/g, ''), hebrew)
  else if (script === 'cyrillic') word = cyrillicToLatin(word)
  else if (script === 'greek') word = greekToLatin(word)
  if (/^[a-z]*$/.test(word)) return word
  if (/\p{Script=Han}|\p{Script=Hangul}/u.test(word)) word = familyFirst(word)
  const plain = /^[\x20-\x7e]*$/.test(word) ? word
    : Array.from(word.normalize('NFC'), (letter) => diacritics[letter] ?? anyAscii(letter)).join('')
  return plain.toLowerCase().replace(/['`"]/g, '').replace(/[^a-z]+/g, ' ').trim()
}

function letterwise(word: string, table: Record<string, string>): string {
  return Array.from(word, (letter) => table[letter] ?? letter).join('')
}

const pairsIn = (text: string): Record<string, string> =>
  Object.fromEntries(text.trim().split(/\s+/).map((pair) => pair.split('=') as [string, string]))

const hebrew = pairsIn(`א=a ב=b ג=g ד=d ה=h ו=w ז=z ח=h ט=t י=y כ=k ך=k ל=l מ=m ם=m נ=n ן=n
  ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t ׳= ״=`)

// Where any-ascii and the way passports are written differ (ICAO 9303-3 §6.A, §6.B).
const diacritics = pairsIn(`ä=ae ö=oe ü=ue Ä=ae Ö=oe Ü=ue å=aa Å=aa ø=oe Ø=oe æ=ae Æ=ae ə=a Ə=a
  þ=th Þ=th ş=sh Ş=sh ș=sh Ș=sh š=sh Š=sh ž=zh Ž=zh č=ch Č=ch ç=ch Ç=ch ñ=n Ñ=n ı=i İ=i ğ=g Ğ=g
  đ=dj Đ=dj ś=sh ż=zh ź=z ć=ch Ć=ch ț=ts ţ=ts ħ=h ẖ=h ḥ=h ḫ=kh ṣ=s ḍ=d ṭ=t ẓ=z ġ=gh ṯ=th ḏ=dh
  š=sh ǧ=j ŧ=th`)

const cyrillic = pairsIn(`х=kh ё=e э=e ъ= ь= ы=y й=y ц=ts щ=shch ж=zh ч=ch ш=sh ю=yu я=ya
  ў=w ґ=g ї=yi є=ye і=i ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ә=a ғ=gh қ=q ң=ng ө=o ү=u ұ=u һ=h ҳ=h ҷ=j
  ӣ=i ӯ=u`)

function cyrillicToLatin(word: string): string {
  let text = word.toLowerCase()
  // In Ukrainian г is h and и is y; і, ї, є and ґ are how it is told from Russian.
  if (/[іїєґ]/.test(text)) text = text.replace(/г/g, 'h').replace(/и/g, 'y')
  return letterwise(text.replace(/дж/g, 'j').replace(/ий$/g, 'iy').replace(/ый$/g, 'y'), cyrillic)
}

function greekToLatin(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
    .replace(/ου/g, 'u').replace(/μπ/g, 'b').replace(/(?<!^)ντ/g, 'nt').replace(/^ντ/, 'd')
    .replace(/γκ|γγ/g, 'g').replace(/αι/g, 'e').replace(/ει|οι|υι/g, 'i').replace(/αυ/g, 'av')
    .replace(/ευ/g, 'ev').replace(/χ/g, 'ch').replace(/η|υ/g, 'i').replace(/ξ/g, 'x')
    .replace(/τζ/g, 'j')
}

// Chinese and Korean names are written without a space: the family name is the first sign.
function familyFirst(word: string): string {
  const signs = Array.from(word)
  return signs.length < 2 || signs.length > 4 ? word : `${signs[0]} ${signs.slice(1).join('')}`
}
