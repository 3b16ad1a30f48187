// The words of a hit's name, pair by pair, as they are drawn: alike, nearly alike, or not.

import type { AlignedPair } from '../../ui/aligned.tsx'
import type { HitReason } from './terms.ts'

const standing: Readonly<Record<string, AlignedPair['stands']>> = {
  exact: 'alike', order: 'alike', spelling: 'nearly', script: 'nearly', typo: 'nearly',
  initial: 'nearly', nickname: 'nearly', cut: 'nearly', particle: 'passed-over',
  title: 'passed-over', missing: 'lacking', different: 'apart',
}

/** The pairs of the name that hit, the traveller's words above; none where no name did. */
export function wordPairs(
  reasons: readonly HitReason[], say: (key: string) => string,
): AlignedPair[] {
  const words = reasons.find(({ about }) => about === 'name')?.words ?? []
  return words.map(({ person, alert, why }) => ({
    above: person, below: alert, stands: standing[why] ?? 'apart',
    word: say(`watchlist.word.${why}`),
  }))
}
