// Crossings of the day: a page of the register, the latest first, read through a sentence.

import { useEffect, useState } from 'react'
import { AsKnown } from '../../country/bundles/as-known.tsx'
import type { posts } from '../../country/posts/register.ts'
import { formatDay } from '../../lib/dates/calendars.ts'
import { addDays } from '../../lib/dates/days.ts'
import { useMe, useQuery, useRegister } from '../../ui/asking.ts'
import { localTime } from '../../ui/clock.tsx'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Key } from '../../ui/key.tsx'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import type { Me } from '../../ui/session.ts'
import { useWords } from '../../ui/speaking.tsx'
import { BornOf, CountryMark, DocumentMark, NameOf } from '../travellers/named.tsx'
import type { CrossingsOfDay } from './crossings-of-day.ts'
import { DecisionMark } from './decision-mark.tsx'
import type { CrossingRow } from './pairing.ts'
import { Decision, Direction } from './terms.ts'

interface Shown { day: string; direction: string; decision: string; post: string; officer: string }

/** The ledger of a day; direction, decision, post, officer and day are words of its sentence. */
export default function CrossingsOfTheDay() {
  const { say } = useWords()
  const me = useMe()
  const today = localTime(new Date()).day
  const [shown, show] = useState<Shown>(
    { day: today, direction: '', decision: '', post: ownPost(me), officer: '' })
  const [after, turn] = useState<string[]>([])
  const change = (part: Partial<Shown>) => {
    turn([])
    show((before) => ({ ...before, ...part }))
  }
  const last = after.at(-1)
  const asked = useQuery<typeof CrossingsOfDay>(
    { name: 'crossings-of-day', method: 'POST' },
    {
      ...chosen(shown), offsetMinutes: offsetOf(shown.day), limit: 50,
      ...(last && { after: last }),
    } as never,
    ['crossings'],
  )
  const { done } = asked
  return (
    <div className="page">
      <header className="head">
        <h1>{say('crossings')}</h1>
        <OtherDays day={shown.day} today={today} to={(day) => change({ day })} />
      </header>
      <Narrowed shown={shown} change={change} rows={done?.rows ?? []} today={today} />
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('crossings')} columns={columnsFor(shown.post)} empty="crossings.none"
        keyOf={(row) => row.crossing} folio={(row) => row.number}
        opens={(row) => `/crossings/${row.crossing}`}
        page={{
          rows: done?.rows ?? [], waiting: asked.waiting, page: after.length + 1,
          ...(asked.problem && { problem: asked.problem }), ...(done && { knownAt: done.knownAt }),
          ...(done?.next && { next: () => turn([...after, done.next!]) }),
          ...(last && { previous: () => turn(after.slice(0, -1)) }),
        }} />
      {shown.post !== me.post && <AsKnown />}
    </div>
  )
}

/** The days beside the one that is shown, each with its key. */
function OtherDays({ day, today, to }: { day: string; today: string; to: (day: string) => void }) {
  const { say } = useWords()
  const ways = [
    { key: 'p', word: 'crossings.day-before', run: () => to(addDays(day, -1)) },
    ...(day < today ? [
      { key: 'n', word: 'crossings.day-after', run: () => to(addDays(day, 1)) },
      { key: 't', word: 'crossings.to-today', run: () => to(today) },
    ] : []),
  ]
  useKeys(ways)
  return (
    <div className="acts">
      {ways.map(({ key, word, run }) => (
        <button key={key} type="button" className="plain" onClick={run}>
          {say(word)} <Key name={key} />
        </button>
      ))}
    </div>
  )
}

// What is not chosen is not asked.
function chosen(shown: Shown) {
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ''))
}

/** By how many minutes this workstation's clock is ahead of UTC on a day. */
function offsetOf(day: string): number {
  return -new Date(`${day}T12:00:00`).getTimezoneOffset()
}

/** The post to begin with: one's own; at the hub all of them. */
function ownPost(me: Me): string {
  return me.kind === 'hub' ? '' : me.post
}

/** Where crossings of several posts stand together, each says where it was. */
function columnsFor(post: string): Column<CrossingRow>[] {
  return post === '' ? [...columns.slice(0, -1), where, columns.at(-1)!] : columns
}

const where: Column<CrossingRow> = {
  head: 'crossings.where', show: (row) => <Ltr mono>{row.post}</Ltr>,
}
const columns: Column<CrossingRow>[] = [
  { head: 'crossings.person', show: (row) => <NameOf person={row.person} /> },
  { head: 'crossings.nationality', show: (row) => <CountryMark code={row.person.nationality} /> },
  { head: 'crossings.born', figure: true, show: (row) => <BornOf person={row.person} /> },
  { head: 'crossings.document', show: (row) => <DocumentMark document={row.document} /> },
  { head: 'crossings.decision', show: (row) => <DecisionMark of={row} /> },
  { head: 'crossings.until', figure: true,
    show: (row) => (row.until ? <DateOf of={row.until} /> : '—') },
  { head: 'crossings.at', figure: true, show: (row) => <TimeOf at={row.at} withDay={false} /> },
]

/** The sentence: *entries · admitted · at Dhobley · by anyone · on 22 Nov 2026*. */
function Narrowed({ shown, change, rows, today }: {
  shown: Shown; change: (part: Partial<Shown>) => void; rows: readonly CrossingRow[]; today: string
}) {
  const { say, language } = useWords()
  const me = useMe()
  const places = useRegister<typeof posts>({ name: 'posts' }, { limit: 200 }).rows
  const [seen, see] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    see((before) => {
      const all = new Set([...before, ...rows.map((row) => row.officer)])
      return all.size === before.size ? before : all
    })
  }, [rows])
  const others = [...seen].filter((officer) => officer !== me.officer).sort()
  const all = (word: string) => ({ value: '', word: say(word) })
  return (
    <Sentence>
      <Choice label={say('crossings.direction')} value={shown.direction}
        change={(direction) => change({ direction })}
        options={[all('crossings.all-directions'), ...Direction.options.map((value) => (
          { value, word: say(`crossings.only.${value}`) }))]} />
      <Choice label={say('crossings.decision')} value={shown.decision}
        change={(decision) => change({ decision })}
        options={[all('crossings.all-decisions'), ...Decision.options.map((value) => (
          { value, word: say(`decision.${value}`) }))]} />
      <Choice label={say('crossings.post')} value={shown.post} change={(post) => change({ post })}
        options={[all('crossings.all-posts'), ...places.map(({ code, name }) => ({
          value: code, word: say('crossings.at-post', { post: name[language] ?? name.en }),
        }))]} />
      <Choice label={say('crossings.officer')} value={shown.officer}
        change={(officer) => change({ officer })}
        options={[all('crossings.by-anyone'), { value: me.officer, word: say('crossings.by-me') },
          ...others.map((value) => ({ value, word: say('crossings.by', { officer: value }) }))]} />
      <Choice label={say('crossings.day')} value={shown.day} change={(day) => change({ day })}
        options={daysUpTo(today, shown.day).map((value) => ({
          value, word: value === today ? say('crossings.today')
            : formatDay(value, { language, calendar: 'gregorian' }),
        }))} />
    </Sentence>
  )
}

/** The last fortnight, and the day that is shown if it lies before that. */
function daysUpTo(today: string, shown: string): string[] {
  const days = Array.from({ length: 14 }, (_, back) => addDays(today, -back))
  return days.includes(shown) ? days : [...days, shown]
}
