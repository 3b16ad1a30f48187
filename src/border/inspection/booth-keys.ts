// The keys of the booth: what each does depends on what is before the officer, never on a mode.

import type { RefObject } from 'react'
import type { Key } from '../../ui/keys.ts'
import {
  byHand, decide, draft, inspect, open, photograph, putAside, putAway, putCameraAway,
} from './desk.ts'
import type { Desk } from './desk.ts'
import { laneNow, setLane } from './lane.ts'
import { purposeLetters } from './purposes.ts'
import type { ZoneHandle } from './zone.tsx'

interface Around {
  desk: Desk
  /** The officer is of the second line. */
  second: boolean
  zone: RefObject<ZoneHandle | null>
  floor: RefObject<HTMLElement | null>
  print: () => void
  /** The second line has worked on a hit of the person shown. */
  worked: boolean
}

/** All keys of the booth as it stands. */
export function boothKeys(around: Around): Key[] {
  const { desk, zone, print, floor } = around
  const { matter, hand, camera } = desk
  const shown = matter !== undefined && !hand && !camera
  const typing = { whileTyping: true }
  return [
    { key: 'Enter', word: 'booth.key.enter', run: (event) => enter(event, around), ...typing },
    { key: 'Escape', word: 'back', run: () => leave(desk, floor), ...typing },
    ...(
      shown
        ? [
          {
            key: 'F1', word: 'booth.rule',
            run: () => open(desk.panel === 'rule' ? undefined : 'rule'),
          },
        ] : []
    ),
    {
      key: 'F2', word: 'booth.lane.change',
      run: () => open(desk.panel === 'lane' ? undefined : 'lane'),
    },
    {
      key: 'F3', word: shown ? 'booth.by-hand.amend.title' : 'booth.by-hand.new.title',
      run: () => byHand(matter ? 'amend' : 'new'),
    },
    { key: 'F5', word: 'booth.camera', run: () => photograph() },
    ...(shown && matter.answer.document.mrz
      ? [{ key: 'F4', word: 'booth.key.zone', run: () => zone.current?.enter() }] : []),
    ...(
      !matter && desk.lines[0]
        ? [{ key: 'F4', word: 'booth.correct', run: () => byHand('correct') }] : []
    ),
    ...(desk.lines[0] ? [{ key: 'F7', word: 'print', run: print }] : []),
    ...(shown ? deciding(around) : []),
    ...(desk.panel === 'refuse' || !(shown || desk.panel === 'lane') ? [] : purposes(desk)),
  ]
}

function deciding({ desk, second }: Around): Key[] {
  const matter = desk.matter!
  const { standing, alerts } = matter.answer
  const admits = standing === 'look' || (standing === 'stop' && second && alerts.length === 0)
  return [
    ...(admits ? [{ key: 'F6', word: 'booth.admit-after.entry', run: () => open('admit') }] : []),
    ...(standing === 'stop' && second && alerts.length > 0
      ? [{ key: 'F6', word: 'booth.release', run: () => open('release') }] : []),
    { key: 'F8', word: 'booth.refer', run: () => open('refer') },
    ...(standing !== 'stop' || alerts.length === 0 || second
      ? [{ key: 'F9', word: 'booth.refuse', run: () => open('refuse') }] : []),
    { key: 'F10', word: 'booth.put-aside', run: putAside },
    ...(matter.answer.proposal.direction === 'entry' && standing !== 'stop'
      ? [
        {
          key: 'u', word: 'booth.until',
          run: () => document.querySelector<HTMLElement>('[data-until]')?.click(),
        },
      ] : []),
  ]
}

function purposes(desk: Desk): Key[] {
  if ((desk.matter?.answer.proposal.direction ?? laneNow().direction) !== 'entry') return []
  return Object.entries(purposeLetters).map(([key, purpose]) => ({
    key, word: `purpose.${purpose}`,
    run: () => {
      setLane({ purpose })
      draft({ purpose })
    },
  }))
}

// Enter presses what has the cursor; otherwise it does the one thing that is due, and only when it
// is.
function enter(event: KeyboardEvent, { desk, worked, floor }: Around): void {
  const on = event.target instanceof HTMLElement ? event.target : undefined
  if (on?.matches('button, a, summary')) return on.click()
  const due = floor.current?.querySelector<HTMLElement>('[data-record], [data-send]')
  if (due) return due.click()
  if (on?.matches('input, textarea, select') || desk.panel) return
  const { matter } = desk
  if (desk.camera) return
  if (!matter) {
    if (desk.unread &&
      !('refused' in desk.unread.why && desk.unread.why.reason === 'nothing-read')) {
      void inspect(desk.unread.presented)
    }
    return
  }
  if (worked) return void inspect(matter.presented, true)
  if (matter.answer.standing === 'clear') void decide('admitted')
}

function leave(desk: Desk, floor: RefObject<HTMLElement | null>): void {
  const at = document.activeElement
  if (desk.camera) putCameraAway()
  else if (desk.panel || desk.hand) open()
  else if (desk.unread || desk.reading !== undefined) putAway()
  if (at instanceof HTMLElement) at.blur()
  floor.current?.focus({ preventScroll: true })
}
