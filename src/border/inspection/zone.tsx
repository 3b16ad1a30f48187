// The machine-readable zone as it stands in the document, with every doubtful character in place.

import { useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode, Ref, RefObject } from 'react'
import { Key } from '../../ui/key.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { Say, useWords } from '../../ui/speaking.tsx'
import type { InspectedDocument } from './inspect-answer.ts'
import type { ConfirmedCharacter } from './terms.ts'

interface Place { line: number; column: number }

/** What the booth may ask of the zone: to take the cursor (a key). */
export interface ZoneHandle { enter: () => void }

interface ZoneProps {
  document: InspectedDocument
  /** Characters compared with the document: what stands there. */
  confirm: (characters: ConfirmedCharacter[]) => void
  ref: Ref<ZoneHandle>
}

/**
 * The zone. A repaired character is marked; with the cursor in the zone one types what is printed,
 * or takes the repair with Enter. When no doubt is left, or the cursor leaves, what was compared is
 * told.
 */
export function Zone({ document, confirm, ref }: ZoneProps) {
  const { say } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { lines, cursor, doubts, marks, enter, leave, put, pressed } =
    useComparing({ document, confirm, box })
  useImperativeHandle(ref, () => ({ enter: () => enter() }))
  return (
    <div className="zone" ref={box} tabIndex={0} role="group" aria-label={say('booth.zone')}
      onKeyDown={pressed} onFocus={() => { if (!cursor) enter() }} onBlur={leave}>
      {lines.map((line, row) => (
        <div className="row" dir="ltr" key={row}>
          {pieces(line, row, marks).map(({ column, text, mark }) => (mark ? (
            <span key={column} className={mark} onPointerDown={(event) => {
              event.preventDefault()
              enter({ line: row, column })
            }}>{text}</span>
          ) : text))}
        </div>
      ))}
      {cursor && (
        <Beneath document={document} cursor={cursor} lines={lines} put={put} doubts={doubts} />
      )}
    </div>
  )
}

interface Comparing extends Pick<ZoneProps, 'document' | 'confirm'> {
  box: RefObject<HTMLDivElement | null>
}

/** The cursor in the zone and what was compared so far; it is told once, when the cursor leaves. */
function useComparing({ document, confirm, box }: Comparing) {
  const lines = document.mrz ?? []
  const [cursor, move] = useState<Place>()
  const [compared, compare] = useState<readonly ConfirmedCharacter[]>([])
  const untold = useRef<readonly ConfirmedCharacter[]>([])
  const settled = (place: Place) => compared.some(at(place))
  const doubts = document.repairs.filter((each) => !each.confirmed && !settled(each))
  const first = doubts[0] ?? wrongPlace(document) ?? { line: 0, column: 0 }
  const enter = (place: Place = first) => {
    move({ line: place.line, column: place.column })
    box.current?.focus()
  }
  useEffect(() => compare([]), [document])
  const leave = () => {
    move(undefined)
    const all = untold.current
    untold.current = []
    if (all.length > 0) confirm([...all])
  }
  const put = (to: string) => {
    if (!cursor) return
    const next = [...compared.filter((each) => !at(cursor)(each)), { ...cursor, to }]
    compare(next)
    untold.current = next
    const left = doubts.find((each) => !at(cursor)(each))
    if (left) return move({ line: left.line, column: left.column })
    // Leaving is what tells: once, with everything that was compared.
    if (doubts.length > 0) box.current?.blur()
    else move(step(cursor, 1, lines))
  }
  const pressed = (event: KeyboardEvent) => {
    const act = actOf(event, { cursor, doubt: document.repairs.find(at(cursor ?? first)), lines })
    if (!act) return
    event.preventDefault()
    if (act.put !== undefined) put(act.put)
    else if (act.to) move(act.to)
    else box.current?.blur()
  }
  const marks = (place: Place) => markOf(document, place, { compared, cursor })
  return { lines, cursor, doubts: doubts.length, marks, enter, leave, put, pressed }
}

function at(place: Place) {
  return (each: Place) => each.line === place.line && each.column === place.column
}

function step({ line, column }: Place, by: number, lines: readonly string[]): Place {
  const width = lines[line]?.length ?? 1
  const next = column + by
  if (next >= 0 && next < width) return { line, column: next }
  const other = Math.min(Math.max(line + by, 0), lines.length - 1)
  return { line: other, column: by > 0 ? 0 : (lines[other]?.length ?? 1) - 1 }
}

interface Act { put?: string; to?: Place; leave?: true }

function actOf(event: KeyboardEvent, now: {
  cursor: Place | undefined
  doubt: InspectedDocument['repairs'][number] | undefined
  lines: readonly string[]
}): Act | undefined {
  const { cursor, doubt, lines } = now
  if (!cursor || event.ctrlKey || event.altKey || event.metaKey) return undefined
  switch (event.key) {
    case 'Enter': return doubt ? { put: doubt.to } : { leave: true }
    case 'Escape': return { leave: true }
    case 'ArrowRight': return { to: step(cursor, 1, lines) }
    case 'ArrowLeft': return { to: step(cursor, -1, lines) }
    case 'ArrowDown': return {
      to: { ...cursor, line: Math.min(cursor.line + 1, lines.length - 1) },
    }
    case 'ArrowUp': return { to: { ...cursor, line: Math.max(cursor.line - 1, 0) } }
    default: break
  }
  const letter = /^Key([A-Z])$/.exec(event.nativeEvent.code)?.[1] ?? event.key.toUpperCase()
  return /^[A-Z0-9<]$/.test(letter) ? { put: letter } : undefined
}

// Where no repair is proposed, the cursor begins at the field whose check digit is wrong.
function wrongPlace({ checks }: InspectedDocument): Place | undefined {
  const run = checks.find((check) => !check.ok && check.name !== 'composite')?.over[0]
  return run && { line: run.line, column: run.from }
}

function markOf(document: InspectedDocument, place: Place, now: {
  compared: readonly ConfirmedCharacter[]; cursor: Place | undefined
}): string {
  const repair = document.repairs.find(at(place))
  const wrong = document.checks.find(
    (check) => !check.ok && at({ line: check.at.line, column: check.at.from })(place)
  )
  return [
    repair && (repair.confirmed || now.compared.some(at(place)) ? 'settled' : 'doubt'),
    !repair && now.compared.some(at(place)) && 'settled',
    wrong && 'wrong',
    now.cursor && at(now.cursor)(place) && 'cursor',
  ].filter(Boolean).join(' ')
}

// Plain characters stand together; each marked one is a piece of its own.
function pieces(line: string, row: number, marks: (place: Place) => string) {
  const found: { column: number; text: string; mark: string }[] = []
  for (const [column, text] of [...line].entries()) {
    const mark = marks({ line: row, column })
    const last = found.at(-1)
    if (last && mark === '' && last.mark === '') last.text += text
    else found.push({ column, text, mark })
  }
  return found
}

// 0 and O, 1 and I look alike in every typeface at the counter: what it is stands beside it.
function Called({ character }: { character: string }) {
  const { say } = useWords()
  const kind = /\d/.test(character) ? 'figure' : character === '<' ? 'filler' : 'letter'
  return <b>{say(`booth.zone.${kind}`)} <Ltr mono>{character}</Ltr></b>
}

function Beneath({ document, cursor, lines, put, doubts }: {
  document: InspectedDocument; cursor: Place; lines: readonly string[]
  put: (to: string) => void; doubts: number
}) {
  const { say } = useWords()
  const repair = document.repairs.find(at(cursor))
  const press = (to: string, word: string): ReactNode => (
    <button type="button" className="plain" tabIndex={-1}
      onPointerDown={(event) => { event.preventDefault(); put(to) }}>
      {say(word)} <Called character={to} />
    </button>
  )
  return (
    <div className="beneath" role="status">
      <p>
        {repair
          ? (
            <Say
              the="booth.zone.doubt"
              with={{
                read: <Called character={repair.from} />, to: <Called character={repair.to} />,
              }}
            />
          ) : (
            <Say the="booth.zone.character" with={{
              character: <Called character={lines[cursor.line]?.[cursor.column] ?? '<'} />,
            }} />
          )}
        {' '}{say('booth.zone.left', { count: doubts })}
      </p>
      {repair && (
        <p>
          {press(repair.to, 'booth.zone.is')} <Key name="Enter" />
          {press(repair.from, 'booth.zone.is')} <Key name={repair.from} />
        </p>
      )}
    </div>
  )
}
