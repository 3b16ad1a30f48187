// Which choices are meant by a few typed letters.

/** One of many: its code, its word in the language of the screen, other spellings it goes by. */
export interface Option { code: string; word: string; also?: readonly string[] }

/** Without accents, Arabic vowel signs and case, so that `Cote` finds *Côte*. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/[\p{M}\u0640]/gu, '').replace(/[أإآ]/g, 'ا')
    .replace(/ى/g, 'ي').replace(/ة/g, 'ه').toLowerCase().trim()
}

function wordsIn(name: string): string[] {
  return name.split(/[\s(،,’'-]+/)
}

/**
 * The choices meant, best first: the whole code or word (`exactly`), then those that start so, then
 * those with a word that starts so. All of them for an empty text.
 */
export function matching(
  options: readonly Option[], typed: string,
): (Option & { exactly?: boolean })[] {
  const wanted = plain(typed)
  if (wanted === '') return [...options]
  const ranked: (Option & { exactly?: boolean; rank: number })[] = []
  for (const option of options) {
    const names = [option.code, option.word, ...(option.also ?? [])].map(plain)
    const rank = names.includes(wanted) ? 0
      : names.some((name) => name.startsWith(wanted)) ? 1
        : names.some((name) => wordsIn(name).some((word) => word.startsWith(wanted))) ? 2 : 3
    if (rank < 3) ranked.push({ ...option, rank, ...(rank === 0 ? { exactly: true } : {}) })
  }
  return ranked.sort((a, b) => a.rank - b.rank)
}
