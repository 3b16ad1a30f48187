// Where what was recorded is, in words that an officer understands: here, on its way, at the hub.

import { useQuery } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useEvery } from '../../ui/clock.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { LeafWhere, Whereabouts } from './leaf-where.ts'

const askedEveryMs = 5_000
const states = {
  here: 'clear', waits: 'waiting', 'leaf-up': 'waiting', 'at-hub': 'clear',
  'from-elsewhere': 'clear',
} as const

/** One line about a leaf of a journal, by its number. */
export function WhereItIs({ origin, number }: { origin: string; number: number }) {
  const { say } = useWords()
  const asked = useQuery<typeof LeafWhere>(
    { name: 'leaf-where', method: 'GET' }, { origin, number })
  useEvery(askedEveryMs, asked.refresh)
  const where = asked.done
  if (!where) return null
  return (
    <section aria-label={say('where-it-is')}>
      <h2>{say('where-it-is')}</h2>
      <Sign state={states[where.is]} word={say(`where-it-is.${where.is}`)}>
        {(where.at ?? where.why) && <Why of={where} />}
      </Sign>
    </section>
  )
}

function Why({ of }: { of: Whereabouts }) {
  const { say } = useWords()
  if (of.at) return <>{say('where-it-is.signed-at')} <TimeOf at={of.at} /></>
  if (of.is !== 'waits') return null
  return (
    <>
      {say(`where-it-is.why.${of.why}`, { waiting: of.waiting ?? 0 })}
      {of.since && <> · {say('where-it-is.since')} <TimeOf at={of.since} /></>}
      {of.linkWhy && (
        <> · {say.has(`link-why.${of.linkWhy}`) ? say(`link-why.${of.linkWhy}`)
          : <Ltr mono>{of.linkWhy}</Ltr>}</>
      )}
    </>
  )
}
