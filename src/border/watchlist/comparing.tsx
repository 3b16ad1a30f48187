// The alert beside the person, field by field, with what speaks for one and the same and against.

import { countryName } from '../../lib/codes/country-codes.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { DateOf } from '../../ui/dates.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { Aligned } from '../../ui/aligned.tsx'
import type { Compared } from './comparison.ts'
import type { HitReason } from './terms.ts'
import { wordPairs } from './word-pairs.ts'

/** Bits from which a field is said to speak strongly. */
const strong = 10

/** Name under name, word by word, and which name of the alert or the list it was. */
export function NamesCompared({ reasons }: { reasons: readonly HitReason[] }) {
  const { say } = useWords()
  const name = reasons.find(({ about }) => about === 'name')
  const pairs = wordPairs(reasons, say)
  if (!name || pairs.length === 0) return null
  return (
    <section className="names-compared">
      <h2>{say(`watchlist.why.${name.why}`)}</h2>
      <Aligned of={pairs} heads={[say('hit.at-counter'), say('hit.in-alert')]}
        label={say('hit.words-compared')} />
    </section>
  )
}

/** A ruled table of four columns; on a narrow screen each field stands by itself. */
export function Comparison({ of }: { of: readonly Compared[] }) {
  const { say } = useWords()
  return (
    <table className="comparison" role="table">
      <caption className="hidden">{say('hit.comparison')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            <span className="hidden">{say('hit.field')}</span>
          </th>
          <th role="columnheader" scope="col">{say('hit.at-counter')}</th>
          <th role="columnheader" scope="col">{say('hit.in-alert')}</th>
          <th role="columnheader" scope="col">{say('hit.speaks')}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {of.map((each) => (
          <tr role="row" key={each.about}>
            <th role="rowheader" scope="row">{say(`watchlist.about.${each.about}`)}</th>
            <td role="cell" data-head={say('hit.at-counter')}>
              <Side of={each} side={each.person} />
            </td>
            <td role="cell" data-head={say('hit.in-alert')}>
              <Side of={each} side={each.alert} />
            </td>
            <td role="cell" data-head={say('hit.speaks')}><Speaks of={each} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Side({ of, side }: { of: Compared; side: readonly string[] }) {
  const { say, language } = useWords()
  if (side.length === 0) return <span className="faded">{say('hit.not-known')}</span>
  return (
    <ul>
      {side.map((value) => (
        <li key={value}>
          {of.about === 'name' ? <b><Own>{value}</Own></b>
            : of.about === 'birth-date' ? <DateOf of={dated(value)} />
              : of.about === 'sex' ? say(`sex.${value}`)
                : of.about === 'nationality' ? (
                  <><Ltr mono>{value}</Ltr> {countryName(value, language)}</>
                )
                  : <Ltr mono>{value}</Ltr>}
        </li>
      ))}
    </ul>
  )
}

function dated(value: string) {
  const precision = value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day'
  return { value, precision } as const
}

/** For or against, in a word and a sign of its own; the reason beside it. */
function Speaks({ of }: { of: Compared }) {
  const { say } = useWords()
  if (of.weight === undefined || !of.why) {
    return <span className="faded">{say('hit.nothing-said')}</span>
  }
  const how = of.weight < 0 ? 'against' : of.weight >= strong ? 'strongly' : 'for'
  return (
    <div>
      <b className="speaks" data-how={how}>
        <span aria-hidden="true">{how === 'against' ? '≠' : '='}</span> {say(`hit.speaks.${how}`)}
      </b>
      <br />{say(`watchlist.why.${of.why}`)}
    </div>
  )
}
