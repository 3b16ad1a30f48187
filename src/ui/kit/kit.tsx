// The kit: every element in every state, for those who build screens and those who judge them.

import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { countryName } from '../../lib/codes/country-codes.ts'
import { DateOf, DaySideBySide, TimeOf } from '../dates.tsx'
import { Dialog } from '../dialog.tsx'
import { Facts, File } from '../file.tsx'
import { Form } from '../form.tsx'
import { Over } from '../house.tsx'
import { Key } from '../key.tsx'
import { Choice, Ledger, Sentence } from '../ledger.tsx'
import type { Column } from '../ledger.tsx'
import { Ltr, Own } from '../ltr.tsx'
import { Print } from '../printing.tsx'
import { RefusalSign } from '../refusal-sign.tsx'
import { Mark, Sign, states } from '../sign.tsx'
import { useWords } from '../speaking.tsx'
import { LanguageSwitch, LightSwitch } from '../switches.tsx'
import { CannotRecord, ProblemSign } from '../trouble.tsx'
import { RefusalPaper, ReceiptPaper } from './papers.tsx'
import { sampleRows, SpecimenAttested } from './specimen.ts'
import type { SampleRow } from './specimen.ts'

const me = {
  officer: 'KE-0417', name: 'Amina Warsame', roles: ['supervisor'], post: 'Dhobley', lane: '3',
} as const

/** The page `/kit`; it asks no node and shows no person. */
export default function Kit() {
  const { say } = useWords()
  return (
    <div className="house">
      <Over me={me} />
      <main id="main" className="page kit">
        <header className="head">
          <h1>{say('kit')}</h1>
          <LanguageSwitch /><LightSwitch />
        </header>
        <Part name="signs"><Signs /></Part>
        <Part name="type"><Type /></Part>
        <Part name="acts"><Acts /></Part>
        <Part name="ledger"><Ledgers /></Part>
        <Part name="file"><SampleFile /></Part>
        <Part name="form"><SampleForm /></Part>
        <Part name="trouble"><Troubles /></Part>
        <Part name="paper">
          <Print paper="a4"><RefusalPaper /></Print>
          <Print paper="roll"><ReceiptPaper /></Print>
        </Part>
      </main>
    </div>
  )
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  const { say } = useWords()
  return <section id={name}><h2>{say(`kit.${name}`)}</h2>{children}</section>
}

function Signs() {
  const { say } = useWords()
  return (
    <>
      <div className="boards">
        {states.map((state) => (
          <Sign key={state} state={state} size="board">{say(`kit.why.${state}`)}</Sign>
        ))}
      </div>
      <div className="lines">
        {states.map((state) => <Sign key={state} state={state}>{say(`kit.why.${state}`)}</Sign>)}
        <p>{states.map((state) => <Mark key={state} state={state} />)}</p>
      </div>
    </>
  )
}

function Type() {
  return (
    <div className="samples">
      <p className="name"><Own>Cabdi Warsame XUSEEN</Own></p>
      <p className="name"><Own>عبدي ورسمه حسين</Own></p>
      <p className="name"><Own>ትዕግስት ኃይሌ ገብረማርያም</Own></p>
      <p className="large"><Ltr mono>{'P<SOMXUSEEN<<CABDI<WARSAME<<<<<<<<<<<<<<<<<<'}</Ltr></p>
      <p><Ltr mono>{'P008123450SOM8701014M2905128<<<<<<<<<<<<<<06'}</Ltr></p>
      <p><DateOf of={{ value: '1987', precision: 'year' }} /></p>
      <p><DaySideBySide of="2026-11-22" /></p>
      <p className="small faded">Łukasz Şahin Nguyễn Đặng · 0123456789 · 1,234.50</p>
    </div>
  )
}

function Acts() {
  const { say } = useWords()
  const [open, show] = useState(false)
  return (
    <div className="acts">
      <button type="button" className="due">{say('kit.admit')} <Key name="Enter" /></button>
      <button type="button">{say('kit.refer')} <Key name="F8" /></button>
      <button type="button">{say('kit.refuse')} <Key name="F9" /></button>
      <button type="button" aria-disabled="true">{say('record')}</button>
      <button type="button" className="plain" onClick={() => show(true)}>
        {say('kit.dialog')}
      </button>
      {open && (
        <Dialog title={say('kit.dialog')} close={() => show(false)}>
          <p>{say('kit.why.look')}</p>
          <div className="acts">
            <button type="button" className="due" onClick={() => show(false)}>
              {say('back')} <Key name="Esc" />
            </button>
          </div>
        </Dialog>
      )}
    </div>
  )
}

function Ledgers() {
  const { language, say } = useWords()
  const [direction, choose] = useState('entries')
  const columns: Column<SampleRow>[] = [
    {
      head: 'kit.person',
      show: (row) => <span className={row.struck ? 'struck' : ''}><Own>{row.name}</Own></span>,
    },
    { head: 'kit.nationality', show: (row) => countryName(row.from, language) },
    { head: 'kit.document', show: (row) => <Ltr mono>{row.document}</Ltr> },
    { head: 'kit.state', show: (row) => <Sign state={row.state} /> },
    {
      head: 'kit.until', figure: true,
      show: (row) => (row.until ? <DateOf of={row.until} /> : '—'),
    },
    { head: 'kit.at', figure: true, show: (row) => <TimeOf at={row.at} withDay={false} /> },
  ]
  const common = {
    label: say('kit.ledger'), columns, empty: 'kit.empty',
    keyOf: (row: SampleRow) => String(row.number),
    folio: (row: SampleRow) => row.number,
  }
  return (
    <>
      <Sentence>
        <Choice label={say('kit.direction')} value={direction} change={choose} options={[
          { value: 'entries', word: say('kit.entries') },
          { value: 'exits', word: say('kit.exits') },
        ]} />
        <Choice label={say('kit.day')} value="today" change={() => undefined}
          options={[{ value: 'today', word: say('kit.today') }]} />
        <Choice label={say('kit.officer')} value="anyone" change={() => undefined}
          options={[{ value: 'anyone', word: say('kit.anyone') }]} />
      </Sentence>
      <Ledger {...common} opens={(row) => `/kit#${row.number}`} page={{
        rows: sampleRows, page: 1, knownAt: '2026-11-21T18:15:00.000Z', next: () => undefined,
      }} />
      <Ledger {...common} page={{ rows: [] }} />
      <Ledger {...common} page={{ rows: [], waiting: true }} />
    </>
  )
}

function SampleFile() {
  const { say } = useWords()
  const fact = (number: number, told: string, struck?: boolean) => ({
    key: String(number), at: `2026-05-0${number % 9 + 1}T06:1${number % 6}:00.000Z`,
    told: say(told), by: 'Amina Warsame', where: 'Dhobley', seal: { origin: 'dhobley.1', number },
    ...(struck ? { struck } : {}),
  })
  return (
    <File title={<Own>Cabdi Warsame Xuseen</Own>} aside={<Ltr mono>P00812345</Ltr>}
      acts={<button type="button">{say('print')}</button>}
      facts={[
        fact(20418, 'kit.fact.entered'),
        fact(18233, 'kit.fact.left'),
        fact(18120, 'kit.fact.wrong', true),
      ]}
      standing={(
        <>
          <Sign state="clear" size="board">{say('kit.why.clear')}</Sign>
          <Facts of={[
            ['kit.nationality', <Ltr mono key="n">SOM</Ltr>],
            ['kit.birth', <DateOf key="b" of={{ value: '1987', precision: 'year' }} />],
            ['kit.until', <DaySideBySide key="u" of="2027-02-19" />],
          ]} />
        </>
      )} />
  )
}

function SampleForm() {
  const tried = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The kit shows a form that was sent too early; the cursor stays where the reader is.
    const form = tried.current!.querySelector('form')!
    form.requestSubmit()
    requestAnimationFrame(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      scrollTo(0, 0)
    })
  }, [])
  return (
    <div className="two">
      <Form of={SpecimenAttested} done={() => undefined} start={{
        called: ['Cabdi', 'Warsame', 'Xuseen'], sex: 'M',
        birth: { value: '1987-01-01', precision: 'day' },
        nationality: 'SOM', days: 90, tongues: ['so', 'ar'], plates: ['KBZ 417T'],
      }} />
      <div ref={tried}><Form of={SpecimenAttested} done={() => undefined} /></div>
    </div>
  )
}

function Troubles() {
  const { say } = useWords()
  return (
    <div className="lines">
      <RefusalSign refusal={{ reason: 'kit' }} />
      <ProblemSign problem={{ status: 403 }} />
      <ProblemSign problem={{ status: 0 }} />
      <ProblemSign problem={{ status: 500 }} />
      <CannotRecord serial="dhobley-261122-4f1a-003" />
      <Sign state="waiting" since={Date.now() - 4000}>{say('ledger.reading')}</Sign>
    </div>
  )
}
