// The courier's desk: a file or codes for the other end, and what was brought from there.

import { useState } from 'react'
import type { Answer as AnswerOf } from '../../kernel/query.ts'
import type { Answer } from '../../ui/api.ts'
import { askQuery, useQuery } from '../../ui/asking.ts'
import { CodeCamera } from '../../ui/camera.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Frames } from '../../ui/frames.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { CourierStands } from './courier-stands.ts'
import { Told } from './enrol-page.tsx'
import type { ReadCourier } from './read-courier.ts'
import type { WriteCourier } from './write-courier.ts'
import './network.css'

type Stands = AnswerOf<typeof CourierStands>
type Written = AnswerOf<typeof WriteCourier>
type Read = AnswerOf<typeof ReadCourier>

/** The page of the courier, at a post and at a hub. */
export default function CourierPage() {
  const { say } = useWords()
  const stands = useQuery<typeof CourierStands>(
    { name: 'courier-stands', method: 'GET' }, {}, ['crossings', 'cosignatures'])
  const now = stands.done
  return (
    <div className="page">
      <header className="head"><h1>{say('courier')}</h1></header>
      {stands.problem && <ProblemSign problem={stands.problem} />}
      {now && <p className="measure">{say(now.isHub ? 'courier.at-hub' : 'courier.at-post')}</p>}
      {now && !now.isHub && <Waiting now={now} />}
      {now && !now.isHub && <Write done={stands.refresh} />}
      {now && <ReadBack isHub={now.isHub} done={stands.refresh} />}
    </div>
  )
}

function Waiting({ now }: { now: Stands }) {
  const { say } = useWords()
  if (!now.hub) return <Sign state="look">{say('refusal.no-hub-yet')}</Sign>
  return (
    <Facts of={[
      ['courier.waiting', say('courier.leaves', { count: now.waiting })],
      now.waiting > 0 && now.since !== undefined
        && ['courier.since', <TimeOf key="s" at={now.since} withDay />],
      now.pictures > 0 && ['courier.pictures', say('courier.pictures.count', {
        count: now.pictures,
      })],
      now.last && ['courier.last', (
        <span key="l">
          <TimeOf at={now.last.made} withDay />
          {' · '}
          {say(now.last.answered ? 'courier.answered' : 'courier.not-answered')}
        </span>
      )],
    ]} />
  )
}

function Write({ done }: { done: () => void }) {
  const { say } = useWords()
  const [answer, setAnswer] = useState<Answer<Written>>()
  const [busy, setBusy] = useState(false)
  const write = async () => {
    setBusy(true)
    setAnswer(await askQuery<typeof WriteCourier>({ name: 'write-courier', method: 'POST' }, {}))
    setBusy(false)
    done()
  }
  return (
    <section className="carried" aria-label={say('courier.write')}>
      <h2>{say('courier.write')}</h2>
      <div className="acts">
        <button type="button" id="write-courier" className="due" aria-disabled={busy}
          onClick={() => void (busy || write())}>
          {say('courier.write')}
        </button>
      </div>
      <Told answer={answer} />
      {answer && 'done' in answer && <ToCarry of={answer.done} />}
    </section>
  )
}

/** A file to save, and its codes to be shown. */
function ToCarry({ of }: { of: Pick<Written, 'name' | 'file' | 'bytes' | 'codes'> }) {
  const { say } = useWords()
  const [shows, show] = useState(false)
  const save = () => {
    const bytes = Uint8Array.from(atob(of.file), (letter) => letter.charCodeAt(0))
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
    const link = document.createElement('a')
    link.href = url
    link.download = of.name
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <p><Ltr mono>{of.name}</Ltr> · {say('courier.bytes', { count: of.bytes })}</p>
      <div className="acts">
        <button type="button" className="save due" onClick={save}>{say('network.download')}</button>
        {of.codes.length > 0 && (
          <button type="button" className="show-codes" onClick={() => show(!shows)}>
            {say('courier.show-codes', { count: of.codes.length })}
          </button>
        )}
      </div>
      {of.codes.length === 0 && <p className="help">{say('courier.too-large-for-codes')}</p>}
      {shows && <Frames codes={of.codes} />}
    </>
  )
}

function ReadBack({ isHub, done }: { isHub: boolean; done: () => void }) {
  const { say } = useWords()
  const [brought, setBrought] = useState<{ file: string; name?: string }>({ file: '' })
  const [answer, setAnswer] = useState<Answer<Read>>()
  const [busy, setBusy] = useState(false)
  const choose = async (file: File | undefined) => {
    if (file) setBrought({ file: await base64Of(file), name: file.name })
  }
  const scanned = (text: string) => setBrought(({ file, name }) => (
    file.includes(text) ? { file, ...(name !== undefined && { name }) }
      : { file: codesIn(file) === 0 ? text : `${file}\n${text}` }))
  const read = async () => {
    setBusy(true)
    setAnswer(await askQuery<typeof ReadCourier>(
      { name: 'read-courier', method: 'POST' }, { file: brought.file }))
    setBusy(false)
    setBrought({ file: '' })
    done()
  }
  return (
    <section className="carried" aria-label={say('courier.read')}>
      <h2>{say('courier.read')}</h2>
      <div className="field">
        <label htmlFor="courier-file">{say('courier.file')}</label>
        <input id="courier-file" className="entry" type="file"
          onChange={({ target }) => void choose(target.files?.[0])} />
        {brought.name && <p className="help"><Ltr mono>{brought.name}</Ltr></p>}
      </div>
      <Codes text={brought.file} change={(file) => setBrought({ file })} />
      <CodeCamera read={scanned} />
      <div className="acts">
        <button type="button" id="read-courier" className={brought.file ? 'due' : ''}
          aria-disabled={busy || brought.file === ''}
          onClick={() => void (busy || brought.file === '' || read())}>
          {say('courier.read')}
        </button>
      </div>
      <Told answer={answer} />
      {answer && 'done' in answer && <Taken read={answer.done} isHub={isHub} />}
    </section>
  )
}

function Codes({ text, change }: { text: string; change: (text: string) => void }) {
  const { say } = useWords()
  const codes = codesIn(text)
  return (
    <div className="field">
      <label htmlFor="courier-codes">{say('network.or-codes')}</label>
      <textarea id="courier-codes" className="entry brought" dir="ltr" rows={4}
        spellCheck={false} value={codes > 0 ? text : ''}
        onChange={({ target }) => change(target.value)} />
      {codes > 0 && (
        <p className="help">{say('courier.codes-read', { count: codes, of: ofSeries(text) })}</p>
      )}
    </div>
  )
}

function Taken({ read, isHub }: { read: Read; isHub: boolean }) {
  const { say } = useWords()
  return (
    <>
      <Sign state="clear" word={say('courier.taken', { count: read.leaves })}>
        <Own>{read.from.split('/')[2] ?? ''}</Own>
      </Sign>
      {isHub && read.answer && (
        <>
          <p>{say('courier.carry-back')}</p>
          <ToCarry of={read.answer} />
        </>
      )}
    </>
  )
}

const code = /SAFAR:[0-9A-F]{16}:\d+:(\d+):/gi

/** How many different codes of a series are in a text. */
function codesIn(text: string): number {
  return text.startsWith('SAFAR:') || text.startsWith('safar:')
    ? new Set([...text.matchAll(code)].map(([head]) => head.toUpperCase())).size : 0
}

function ofSeries(text: string): number {
  return Number([...text.matchAll(code)][0]?.[1] ?? 0)
}

function base64Of(file: File): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => fail(reader.error)
    reader.readAsDataURL(file)
  })
}
