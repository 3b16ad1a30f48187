// A page of a register: rows with rules, numbers that stay, a sentence that says what is shown.

import { useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Link } from 'wouter'
import type { Problem } from './api.ts'
import { TimeOf } from './dates.tsx'
import { Ltr } from './ltr.tsx'
import { Sign } from './sign.tsx'
import { useWords } from './speaking.tsx'
import { ProblemSign } from './trouble.tsx'

/** One column; the first one holds the way into the row. */
export interface Column<Row> {
  head: string
  show: (row: Row) => ReactNode
  /** Figures stand at the end of their column, under each other. */
  figure?: boolean
}

interface LedgerProps<Row> {
  /** What `useRegister` answers, or rows of any other origin. */
  page: {
    rows: readonly Row[]
    waiting?: boolean
    problem?: Problem
    page?: number
    knownAt?: string
    next?: () => void
    previous?: () => void
  }
  /** What the register is called, for those who listen. */
  label: string
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  /** The number in the margin: the leaf's, or the row's. */
  folio: (row: Row, index: number) => ReactNode
  /** Where a row leads. */
  opens?: (row: Row) => string
  /** Words (`<empty>` and `<empty>.how`) for a page with nothing on it. */
  empty: string
}

/** A register page. Arrow keys go from row to row, Enter opens, Home and End go to the ends. */
export function Ledger<Row>(props: LedgerProps<Row>) {
  const { say } = useWords()
  const { page, columns, opens } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const head = useId()
  if (page.problem) return <ProblemSign problem={page.problem} />
  return (
    <div className="ledger">
      <table role="table" aria-label={props.label} aria-busy={page.waiting}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" className="folio">{say('ledger.number')}</th>
            {columns.map((column, index) => (
              <th role="columnheader" scope="col" key={column.head} id={`${head}-${index}`}
                className={column.figure ? 'figure' : undefined}>{say(column.head)}</th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" ref={body} onKeyDown={(event) => walk(event, body.current)}>
          {page.rows.map((row, index) => (
            <Line key={props.keyOf(row)} row={row} index={index} columns={columns}
              folio={props.folio(row, index)} {...(opens ? { opens: opens(row) } : {})} />
          ))}
        </tbody>
      </table>
      {page.rows.length === 0 && <Nothing waiting={page.waiting ?? false} empty={props.empty} />}
      <Turn page={page} />
    </div>
  )
}

function Line<Row>({ row, index, columns, folio, opens }: {
  row: Row
  index: number
  columns: readonly Column<Row>[]
  folio: ReactNode
  opens?: string
}) {
  const { say } = useWords()
  const [first, ...others] = columns
  return (
    <tr role="row" data-opens={opens && ''} onClick={(event) => {
      if (opens && !(event.target as Element).closest('a, button, input, select')) {
        event.currentTarget.querySelector('a')?.click()
      }
    }}>
      <th role="rowheader" scope="row" className="folio"><Ltr>{folio}</Ltr></th>
      <td role="cell" className={first?.figure ? 'figure' : undefined}>
        {opens
          ? <Link href={opens} tabIndex={index === 0 ? 0 : -1}>{first?.show(row)}</Link>
          : first?.show(row)}
      </td>
      {others.map((column) => (
        <td role="cell" key={column.head} data-head={say(column.head)}
          className={column.figure ? 'figure' : undefined}>{column.show(row)}</td>
      ))}
    </tr>
  )
}

// One row at a time is in the order of Tab; the arrows carry it along.
function walk(event: KeyboardEvent, body: HTMLElement | null) {
  const links = [...body?.querySelectorAll<HTMLElement>('tr > td:nth-of-type(1) > a') ?? []]
  const now = links.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: links.length - 1 }[event.key]
  const next = to === undefined ? undefined : links[to]
  if (!next || now < 0) return
  event.preventDefault()
  for (const link of links) link.tabIndex = link === next ? 0 : -1
  next.focus()
}

function Nothing({ waiting, empty }: { waiting: boolean; empty: string }) {
  const { say } = useWords()
  return (
    <div className="nothing" role="status">
      {waiting ? <Sign state="waiting">{say('ledger.reading')}</Sign> : (
        <>
          <p><b>{say(empty)}</b></p>
          {say.has(`${empty}.how`) && <p>{say(`${empty}.how`)}</p>}
        </>
      )}
    </div>
  )
}

function Turn({ page }: { page: LedgerProps<unknown>['page'] }) {
  const { say } = useWords()
  return (
    <div className="turn">
      <span>
        {page.page !== undefined && say('ledger.page', { page: page.page })}
        {page.knownAt && <> · {say('ledger.known-at')} <TimeOf at={page.knownAt} /></>}
      </span>
      <span className="acts">
        {page.previous && (
          <button type="button" onClick={page.previous}>{say('ledger.previous')}</button>
        )}
        {page.next && <button type="button" onClick={page.next}>{say('ledger.next')}</button>}
      </span>
    </div>
  )
}

/** The sentence over a register: *entries · today · at Dhobley · by anyone*. */
export function Sentence({ children }: { children: ReactNode }) {
  const { say } = useWords()
  return (
    <div className="sentence" role="search" aria-label={say('ledger.sentence')}>{children}</div>
  )
}

/** A word of the sentence that can be changed for another. */
export function Choice(props: {
  label: string
  value: string
  options: readonly { value: string; word: string }[]
  change: (value: string) => void
}) {
  return (
    <span>
      <select aria-label={props.label} value={props.value}
        onChange={({ target }) => props.change(target.value)}>
        {props.options.map(({ value, word }) => <option key={value} value={value}>{word}</option>)}
      </select>
    </span>
  )
}
