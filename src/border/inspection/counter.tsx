// The counter: one screen, read once from start to end, worked without a mouse.

import './booth.css'
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ReactNode, Ref } from 'react'
import { useMe } from '../../ui/asking.ts'
import { onChange } from '../../ui/live.ts'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import { columnsByHand, useByHand } from './by-hand.tsx'
import { DecisionColumn } from './decision-column.tsx'
import { looksLikeSeal } from '../../lib/seals/seal-text.ts'
import { decide, deskNow, inspect, onDesk, open, photograph, sitDown } from './desk.ts'
import type { Desk, Matter } from './desk.ts'
import { DocumentColumn } from './document-column.tsx'
import { FindingsList } from './findings-list.tsx'
import { laneNow } from './lane.ts'
import { LanePanel } from './lane-panel.tsx'
import { usePapers } from './papers.tsx'
import { usePictures } from './pictures.ts'
import { PersonColumn } from './person-column.tsx'
import { boothKeys } from './booth-keys.ts'
import { presentSeal } from './present-seal.ts'
import { useReader } from './reader.ts'
import { ReasonPanel } from './reason-panel.tsx'
import { RecordedLines } from './recorded-lines.tsx'
import { RefusePanel } from './refuse-panel.tsx'
import { ReleasePanel } from './release-panel.tsx'
import { RulePanel } from './rule-panel.tsx'
import { NextCrossing, NextPerson } from './waiting-columns.tsx'
import type { ConfirmedCharacter } from './terms.ts'
import type { ZoneHandle } from './zone.tsx'

/**
 * The counter; `strip` stands above the columns and `idle` below them while nobody is shown
 * (groups).
 */
export function Counter({ strip, idle }: { strip?: ReactNode; idle?: ReactNode }) {
  const me = useMe()
  sitDown(me.officer)
  const desk = useSyncExternalStore(onDesk, deskNow)
  const { matter, hand, lines } = desk
  const { say } = useWords()
  const zone = useRef<ZoneHandle>(null)
  const floor = useRef<HTMLDivElement>(null)
  const second = me.roles.includes('secondary-officer')
  const [printLine, paper] = usePapers()
  const print = () => { if (lines[0]) void printLine(lines[0]) }
  const using = useByHand(hand, { matter, line: lines[0] })
  const worked = useHitsWorkedOn(matter)
  useReader((text) => void (looksLikeSeal(text) ? presentSeal(text) : inspect({ mrz: text })))
  usePictures(photograph)
  useKeys(boothKeys({ desk, second, zone, floor, print, worked }))
  // The cursor goes back to the floor whenever somebody else is shown, so that no button has it;
  // typed fields take it themselves.
  useEffect(() => {
    if (!hand) floor.current?.focus({ preventScroll: true })
  }, [matter?.crossing, desk.panel, hand])
  const columns = hand && columnsByHand(using, hand, { matter, line: lines[0] })
  return (
    <div
      className={strip ? 'booth with-strip' : 'booth'} ref={floor} tabIndex={-1}
      data-shows={matter ? matter.answer.standing : 'nobody'}
    >
      {strip}
      <Columns desk={desk} columns={columns} zone={zone} second={second} />
      <div className="below" role="region" aria-label={say('booth.findings')} tabIndex={0}>
        <Below desk={desk} worked={worked} idle={idle} />
      </div>
      <footer className="foot">
        <RecordedLines desk={desk} print={print} />
        <p className="hints">
          <span className="faded">{matter && say('booth.scan-next')}</span>
          <span className="faded">{say('booth.count', { count: lines.length })}</span>
          <span><Key name="?" /> {say('keys')}</span>
        </p>
      </footer>
      {paper}
    </div>
  )
}

// Who uses a reader never loads the camera, its net and its thread.
const CameraColumn = lazy(() => import('./camera-column.tsx'))

function Camera({ picture }: { picture: Blob | undefined }) {
  return <Suspense><CameraColumn key={Number(picture !== undefined)} picture={picture} /></Suspense>
}

// Whether the second line has worked on a hit since this person was shown.
function useHitsWorkedOn(matter: Matter | undefined): boolean {
  const [worked, setWorked] = useState<string>()
  const crossing = matter && matter.answer.alerts.length > 0 ? matter.crossing : undefined
  useEffect(
    () => (crossing ? onChange(['hits'], () => setWorked(crossing)) : undefined), [crossing],
  )
  return crossing !== undefined && worked === crossing
}

function Columns({ desk, columns, zone, second }: {
  desk: Desk; columns: ReturnType<typeof columnsByHand> | undefined
  zone: Ref<ZoneHandle>; second: boolean
}) {
  const { say } = useWords()
  const { matter } = desk
  const direction = matter?.answer.proposal.direction ?? laneNow().direction
  const title = <h2>{say('booth.decision')} · {say(`direction.${direction}`)}</h2>
  if (columns) {
    return (
      <div className="columns typing">
        <section className="document"><h2>{say('booth.document')}</h2>{columns.document}</section>
        <section className="person"><h2>{say('booth.person')}</h2>{columns.person}</section>
        <section className="decision">{title}{columns.decision}</section>
      </div>
    )
  }
  if (!matter || desk.camera) {
    return (
      <div className="columns empty">
        <section className="nobody">
          {desk.camera ? <Camera picture={desk.camera.picture} /> : <NextPerson desk={desk} />}
        </section>
        <section className="decision">
          <h2>{say('booth.next.crossing')}</h2><NextCrossing shared={desk.shared} />
        </section>
      </div>
    )
  }
  return (
    <div className="columns">
      <section className="document">
        <h2>{say('booth.document')}</h2>
        <DocumentColumn answer={matter.answer} zone={zone}
          confirm={(confirmed) => compared(matter, confirmed)} />
      </section>
      <section className="person">
        <h2>{say('booth.person')}</h2><PersonColumn answer={matter.answer} />
      </section>
      <section className="decision">
        {title}<DecisionColumn matter={matter} acts={actsOn(matter, second)} mayRelease={second} />
      </section>
    </div>
  )
}

// Characters that were compared with the page; the person is inspected anew by what stands there.
function compared(matter: Matter, confirmed: readonly ConfirmedCharacter[]) {
  const again = ({ line, column }: ConfirmedCharacter) => (
    confirmed.some((each) => each.line === line && each.column === column))
  const before = (matter.presented.confirmed ?? []).filter((each) => !again(each))
  void inspect({ ...matter.presented, confirmed: [...before, ...confirmed] }, true)
}

function actsOn({ answer: { standing, alerts } }: Matter, second: boolean) {
  return {
    admit: () => {
      if (standing === 'clear') void decide('admitted')
      else if (standing === 'look' || (second && alerts.length === 0)) open('admit')
      else if (second) open('release')
    },
    refer: () => open('refer'),
    refuse: () => open('refuse'),
  }
}

function Below({ desk, worked, idle }: { desk: Desk; worked: boolean; idle: ReactNode }) {
  const { say } = useWords()
  const { matter, panel } = desk
  const again = () => { if (matter) void inspect(matter.presented, true) }
  if (panel === 'lane') return <LanePanel turned={again} />
  if (!matter) return idle ?? null
  switch (panel) {
    case 'admit': case 'refer': return <ReasonPanel key={panel} matter={matter} decision={panel} />
    case 'refuse': return <RefusePanel matter={matter} />
    case 'release': return <ReleasePanel matter={matter} />
    case 'rule': return <RulePanel matter={matter} />
    default: return (
      <>
        {worked && (
          <p className="worked" role="status">
            {say('booth.hits-worked')}{' '}
            <button type="button" onClick={again}>
              {say('booth.inspect-again')} <Key name="Enter" />
            </button>
          </p>
        )}
        <FindingsList answer={matter.answer} />
      </>
    )
  }
}

