// The camera at the counter: the document before it, an outline where its zone is, or why not.

import './camera.css'
import { useEffect, useRef, useState } from 'react'
import { Key } from '../../ui/key.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { byHand, inspect, photograph, putCameraAway, type Presented } from './desk.ts'
import { lookThrough, readGiven, type CameraTold, type ZoneReading } from
  '../../ui/camera/zone-camera.ts'

/** The first two columns while a document is photographed, or a picture that was given is read. */
export default function CameraColumn({ picture }: { picture: Blob | undefined }) {
  const { say } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const [told, tell] = useState<CameraTold>({ looking: true })
  useEffect(() => {
    const heard = (news: CameraTold) => {
      if ('read' in news) void inspect(presentedFrom(news.read))
      else tell(news)
    }
    tell({ looking: true })
    return picture ? readGiven(picture, heard) : lookThrough(video.current!, heard)
  }, [picture])
  return (
    <div className="next camera">
      <h1>{say(picture ? 'booth.camera.picture' : 'booth.camera.title')}</h1>
      {'failed' in told
        ? (
          <div role="alert">
            <Sign state="look" size="board" word={say(`booth.camera.${told.failed}`)}>
              {say(`booth.camera.${told.failed}.hint`)}
            </Sign>
          </div>
        )
        : picture ? <p className="large" role="status">{say('booth.reading')}</p>
          : <p className="large">{say('booth.camera.how')}</p>}
      {!picture && (
        <div className="finder" hidden={'failed' in told}>
          <video ref={video} muted playsInline aria-label={say('booth.camera.title')} />
          <Outline told={told} />
        </div>
      )}
      <Acts again={'failed' in told} />
    </div>
  )
}

/** The lines, and the characters that the officer is to compare: the inspection shows them. */
function presentedFrom({ lines, repairs, doubts }: ZoneReading): Presented {
  const seenAs = [...repairs, ...doubts].slice(0, 40)
    .map(({ line, column, from }) => ({ line, column, from }))
  return { mrz: lines.join('\n'), ...(seenAs.length > 0 && { seenAs }) }
}

function Outline({ told }: { told: CameraTold }) {
  const corners = 'looking' in told ? told.corners ?? [] : []
  return (
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      {corners.map((line, row) => (
        <polygon key={row} points={line.map((point) => point.join(',')).join(' ')} />
      ))}
    </svg>
  )
}

function Acts({ again }: { again: boolean }) {
  const { say } = useWords()
  return (
    <div className="acts">
      {again && (
        <button type="button" className="due" onClick={() => photograph()}>
          {say('booth.camera.again')} <Key name="F5" />
        </button>
      )}
      <label className="asked">
        {say('booth.camera.choose')}
        <input className="entry" type="file" accept="image/*" onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen) photograph(chosen)
        }} />
      </label>
      <button type="button" onClick={() => byHand('new')}>
        {say('booth.by-hand.new.title')} <Key name="F3" />
      </button>
      <button type="button" onClick={putCameraAway}>{say('back')} <Key name="Esc" /></button>
    </div>
  )
}
