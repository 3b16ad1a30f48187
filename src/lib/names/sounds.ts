// A word as the sounds its letters stand for, one character a sound, in any language's spelling.

/** Every sound, in the order of the table of costs; the first place of that table is silence. */
export const SOUNDS = 'aeiouywhbpfvmnlrtTdDszSZCjkqgGXcx'
/** More sounds than this are not compared: no word of a name is longer. */
export const mostSounds = 24

// Several letters, one sound; longer ones first. English, French, German, Polish, Turkish, Somali.
const spellings: [RegExp, string][] = [
  [/tsch|tch|tsh|cz/g, 'C'], [/shch|sch|sh|sz/g, 'S'], [/dsch|dzh|dj/g, 'j'], [/ch/g, 'C'],
  [/kh/g, 'X'], [/gh/g, 'G'], [/th/g, 'T'], [/dh/g, 'D'], [/zh/g, 'Z'], [/ph/g, 'f'],
  [/ck|cq/g, 'k'], [/x/g, 'ks'], [/c(?=[eiy])/g, 's'], [/c/g, 'k'], [/qu(?=[ei])/g, 'k'],
  [/ou|oo/g, 'u'], [/ee/g, 'i'], [/(.)\1+/g, '$1'], [/oe/g, 'o'], [/ue(?!$)/g, 'u'],
  [/ae/g, 'a'], [/(?<=.)(?:ei|ai|ay|ey|ie)/g, 'i'], [/(?<=[^aeiou])y(?=[^aeiou]|$)/g, 'i'],
  [/(?<=[aeiou])h$/, ''],
]
const sounded = new Map<string, string>()

/** The sounds of a folded Latin word; of one without vowels too. */
export function soundsOf(word: string): string {
  let sounds = sounded.get(word)
  if (sounds === undefined) {
    sounds = word.slice(0, 40)
    for (const [letters, sound] of spellings) sounds = sounds.replace(letters, sound)
    sounds = sounds.slice(0, mostSounds)
    // Names repeat; dropped whole before it can grow without limit.
    if (sounded.size >= 50_000) sounded.clear()
    sounded.set(word, sounds)
  }
  return sounds
}

// In Somali c is ayn and x is the h of Ahmed; elsewhere c is k or s, and x is ks.
const somaliC = new RegExp('^c(?:abd|al[iy]|al[ea]?$|um[au]|ism|is[ms]a|iis|iid|aa|aw[aoi]'
  + '|aydi|aynt|osma|osob|igaa|ulus|irro|arra|ad[ae]$|ab[du]|ilm|ise|olo[wv]|usm|aga|umr)')
const somaliX = new RegExp('^xa[abdfijklmnrsw]|^xu[srb]|^xir|max[aeu]m|axm|[aeiou]{2}x$'
  + '|raxm|aax|faarax|yaxy')

/** A Somali word by the letters that others write it with: Cabdiraxmaan is abdirahmaan. */
export function fromSomali(word: string): string {
  if (!/[cx]/.test(word)) return word
  let text = word
  if (somaliC.test(text)) text = text.slice(1)
  else if (/aa|ii|uu/.test(text) && text !== 'isaac') {
    text = text.replace(/([aeiou]|r|d|l|n)c(?![chk])/g, '$1')
  }
  return somaliX.test(text) ? text.replaceAll('x', 'h') : text
}

/** What a word with c or x would be in Somali, where it did not show; otherwise nothing. */
export function maybeSomali(word: string): string | undefined {
  if (!/c(?![hk])|x/.test(word)) return undefined
  const text = word.replace(/c(?![hk])/g, '').replaceAll('x', 'h')
  return text.length >= 3 && text !== word ? text : undefined
}
