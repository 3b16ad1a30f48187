// Words that only together are a name: servant of God, father of, light of the religion.

import type { Token } from './read-name.ts'

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
  // Where the last name is written first, its first half is left behind: GHAFUR Barzan Abdul.
  const last = given.at(-1)
  const halved = last !== undefined && given.length > 1
    && (isServant(last.latin) || father.test(last.latin) || mother.test(last.latin))
  const tokens = halved ? [last, ...given.slice(0, -1)] : given
  const joined: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const one = tokens[at]!
    const next = tokens[at + 1]
    const isArticle = next !== undefined && article.test(next.latin)
    const after = isArticle ? tokens[at + 2] : next
    const whole = (latin: string, until: Token) => {
      const parts = tokens.slice(at, tokens.indexOf(until) + 1)
      joined.push({ as: writtenOnce(parts), latin, script: until.script })
      at += parts.length - 1
    }
    if (isServant(one.latin) && after) {
      whole(`abd${owner(after.latin)}`, after)
    } else if (father.test(one.latin) && after) whole(`abu${after.latin}`, after)
    else if (mother.test(one.latin) && after) whole(`um${after.latin}`, after)
    else if (after && isReligion(next!, after) && one.latin.length > 2) {
      whole(`${one.latin}din`, after)
    } else if (after && /^(?:allah|ullah|llah|alah)$/.test(after.latin) && one.latin.length > 2) {
      whole(`${one.latin}allah`, after)
    } else joined.push({ ...one, latin: unglue(one.latin) })
  }
  return joined
}

// One written word may have been read as several.
function writtenOnce(parts: readonly Token[]): string {
  return parts.map(({ as }) => as).filter((as, at, all) => as !== all[at - 1]).join(' ')
}

// Abdi is a whole name in Somali.
function isServant(word: string): boolean {
  return servant.test(word) && !/^c?abdi$/.test(word)
}

function isReligion(next: Token, after: Token): boolean {
  return religion.test(after.latin) && (after !== next || after.latin.length > 2)
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
