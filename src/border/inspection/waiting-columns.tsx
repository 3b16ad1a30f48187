// The booth while nobody is before it: one thing to do, and what the next crossing will say of
// itself.

import { Key } from '../../ui/key.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { CannotRecord, ProblemSign } from '../../ui/trouble.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { Desk } from './desk.ts'
import { byHand, inspect, open, photograph, putAway } from './desk.ts'
import { useLane } from './lane.ts'

/** The first two columns together: scan. Or why the last scan is no document. */
export function NextPerson({ desk }: { desk: Desk }) {
  const { say } = useWords()
  if (desk.reading !== undefined) {
    return (
      <div className="next">
        <Sign state="waiting" since={desk.reading}>{say('booth.reading')}</Sign>
      </div>
    )
  }
  if (desk.unread) return <Unread unread={desk.unread} />
  return (
    <div className="next">
      <h1>{say('booth.next')}</h1>
      <p className="large">{say('booth.next.how')}</p>
      <div className="acts">
        <button type="button" onClick={() => photograph()}>
          {say('booth.camera')} <Key name="F5" />
        </button>
        <button type="button" onClick={() => byHand('new')}>
          {say('booth.by-hand.new.title')} <Key name="F3" />
        </button>
      </div>
    </div>
  )
}

function Unread({ unread }: { unread: NonNullable<Desk['unread']> }) {
  const { say } = useWords()
  const { why, presented } = unread
  const cannotRecord = 'refused' in why && why.reason === 'cannot-record'
  const nothing = 'refused' in why && why.reason === 'nothing-read'
  const typed = nothing ? 'booth.unread' : 'booth.not-inspected'
  return (
    <div className="next" role="alert">
      {cannotRecord ? <CannotRecord serial={String(why.detail?.paperSerial ?? '')} /> : (
        <Sign state="look" size="board" word={say(typed)}>{say(`${typed}.hint`)}</Sign>
      )}
      {'refused' in why && !cannotRecord && !nothing && <RefusalSign refusal={why} />}
      {'problem' in why && <ProblemSign problem={why.problem} />}
      {'invalid' in why && (
        <p className="small">
          {why.invalid.map(({ path, message }) => `${path}: ${message}`).join(' · ')}
        </p>
      )}
      {presented.mrz && <p className="small mono raw" dir="ltr">{presented.mrz.slice(0, 160)}</p>}
      <div className="acts">
        {!nothing && (
          <button type="button" className="due" onClick={() => void inspect(presented)}>
            {say('booth.inspect-again')} <Key name="Enter" />
          </button>
        )}
        <button type="button" onClick={() => byHand('new')}>
          {say('booth.by-hand.new.title')} <Key name="F3" />
        </button>
        <button type="button" onClick={putAway}>{say('back')} <Key name="Esc" /></button>
      </div>
    </div>
  )
}

/** The third column: direction, mode, vehicle, purpose, as they hold for the next person. */
export function NextCrossing({ shared }: { shared: Desk['shared'] }) {
  const { say } = useWords()
  const ours = useLane()
  const { direction, mode, purpose, lane } = { ...ours, ...shared }
  const plate = shared
    ? shared.conveyance?.plate ?? shared.conveyance?.number : ours.plate
  return (
    <div className="next-crossing">
      <p className="direction">{say(`direction.${direction}`)}</p>
      <dl className="pairs">
        <dt>
          {say('booth.mode')}</dt><dd>{mode && say(`mode.${mode}`)} {plate && (
            <Ltr mono>{plate}</Ltr>
          )}
        </dd>
        {direction === 'entry' && (
          <>
            <dt>
              {say('booth.purpose')}
            </dt>
            <dd>{purpose ? say(`purpose.${purpose}`) : say('booth.purpose.each')}
            </dd>
          </>
        )}
        {lane && <><dt>{say('booth.lane')}</dt><dd><Ltr mono>{lane}</Ltr></dd></>}
      </dl>
      {!shared && (
        <div className="acts">
          <button type="button" onClick={() => open('lane')}>
            {say('booth.lane.change')} <Key name="F2" />
          </button>
        </div>
      )}
    </div>
  )
}
