// Finding somebody who is not at the counter: what for, then by name, birth date or document.

import { useState } from 'react'
import type { FormEvent } from 'react'
import { askQuery } from '../../ui/asking.ts'
import type { Answer } from '../../ui/api.ts'
import type { Answer as AnswerOf } from '../../kernel/query.ts'
import { DateOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { FindTravellers, FoundTraveller } from './find-travellers.ts'
import { CountryMark } from '../travellers/named.tsx'
import { Question } from '../travellers/question.tsx'
import { Country, Line, longestName, PartialDay } from '../travellers/terms.ts'
import type { PartialDay as PartialDate } from '../travellers/terms.ts'
import { AskWhatFor, ForCase, useWhatFor } from './what-for.tsx'
import type { WhatFor } from './what-for.tsx'
import './travellers.css'

interface Sought { name?: string; born?: PartialDate; nationality?: string; number?: string }
type Found = Answer<AnswerOf<typeof FindTravellers>>

/** The search; its two steps stay in sight of each other. */
export default function Search() {
  const { say } = useWords()
  const [whatFor] = useWhatFor()
  return (
    <div className="page">
      <header className="head"><h1>{say('search')}</h1></header>
      {whatFor ? <Seeking whatFor={whatFor} /> : <AskWhatFor word="search.go-on" />}
    </div>
  )
}

function Seeking({ whatFor }: { whatFor: WhatFor }) {
  const { say } = useWords()
  const [sought, seek] = useState<Sought>({})
  const [wrong, setWrong] = useState<string>()
  const [found, setFound] = useState<Found>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Sought>) => seek((before) => ({ ...before, ...part }))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!sought.name?.trim() && !sought.number?.trim()) return setWrong('search.by-what')
    setWrong(undefined)
    setBusy(true)
    const answer = await askQuery<typeof FindTravellers>(
      { name: 'find-travellers', method: 'POST' }, { ...askedOf(sought), ...whatFor })
    setFound(answer)
    setBusy(false)
  }
  useKeys([{ key: 'Escape', word: 'search.again', whileTyping: true, run: () => {
    seek({})
    setFound(undefined)
  } }])
  return (
    <>
      <ForCase of={whatFor} />
      <form className="seek" onSubmit={send} noValidate key={found === undefined ? 'new' : 'asked'}>
        <Question word="search.name" type={Line(longestName)} value={sought.name} optional unmarked
          change={(name) => change({ name: name ?? '' })} fault={wrong} autoFocus />
        <Question word="search.number" type={Line(40).meta({ widget: 'latin' })} optional unmarked
          value={sought.number} change={(number) => change({ number: number ?? '' })} />
        <Question word="search.born" type={PartialDay} value={sought.born} optional unmarked
          change={(born) => seek(({ born: _, ...rest }) => ({ ...rest, ...(born && { born }) }))} />
        <Question word="search.nationality" type={Country}
          value={sought.nationality} optional unmarked
          change={(nationality) => seek(({ nationality: _, ...rest }) => (
            { ...rest, ...(nationality && { nationality }) }))} />
        <div className="acts">
          <button className="due" aria-disabled={busy}>
            {say('search.find')} <Key name="Enter" />
          </button>
        </div>
        <p className="faded small">{say('search.how')}</p>
      </form>
      <div role="status">
        {busy && <Sign state="waiting">{say('search.looking')}</Sign>}
        {!busy && found && <Results of={found} />}
      </div>
    </>
  )
}

// A name may be one of several spellings, parted by a comma; a date counts as far as it is known.
function askedOf({ name, born, nationality, number }: Sought) {
  const names = (name ?? '').split(/[,،;]/).map((each) => each.trim()).filter(Boolean).slice(0, 6)
  const birthDate = born?.precision === 'estimated' ? born.value?.slice(0, 4) : born?.value
  return {
    ...(names.length > 0 && { names }), ...(number?.trim() && { documentNumber: number.trim() }),
    ...(birthDate && { birthDate }), ...(nationality && { nationality }),
  }
}

function Results({ of }: { of: Found }) {
  const { say } = useWords()
  if ('refused' in of) return <RefusalSign refusal={of} />
  if ('problem' in of) return <ProblemSign problem={of.problem} />
  if ('invalid' in of) return <Sign state="look" word={say('search.not-understood')} />
  return (
    <Ledger label={say('search.found')} columns={columns} empty="search.none"
      keyOf={(row) => row.traveller} folio={(_, index) => index + 1}
      opens={(row) => `/travellers/${row.traveller}`}
      page={{ rows: of.done.found, page: 1, knownAt: of.done.knownAt }} />
  )
}

const columns: Column<FoundTraveller>[] = [
  { head: 'crossings.person', show: ({ names: [usual, ...others] }) => (
    <>
      <Own>{usual}</Own>
      {others.map((other) => (
        <span key={other} className="other-spelling">{' · '}<Own>{other}</Own></span>))}
    </>
  ) },
  { head: 'crossings.nationality', show: (row) => <CountryMark code={row.nationality} /> },
  { head: 'crossings.born', figure: true, show: (row) => <DateOf of={row.birthDate as never} /> },
  { head: 'search.documents', show: (row) => row.documents.map((number, index) => (
    <span key={number}>{index > 0 && ' · '}<Ltr mono>{number}</Ltr></span>)) },
  { head: 'search.crossings', figure: true, show: (row) => row.crossings },
  { head: 'search.last', show: ({ last }) => <Last of={last} /> },
  { head: 'search.alike', figure: true, show: (row) => <Ltr>{Math.round(row.score * 100)} %</Ltr> },
]

function Last({ of }: { of: FoundTraveller['last'] }) {
  const { say } = useWords()
  const day = of.at.slice(0, 10)
  return <>{say(`direction.${of.direction}`)} · <Own>{of.post}</Own> · <DateOf of={day} /></>
}
