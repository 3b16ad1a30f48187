// Names that are made for measuring: one name as several peoples spell it, and names as hands and
// readers damage them.

/** Luck in 0..1, the same again from the same seed (mulberry32). */
export function luckOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Luck = () => number
export const oneOf = <T>(luck: Luck, all: readonly T[]): T => all[Math.floor(luck() * all.length)]!

// Sounds as Arabic has them: 7 is the h of Ahmed, 3 ayn, x kh, G gh, $ sh, T th, D dh, long vowels
// doubled. Given names first, then names of families and lineages.
const arabic = `mu7ammad a7mad 3alii 7asan 7usayn ibraahiim 3umar 3uTmaan yuusuf sa3iid ismaa3iil
  mu7ammad ma7muud muusaa 3iisaa xaalid sulaymaan $ariif ya7yaa ya3quub is7aaq daawuud zakariyaa
  idriis ba$iir jibriil 7amza bilaal mu$tafa naa$ir ra$iid nuur 3abdallah yuunus 7abiib xaliil
  jamaal ja3far kariim qaasim Taabit faysal jaabir 3aadil Gaalib Gaazii maalik hi$aam waliid
  yaasiin ziyaad 7aamid munjii 3azzuuz ra7maan mubaarak $aakir faaruuq $u3ayb luqmaan ayyuub
  faatima 3aa$a xadiija maryam zaynab 7aliima aamina safiya ruqayya 7awwaa sumayya nadja $ayma`
const lineages = `maGribii tuunisii libii fezzaanii barqaawii tawaati $anqiitii tarhuunii wirfallii
  qaddaafii bin3alii bin$aliH buuzid zarwaal belqasim 3ayyaarii trabulsii jaziirii waddaan sanuusii
  hilaalii draawii qarqanii hamaamii sa7lii mas3uudii $arqaawii jalaasii 7addad xayyaat najjaar
  qurashii ansaarii haa$imii bakkuu$ daudii`.replaceAll('H', '7')
const somali = `warsame jaama3 faara7 guuleed 3igaal abtidoon samatar $ermaarke ciilmi-ayaan libaan
  ruuble geedi xirsi-aweys diiriye roobow buraale guure dalmar hirsi keynaan raage shire sugulle
  dhimbil bootaan dubad galaydh aw3ali yaroow 3igal 3awaale nuur3adde 7ersi 7aashi xayre qasim3`
  .replaceAll('ciilmi-ayaan', '3ilmi').replaceAll('xirsi-aweys', '3aweys').replaceAll('sh', '$')
  .replaceAll('dh', 'd')
const ethiopian = `haile gebre tesfaye tekle abebe girma kebede alemu bekele worku desta mulugeta
  getachew berhanu yohannes mikael giyorgis mariam selassie medhin kidane weldu berhe hagos tsegay
  asfaw zerai negash isaias amanuel dawit ermias yemane habte ghirmay tewolde semere mehari fisseha
  abraha kiflom tsehaye lemlem almaz tigist hirut mengistu dessalegn teferi amare zewdu`
const sahel = `diallo traoré keïta coulibaly touré cissé sow barry bah camara konaté sidibé dembélé
  diop ndiaye fall gueye sarr sylla doumbia maïga ouédraogo sawadogo kaboré issoufou mahamane bazoum
  alhousseini intalla ghali ansar walet mohamedoun déby itno habré youssoufou adoum kebzabo`
const split = (text: string) => text.trim().split(/\s+/)

export const sources = {
  arabic: split(arabic), lineages: split(lineages), somali: split(somali),
  ethiopian: split(ethiopian), sahel: split(sahel),
}

type Rules = readonly [RegExp, string | readonly string[]][]
const spellingOf: Record<string, Rules> = {
  english: [
    [/7|H/g, 'h'], [/3/g, ['', '', "'"]], [/x/g, 'kh'], [/G/g, 'gh'], [/\$/g, 'sh'],
    [/T/g, 'th'], [/D/g, 'dh'], [/ii$/g, ['i', 'i', 'y', 'ee']], [/ii/g, ['i', 'ee']],
    [/uu/g, ['u', 'oo', 'ou']], [/aa/g, ['a', 'a', 'aa']], [/u/g, ['u', 'u', 'o']],
    [/ay/g, ['ai', 'ay', 'ei']], [/(?<=.)a(?=[dnmr]$)/g, ['a', 'e']], [/a$/g, ['a', 'ah']],
  ],
  french: [
    [/7|H/g, 'h'], [/3/g, ''], [/x/g, 'kh'], [/G/g, 'gh'], [/\$/g, 'ch'], [/T/g, ['th', 't']],
    [/D/g, 'd'], [/j/g, 'dj'], [/ii/g, 'i'], [/uu/g, 'ou'], [/aa/g, 'a'], [/u/g, ['ou', 'o']],
    [/w/g, ['ou', 'w']], [/q/g, ['k', 'q', 'kh']], [/ay/g, ['ei', 'aï', 'ey']],
    [/(?<=[aeiou])s(?=[aeiou])/g, 'ss'], [/in$/g, ['ine', 'in']], [/(?<=.)a(?=[dnmr]$)/g, 'e'],
  ],
  egyptian: [
    [/7|H/g, 'h'], [/3/g, ['', 'a', "'"]], [/x/g, 'kh'], [/G/g, 'gh'], [/\$/g, 'sh'],
    [/T/g, ['s', 'th']], [/D/g, 'z'], [/j/g, 'g'], [/ii/g, ['i', 'y']], [/uu/g, ['ou', 'u']],
    [/aa/g, 'a'], [/q/g, ['k', 'q']], [/ay/g, ['ei', 'e']], [/(?<=.)a(?=[dnmr]$)/g, 'e'],
  ],
  somali: [
    [/^mu7ammad$/g, 'maxamed'], [/^a7mad$/g, 'axmed'], [/a7uu|a7m/g, 'axm'], [/7|H/g, 'x'],
    [/3/g, 'c'], [/^x/g, ['kh', 'q']], [/x(?!$)/g, ['x', 'kh']], [/G/g, 'q'], [/\$/g, 'sh'],
    [/T/g, ['s', 'th']], [/D/g, 'd'], [/z/g, 's'], [/(?<=.)a(?=[dnmr]$)/g, 'e'],
    [/ay/g, ['ay', 'ee']], [/a$/g, ['a', 'o']],
  ],
  hausa: [
    [/7|H/g, 'h'], [/3/g, ''], [/x/g, ['h', 'k']], [/G/g, 'g'], [/\$/g, 'sh'], [/T/g, 's'],
    [/D/g, 'z'], [/ii/g, 'i'], [/uu/g, 'u'], [/aa/g, 'a'], [/q/g, ['k', 'q']],
    [/(?<=[bdmnr])$/g, ['', 'u', 'ou']],
  ],
  turkish: [
    [/7|H|x/g, 'h'], [/3/g, ''], [/G/g, 'g'], [/\$/g, 'ş'], [/T/g, 's'], [/D/g, 'z'], [/j/g, 'c'],
    [/ii/g, 'i'], [/uu/g, 'u'], [/aa/g, 'a'], [/q/g, 'k'], [/w/g, 'v'], [/d$/g, ['t', 'd']],
  ],
}
export type Spelling = 'english' | 'french' | 'egyptian' | 'somali' | 'hausa' | 'turkish'

/** A word of the sources above in the spelling of one people, upper-cased as names are. */
export function spelled(luck: Luck, word: string, spelling: Spelling): string {
  let text = word
  for (const [sound, letters] of spellingOf[spelling]!) {
    text = text.replace(sound, () => typeof letters === 'string' ? letters : oneOf(luck, letters))
  }
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** An Ethiopian or Sahelian word as another clerk writes it. */
function otherwise(luck: Luck, word: string): string {
  const changes: [RegExp, string][] = [
    [/^w/, 'ou'], [/ou/, 'u'], [/é/g, 'e'], [/ï/g, 'i'], [/g(?=[ei])/, 'gh'], [/k(?=[ei])/, 'qu'],
    [/y$/, 'i'], [/e$/, 'é'], [/ch/, 'tch'], [/ia/, 'ya'], [/ss/, 's'], [/di(?=a)/, 'j'],
    [/dj/, 'j'], [/u$/, 'ou'], [/o(?=l)/, 'e'], [/h/, ''], [/nn/, 'n'],
  ]
  let text = word
  for (const [from, to] of changes) if (luck() < 0.4) text = text.replace(from, to)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export interface MadePair { a: string; b: string; same: boolean }

const homes: readonly (readonly Spelling[])[] = [
  ['somali', 'english'], ['somali', 'english', 'french'], ['french', 'english'],
  ['french', 'egyptian'], ['egyptian', 'english'], ['hausa', 'french'], ['hausa', 'english'],
  ['turkish', 'english'],
]

/** A person's name as words of the sources, and how two clerks of two countries write it. */
function person(luck: Luck) {
  const people = oneOf(luck, ['somali', 'arabic', 'maghreb', 'ethiopian', 'sahel', 'somali'])
  const some = (count: number, all: readonly string[]) =>
    Array.from({ length: count }, () => oneOf(luck, all))
  const size = luck() < 0.3 ? 2 : luck() < 0.75 ? 3 : 4
  const { arabic: given, lineages: family, ...more } = sources
  if (people === 'ethiopian') return { people, words: some(Math.min(size, 3), more.ethiopian) }
  if (people === 'sahel') return { people, words: [...some(1, given), ...some(1, more.sahel)] }
  if (people === 'somali') {
    const last = luck() < 0.5 ? given : more.somali
    return { people, words: [...some(size - 1, given), ...some(1, last)] }
  }
  return { people, words: [...some(size - 1, given), ...some(1, luck() < 0.4 ? given : family)] }
}

function write(luck: Luck, { people, words }: ReturnType<typeof person>, spelling: Spelling) {
  const latin = new Set([...sources.ethiopian, ...sources.sahel])
  const written = words.map((word) =>
    latin.has(word) ? otherwise(luck, word) : spelled(luck, word, spelling))
  if (people === 'ethiopian' && written.length === 3 && luck() < 0.3) {
    return [written[0]! + written[1]!.toLowerCase(), written[2]!]
  }
  return written
}

/** Pairs of names of the Horn, the Sahel and the Maghreb: one person's, or two people's. */
export function* clerksPairs(count: number, seed: number): Generator<MadePair> {
  const luck = luckOf(seed)
  for (let made = 0; made < count; made++) {
    const who = person(luck)
    const home = oneOf(luck, homes)
    const [first, second] = [oneOf(luck, home), oneOf(luck, home)]
    const here = write(luck, who, first)
    let there = write(luck, who, second)
    if (there.length > 2 && luck() < 0.3) {
      there.splice(1 + Math.floor(luck() * (there.length - 1)), 1)
    }
    if (luck() < 0.15) there = [...there.slice(1), there[0]!]
    if (there.length > 2 && luck() < 0.15) there.splice(1, 0, oneOf(luck, ['bin', 'Ben', 'ould']))
    yield { a: here.join(' '), b: there.join(' '), same: true }
    const another = person(luck)
    // Half of the others share a name or two with the first, as relatives and namesakes do.
    if (luck() < 0.6) another.words[0] = oneOf(luck, who.words)
    if (luck() < 0.25) another.words[another.words.length - 1] = who.words.at(-1)!
    if (another.words.join() === who.words.join()) continue
    yield { a: here.join(' '), b: write(luck, another, second).join(' '), same: false }
  }
}
