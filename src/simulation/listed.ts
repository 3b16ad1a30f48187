// Very many listed persons and those who are screened against them: invented, the same each time.

import { addDays, dayNumber, dayOf } from '../lib/dates/days.ts'
import { SeededLuck } from './luck.ts'
import { arab, ethiopian, foreign, french, kenyan, passportSomali, somali } from './peoples.ts'

/** A person as a list has them: one name and its other spellings. */
export interface ListedPerson {
  id: string
  names: string[]
  birthDate?: string
  sex: 'M' | 'F'
  nationality: string
  document?: { number: string; issuer: string }
}

interface People {
  share: number
  nationality: string
  M: Names
  F: Names
  /** What stands last, where it is not a man's name. */
  last?: Names
  spelled?: (name: string) => string
}
type Names = readonly (readonly [latin: string, own?: string])[]

const peoples: readonly People[] = [
  { share: 34, nationality: 'SOM', ...somali, spelled: passportSomali },
  { share: 20, nationality: 'ETH', ...ethiopian },
  { share: 10, nationality: 'YEM', ...arab, last: arab.yemeni },
  { share: 12, nationality: 'SDN', ...arab, last: arab.sudanese },
  { share: 8, nationality: 'EGY', ...arab, last: arab.egyptian },
  { share: 8, nationality: 'KEN', ...kenyan, last: kenyan.family },
  { share: 4, nationality: 'FRA', ...french, last: french.family },
  { share: 4, nationality: 'GBR', ...foreign, last: foreign.family },
]
const byShare = peoples.flatMap((people) => Array.from({ length: people.share }, () => people))

const starts = ('B D F G H J K L M N R S T W Y Sh Kh Dh Ab Ad Am An As Ib Is Ma Sa Wa Gu Ze Te '
  + 'Me Al El Ha Qa Ra').split(' ')
const middles = 'a i u e o aa ee ii ou ay'.split(' ')
const ends = ('bdi ris san mir lid gan rif wel dar kum neb tosh ram zin hal jib nuf qal med sen '
  + 'lay mar far bek son dra tul yan').split(' ')

/** A name out of a long tail: a few are borne by thousands, most by a handful. */
function rare(luck: SeededLuck): string {
  const short = luck.pickCommon(starts) + luck.pickCommon(middles) + luck.pickCommon(ends)
  return luck.chance(0.45) ? short : short + luck.pickCommon(middles) + luck.pickCommon(ends)
}

/** One person out of the many who live, of any place among them. */
export function onePerson(place: number, { seed, today }: { seed: number; today: string }) {
  const luck = new SeededLuck(seed, place)
  const people = luck.pick(byShare)
  const sex = luck.chance(0.6) ? 'M' as const : 'F' as const
  const parts: (readonly [string, string?])[] = [
    luck.pickCommon(people[sex]), luck.pickCommon(people.M),
    luck.chance(0.55) ? [rare(luck)] : luck.pickCommon(people.last ?? people.M),
  ]
  if (luck.chance(0.15)) parts.push(luck.pickCommon(people.M))
  if (luck.chance(0.2)) parts.splice(1, 1)
  const spelled = people.spelled ?? ((name: string) => name)
  const name = parts.map(([latin]) => spelled(latin)).join(' ')
  const whole = parts.every(([, own]) => own !== undefined)
  const day = addDays(today, -Math.floor(6000 + 18_000 * (luck.next() / 0x1_0000_0000) ** 1.5))
  return {
    luck, name, sex, nationality: people.nationality,
    ...(whole && { own: parts.map(([, own]) => own).join(' ') }),
    asBorn: parts.map(([latin]) => latin).join(' '),
    // One in three knows the year alone.
    birthDate: luck.chance(0.33) ? `${day.slice(0, 4)}-01-01` : day,
    number: `${luck.pick([...'ABCDEFGHKLMNP'])}${String(luck.below(100_000_000)).padStart(8, '0')}`,
  }
}

/** A listed person of a place; a list of another seed has others. */
export function listedPerson(place: number, of: { seed: number; today: string }): ListedPerson {
  const { luck, name, own, asBorn, sex, nationality, birthDate, number } = onePerson(
    0x4000_0000 + place, of,
  )
  const names = new Set([name])
  if (own) names.add(own)
  if (asBorn !== name && luck.chance(0.5)) names.add(asBorn)
  if (luck.chance(0.25)) names.add(respelled(name, luck))
  return {
    id: `L-${place}`, names: [...names], sex, nationality,
    ...(luck.chance(0.7) && { birthDate }),
    ...(luck.chance(0.4) && { document: { number, issuer: nationality } }),
  }
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/^Mo(?=ham)/i, 'Mu'], [/ee/g, 'i'], [/ou/g, 'u'], [/([a-z])\1/g, '$1'], [/ed\b/g, 'ad'],
  [/(?<=[aeiou])h(?=[^aeiou])/g, ''], [/kh/g, 'h'], [/q/g, 'k'], [/dh/g, 'd'], [/y\b/g, 'i'],
  [/w/g, 'u'], [/ss/g, 's'], [/o/g, 'u'], [/e/g, 'i'],
]

/** A name in another spelling, as another office writes it. */
export function respelled(name: string, luck: SeededLuck): string {
  let text = name
  for (let change = 0; change < 2; change++) {
    const [from, to] = luck.pick(spellings)
    text = text.replace(from, to)
  }
  const words = text.split(' ')
  if (luck.chance(0.3)) words.unshift(words.pop()!)
  return words.join(' ')
}

/** A name with one slip of the hand in a word of it, and in a long one perhaps another. */
export function slipped(name: string, luck: SeededLuck): string {
  const words = name.split(' ')
  for (let slip = luck.chance(0.25) ? 2 : 1; slip > 0; slip--) {
    const at = luck.below(words.length)
    words[at] = slipOf(words[at]!, luck)
  }
  return words.join(' ')
}

function slipOf(word: string, luck: SeededLuck): string {
  if (word.length < 4) return word
  const at = luck.between(1, word.length - 2)
  const letter = luck.pick([...'aeioulmnrstdbk'])
  const [before, here, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)]
  return luck.pick([
    before + after, before + letter + here + after, before + letter + after,
    before + after[0]! + here + after.slice(1),
  ])
}

/** A birth date as another document has it: the same, or its day and month exchanged, or a slip. */
export function birthDateAgain(birthDate: string, luck: SeededLuck): string {
  const [year, month, day] = birthDate.split('-') as [string, string, string]
  if (luck.chance(0.85)) return birthDate
  if (luck.chance(0.4) && Number(day) <= 12) return `${year}-${day}-${month}`
  if (luck.chance(0.5)) return `${Number(year) + (luck.chance(0.5) ? 1 : -1)}-${month}-${day}`
  return dayOf(dayNumber(birthDate) + luck.between(1, 9))
}
