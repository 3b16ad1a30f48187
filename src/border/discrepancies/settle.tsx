// Settling a discrepancy: the facts beside each other, and what a person found out, with a reason.

import { Link, useLocation } from 'wouter'
import type { AnyEvent } from '../../kernel/event.ts'
import { AsKnown } from '../../country/bundles/as-known.tsx'
import { newId } from '../../ui/api.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { File } from '../../ui/file.tsx'
import type { DatedFact } from '../../ui/file.tsx'
import { Field, Form, useFilled } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { attest } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { Changes } from '../crossings/changes.tsx'
import { shortOrigin } from '../travellers/named.tsx'
import type { FactBeside } from './contradiction.ts'
import type { Discrepancies, Discrepancy } from './discrepancies.ts'
import { DiscrepancySettled } from './discrepancy-settled.ts'
import type { DiscrepancyKind } from './terms.ts'
import './discrepancies.css'

/** Corrected together with the settlement, where another value than the last is to stand. */
const byTwo = ['decision', 'traveller']

export default function Settle({ kind, about, field }: {
  kind?: string; about?: string; field?: string
}) {
  const { say } = useWords()
  const [, go] = useLocation()
  useKeys([{ key: 'Escape', word: 'back', run: () => go('/discrepancies') }])
  const asked = useQuery<typeof Discrepancies>(
    { name: 'discrepancies', method: 'POST' },
    { kind: kind as DiscrepancyKind, about: about!, settled: true },
    ['crossings', 'corrections', 'settlements'])
  const found = asked.done?.discrepancies.find((each) => (each.field ?? '-') === field)
  return (
    <div className="page">
      {asked.waiting && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {asked.problem && <ProblemSign problem={asked.problem} />}
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      {asked.done && !found && <p className="large">{say('discrepancy.unknown')}</p>}
      {found && <Found of={found} />}
      <AsKnown />
    </div>
  )
}

function Found({ of }: { of: Discrepancy }) {
  const { say } = useWords()
  const me = useMe()
  const settles = me.roles.some((role) => role === 'supervisor' || role === 'secondary-officer')
  return (
    <File title={say(`discrepancyKind.${of.kind}`)} aside={of.name && <Own>{of.name}</Own>}
      acts={<Link className="act" href={`/crossings/${of.about}`}>
        {say('discrepancy.open-crossing')}
      </Link>}
      facts={of.facts.map((fact) => told(fact, of, say))}
      standing={(
        <>
          {of.settled.length > 0 && <Settlements of={of} />}
          {of.open && (
            <p className="measure">{say(`discrepancy.what-to-do.${of.kind}`)}</p>
          )}
          {of.open && settles && <SettleForm of={of} />}
        </>
      )} />
  )
}

function told(
  fact: FactBeside, of: Discrepancy, say: ReturnType<typeof useWords>['say'],
): DatedFact {
  return {
    key: fact.id, at: fact.at, where: <Own>{fact.post}</Own>, by: <Ltr>{fact.officer}</Ltr>,
    seal: { origin: shortOrigin(fact.origin), number: fact.number },
    told: fact.direction
      ? <Link href={`/crossings/${fact.crossing}`}>{say(`direction.${fact.direction}`)}</Link>
      : <Verdict fact={fact} of={of} />,
    more: (
      <>
        {fact.document && <p><Ltr mono>{fact.document}</Ltr></p>}
        {fact.why && <p><Own>{fact.why}</Own></p>}
      </>
    ),
  }
}

function Verdict({ fact, of }: { fact: FactBeside; of: Discrepancy }) {
  const { say } = useWords()
  if (of.kind === 'settled-differently') {
    return say(`foundOut.${(fact.value as { foundOut: string }).foundOut}`)
  }
  return <Changes of={[{ field: of.field!, now: fact.value }]} />
}

function Settlements({ of }: { of: Discrepancy }) {
  const { say } = useWords()
  return (
    <section>
      <h2>{say('discrepancy.settlements')}</h2>
      <ul className="lines">
        {of.settled.map((row) => (
          <li key={row.settlement}>
            <b>{say(`foundOut.${row.foundOut}`)}</b> · <Own>{row.why}</Own>
            <div className="faded small">
              <Own>{row.post}</Own> · <Ltr>{row.officer}</Ltr>
              {row.second && <> · <Ltr>{row.second}</Ltr></>} · <TimeOf at={row.at} withDay />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function SettleForm({ of }: { of: Discrepancy }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const done = async (_: unknown, said: { stands?: string | undefined; why: string }) => {
    const stands = of.facts.find(({ id }) => id === said.stands)
    // What was said last is what the crossing reads already.
    if (stands?.value !== undefined && of.field && stands !== latest(of.facts)) {
      await attest<AnyEvent>({
        name: 'crossing-corrected', twoOfficers: byTwo.includes(of.field),
      }, {
        crossing: of.about, correction: newId(), why: said.why,
        corrected: { [of.field]: stands.value },
        after: of.facts.flatMap(({ correction }) => correction ?? []),
      })
    }
    go('/discrepancies')
  }
  return (
    <Form of={DiscrepancySettled} word="discrepancy.settle" done={done}
      fixed={{
        kind: of.kind, about: of.about, facts: of.facts.map(({ id }) => id),
        ...(of.field && { field: of.field }),
      }}
      acts={<button type="button" className="plain" onClick={() => go('/discrepancies')}>
        {say('back')}
      </button>}>
      <Field name="foundOut" autoFocus />
      <WhichStands of={of} />
      <Field name="why" />
    </Form>
  )
}

function latest(facts: readonly FactBeside[]): FactBeside | undefined {
  return facts.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
}

/** Asked where one of them stands: each fact by where and when it was said. */
function WhichStands({ of }: { of: Discrepancy }) {
  const { say } = useWords()
  const { values, change, faults } = useFilled()
  const asked = values['foundOut'] === 'one-stands'
  if (!asked) return null
  return (
    <fieldset className="field stands">
      <legend>{say('discrepancy-settled.stands')}</legend>
      {of.facts.map((fact) => (
        <label key={fact.id}>
          <input type="radio" name="stands" checked={values['stands'] === fact.id}
            onChange={() => change('stands', fact.id)} />
          <span>
            {fact.direction && <>{say(`direction.${fact.direction}`)} · </>}
            <Own>{fact.post}</Own> · <TimeOf at={fact.at} withDay /> · <Ltr>{fact.officer}</Ltr>
          </span>
        </label>
      ))}
      {faults['stands'] && <div role="alert">{say('refusal.say-which-stands.hint')}</div>}
    </fieldset>
  )
}
