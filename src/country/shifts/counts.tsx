// The counts of a shift as a ruled table: directions down, decisions across, sums at the end.

import { useWords } from '../../ui/speaking.tsx'

const directions = ['entry', 'exit', 'transit'] as const
const decisions = ['admitted', 'refused', 'referred', 'deferred'] as const

// What the next officer takes over, by its name among the counts and its words.
const openMatters = [
  ['hits.open', 'shift.hits-open'], ['referred.undecided', 'shift.referred-undecided'],
  ['exits.unmatched', 'shift.exits-unmatched'],
] as const

/** Crossings by direction and decision, and what is still open. */
export function Counts({ of }: { of: Readonly<Record<string, number>> }) {
  const { say } = useWords()
  const at = (direction: string, decision: string) => of[`${direction}.${decision}`] ?? 0
  const sum = (cells: readonly number[]) => cells.reduce((all, each) => all + each, 0)
  return (
    <table className="counts">
      <caption className="hidden">{say('shift.counts')}</caption>
      <thead>
        <tr>
          <td />
          {decisions.map((each) => <th scope="col" key={each}>{say(`decision.${each}`)}</th>)}
          <th scope="col">{say('shift.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {directions.map((direction) => (
          <tr key={direction}>
            <th scope="row">{say(`direction.${direction}`)}</th>
            {decisions.map((each) => <td key={each}>{at(direction, each) || '·'}</td>)}
            <td><b>{sum(decisions.map((each) => at(direction, each)))}</b></td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('shift.sum')}</th>
          {decisions.map((each) => (
            <td key={each}><b>{sum(directions.map((way) => at(way, each)))}</b></td>
          ))}
          <td><b>{of['crossings'] ?? 0}</b></td>
        </tr>
        {openMatters.filter(([name]) => of[name] !== undefined).map(([name, word]) => (
          <tr key={name}>
            <th scope="row" colSpan={decisions.length + 1}>{say(word)}</th>
            <td><b>{of[name]}</b></td>
          </tr>
        ))}
      </tfoot>
    </table>
  )
}
