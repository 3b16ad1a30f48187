// Two texts word under word, with a mark and a word for how each pair stands to one another.

import { Own } from './ltr.tsx'
import './style/aligned.css'

/** A word of each text, '' where there is none, and how they stand: alike, nearly, or not. */
export interface AlignedPair {
  above: string
  below: string
  stands: 'alike' | 'nearly' | 'passed-over' | 'lacking' | 'apart'
  /** In a word or two, under the mark. */
  word: string
}

const signs = { alike: '=', nearly: '≈', 'passed-over': '·', lacking: '∅', apart: '≠' } as const

/** Two ruled rows; pairs stand in the order of reading, and wrap where there is no room. */
export function Aligned({ of, heads, label }: {
  of: readonly AlignedPair[]; heads: readonly [above: string, below: string]; label: string
}) {
  return (
    <div className="aligned" role="group" aria-label={label}>
      <div className="heads" aria-hidden="true">
        <span>{heads[0]}</span><span /><span>{heads[1]}</span>
      </div>
      <ol className="word-pairs" dir={runsBackwards(of) ? 'rtl' : 'ltr'}>
        {of.map(({ above, below, stands, word }, index) => (
          <li key={index} className="word-pair" data-stands={stands}>
            <b>
              <span className="hidden">{heads[0]} </span>
              {above ? <Own>{above}</Own> : <span aria-hidden="true">—</span>}
            </b>
            <span className="how">
              <i aria-hidden="true">{signs[stands]}</i> <Own>{word}</Own>
            </span>
            <b>
              <span className="hidden">{heads[1]} </span>
              {below ? <Own>{below}</Own> : <span aria-hidden="true">—</span>}
            </b>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** A name is read in the direction of its own script, whatever the language around it. */
function runsBackwards(pairs: readonly AlignedPair[]): boolean {
  const name = pairs.map(({ above }) => above).join('')
  return /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(name)
}
