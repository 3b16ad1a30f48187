// Words that only together are a name: servant of God, father of, light of the religion.

import type { Token } from './read-name.ts'
import { remembered } from './remembered.ts'

const servant = /^(?:c?abd(?:[aeiou]{1,2}[lrstdnz]{0,2})?|gabd|abdoul|ebd|xebd)$/
const article = /^(?:al|el|ul|il|ar|as|ash|ad|at|an|az|ur|er|us|es|ed|en|un|ud)$/
const father = /^(?:abu|abou|aboo|abo|eba|aba|bu|ebu|abw|aby)$/
const mother = /^(?:umm|um|oum|umu|oumou|am)$/
const religion = /^(?:[aeu]?d?d(?:in|een|ine|yn)|[ae]ld(?:in|een|ine))$/

/**
 * Joins what belongs together: abd al rahman, Abdul Rahman and Abdirahman are one word, and so are
 * Abu Bakr and Abubakar, Nur al-Din and Noureddine, Fath Allah and Fathallah.
 */
export function joinWords(given: readonly Token[]): Token[] {
  const tokens = fromHalf(given)
  const joined: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const one = tokens[at]!
    const part = partIn(one)
    const next = tokens[at + 1]
    const afterAt = next !== undefined && partIn(next).article ? at + 2 : at + 1
    const after = tokens[afterAt]
    const latin = after && joinedWith(one.latin, part, after, afterAt > at + 1)
    if (latin === undefined) {
      const { as, latin, script } = one
      joined.push(part.unglued === latin ? one
        : { as, latin: part.unglued, script, letters: latin })
    } else {
      const parts = tokens.slice(at, afterAt + 1)
      joined.push({
        as: writtenOnce(parts), latin, script: after!.script,
        letters: parts.map((each) => each.latin).join(''),
      })
      at = afterAt
    }
  }
  return joined
}

// Where the last name is written first, its first half is left behind: GHAFUR Barzan Abdul.
function fromHalf(given: readonly Token[]): readonly Token[] {
  const last = given.at(-1)
  if (!last || given.length < 2) return given
  const { servant, father, mother } = partIn(last)
  return servant || father || mother ? [last, ...given.slice(0, -1)] : given
}

/** The word that two are together, with or without an article between them; otherwise nothing. */
function joinedWith(
  one: string, part: Part, next: Token, withArticle: boolean,
): string | undefined {
  const after = next.latin
  if (part.servant) return `abd${owner(after)}`
  if (part.father) return `abu${after}`
  if (part.mother) return `um${after}`
  if (one.length <= 2) return undefined
  const { religion, god } = partIn(next)
  if (religion && (withArticle || after.length > 2)) return `${one}din`
  return god ? `${one}allah` : undefined
}

export interface Part {
  servant: boolean; article: boolean; father: boolean; mother: boolean; religion: boolean
  god: boolean; unglued: string
}

function partIn({ part, latin }: Token): Part {
  return part ?? partOf(latin)
}

/** What a word can be in a name of several words, and the word itself where they are glued. */
export const partOf = remembered(10_000, (word): Part => ({
  servant: isServant(word), article: article.test(word), father: father.test(word),
  mother: mother.test(word), religion: religion.test(word),
  god: /^(?:allah|ullah|llah|alah)$/.test(word), unglued: unglue(word),
}))

// One written word may have been read as several.
function writtenOnce(parts: readonly Token[]): string {
  return parts.map(({ as }) => as).filter((as, at, all) => as !== all[at - 1]).join(' ')
}

// Abdi is a whole name in Somali.
function isServant(word: string): boolean {
  return servant.test(word) && !/^c?abdi$/.test(word)
}

// What stands between abd and the name of God: a vowel, l, or the l's likeness to the next letter.
function unglue(word: string): string {
  const glued = /^c?abd(?:ou|[aeiou])([lrstdnz]?)(?=[a-z]{3})/.exec(word)
  if (glued && word.length >= 7) {
    const [whole, letter = ''] = glued
    const rest = word.slice(whole.length)
    // The l is the article's; another letter is doubled by it, or the owner's own (Abdirahman).
    const own = letter !== 'l' && !rest.startsWith(letter) || /^at[iey]+f/.test(rest)
    return `abd${owner(own ? letter + rest : rest)}`
  }
  const faith = /^(.{3,}?)(?:[aeiou]{1,2}d?d(?:in|ine|een|ien)|[aeu]ld(?:in|ine|een))$/.exec(word)
  return faith && !word.startsWith('ab') && word.length >= 7 ? `${faith[1]}din` : word
}

// God's own name, as it is heard after abd: Abdallah, Abdillahi, Abdoulaye.
function owner(word: string): string {
  return /^(?:lh|l{2}h|[au]?l{1,2}[aeo]+h?[ie]?|[au]?l?[ao]+h[ie]?|[aou]{0,2}l?aye)$/.test(word)
    ? 'allah' : word
}
