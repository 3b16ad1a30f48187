// How each node does, column by column: readable on a wall, the worst first.

import { TimeOf } from '../../ui/dates.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { Contact } from './contact.ts'
import type { Listed } from './network-page.tsx'

/** The columns; `now` is when the hub knew it (ISO), `bundle` how long its bundle log is. */
export function contactColumns(now: string, bundle: number): Column<Listed>[] {
  const told = (head: string, show: (contact: Contact) => React.ReactNode): Column<Listed> => ({
    head, figure: true, show: (row) => (row.contact ? show(row.contact) : '—'),
  })
  return [
    { head: 'network.post', show: (row) => <Post of={row} /> },
    { head: 'network.does', show: (row) => <Does of={row} /> },
    told('contact.heard', ({ at }) => <Ago ms={Date.parse(now) - Date.parse(at)} />),
    told('contact.unsent', ({ said }) => <Ltr>{said.unsent}</Ltr>),
    told('contact.bundle', ({ said }) => <Behind by={Math.max(0, bundle - said.bundle)} />),
    told('contact.clock', (contact) => <ClockOf contact={contact} />),
    told('contact.disk', ({ said }) => <Ltr>{gigabytes(said.freeBytes)}</Ltr>),
    told('contact.version', ({ said }) => <Ltr mono>{said.version}</Ltr>),
    told('contact.linked', ({ said }) => (
      said.linkedSince ? <TimeOf at={said.linkedSince} /> : '—')),
  ]
}

function Post({ of }: { of: Listed }) {
  return <><b><Own>{of.post}</Own></b> <span className="faded"><Ltr>{of.device}</Ltr></span></>
}

/** The sign of the whole line, with its reason. */
function Does({ of }: { of: Listed }) {
  const { say } = useWords()
  if (of.why === 'not-enrolled') {
    return <Sign state="unchecked" word={say(`standing.${of.standing}`)} />
  }
  const trouble = of.contact?.said.trouble
  const word = of.why ? say(`contact.why.${of.why}`) : say('contact.well')
  return (
    <Sign state={of.state} word={word}>
      {of.why === 'trouble' && trouble && (
        say.has(`contact.trouble.${trouble}`) ? say(`contact.trouble.${trouble}`)
          : <Ltr mono>{trouble}</Ltr>
      )}
    </Sign>
  )
}

function Ago({ ms }: { ms: number }) {
  const { say } = useWords()
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 120) return <>{say('contact.seconds', { seconds })}</>
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return <>{say('contact.minutes', { minutes })}</>
  const hours = Math.round(minutes / 60)
  return hours < 48 ? <>{say('bundle.hours', { hours })}</>
    : <>{say('bundle.days', { days: Math.round(hours / 24) })}</>
}

function Behind({ by }: { by: number }) {
  const { say } = useWords()
  return by === 0 ? <>{say('contact.bundle.whole')}</> : <Ltr>−{by}</Ltr>
}

/** Seconds ahead of or behind the hub's clock; what lies within the way there and back is none. */
function ClockOf({ contact: { offsetMs, said } }: { contact: Contact }) {
  const { say } = useWords()
  const seconds = Math.round(offsetMs / 1000)
  const sign = seconds > 0 ? '+' : '−'
  return (
    <>
      <Ltr>{Math.abs(seconds) < 2 ? '±0 s' : `${sign}${Math.abs(seconds)} s`}</Ltr>
      {said.clock === 'unsure' && <> · {say('bundle.unsure')}</>}
    </>
  )
}

function gigabytes(bytes: number): string {
  const gib = bytes / 1024 ** 3
  return gib >= 10 ? `${Math.round(gib)} GiB` : `${gib.toFixed(1)} GiB`
}
