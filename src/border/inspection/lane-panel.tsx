// What is said once for the lane: direction, mode, vehicle, purpose; it holds for everybody who
// follows.

import { TRANSPORT_MODES } from '../../lib/codes/lists.ts'
import type { TransportMode } from '../../lib/codes/lists.ts'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import { draft } from './desk.ts'
import { setLane, useLane } from './lane.ts'
import type { Direction } from './lane.ts'
import { Panel } from './panel.tsx'
import { purposeLetters } from './purposes.ts'

const directions: readonly Direction[] = ['entry', 'exit', 'transit']

/** `turned` is told when the direction changes, since stays and pairs depend on it. */
export function LanePanel({ turned }: { turned: () => void }) {
  const { say } = useWords()
  const lane = useLane()
  const turn = (direction: Direction) => {
    if (direction === lane.direction) return
    setLane({ direction })
    turned()
  }
  useKeys(directions.map((direction, index) => (
    { key: String(index + 1), word: `direction.${direction}`, run: () => turn(direction) })))
  return (
    <Panel title={say('booth.lane.title')}>
      <div className="of-lane">
        <Directions turn={turn} />
        <div className="lane-fields">
          <label className="asked">
            {say('booth.mode')}
            <select className="entry" value={lane.mode}
              onChange={({ target }) => setLane({ mode: target.value as TransportMode })}>
              {TRANSPORT_MODES.map((each) => (
                <option key={each} value={each}>{say(`mode.${each}`)}</option>
              ))}
            </select>
          </label>
          <LaneText
            word="booth.plate" value={lane.plate ?? ''}
            change={(plate) => setLane({ plate: plate || undefined })}
          />
          <LaneText
            word="booth.lane" value={lane.lane ?? ''}
            change={(name) => setLane({ lane: name || undefined })}
          />
          <LaneText word="booth.stay-days" value={String(lane.stayDays ?? '')}
            change={(days) => (
              setLane({ stayDays: /^[1-9]\d{0,2}$/.test(days) ? Number(days) : undefined }))} />
          <label className="tick">
            <input
              type="checkbox" checked={lane.ethiopian ?? false}
              onChange={({ target }) => setLane({ ethiopian: target.checked })}
            />
            {say('booth.ethiopian')}
          </label>
        </div>
        {lane.direction === 'entry' && <Purposes />}
      </div>
    </Panel>
  )
}

function Directions({ turn }: { turn: (direction: Direction) => void }) {
  const { say } = useWords()
  const { direction } = useLane()
  return (
    <div className="switch" role="radiogroup" aria-label={say('booth.direction')}>
      {directions.map((each, index) => (
        <button key={each} type="button" className="plain" role="radio"
          aria-checked={direction === each} onClick={() => turn(each)}>
          {say(`direction.${each}`)} <Key name={String(index + 1)} />
        </button>
      ))}
    </div>
  )
}

function LaneText(
  { word, value, change }: { word: string; value: string; change: (value: string) => void },
) {
  const { say } = useWords()
  return (
    <label className="asked">
      {say(word)}
      <input className="entry mono" dir="ltr" maxLength={16} spellCheck={false} autoComplete="off"
        value={value}
        onChange={({ target }) => change(target.value.toUpperCase())} />
    </label>
  )
}

function Purposes() {
  const { say } = useWords()
  const { purpose } = useLane()
  return (
    <ul className="purposes" aria-label={say('booth.purpose')}>
      {Object.entries(purposeLetters).map(([letter, each]) => (
        <li key={letter}>
          <button type="button" className="plain" aria-pressed={purpose === each} onClick={() => {
            setLane({ purpose: each })
            draft({ purpose: each })
          }}><Key name={letter.toUpperCase()} /> {say(`purpose.${each}`)}</button>
        </li>
      ))}
    </ul>
  )
}
