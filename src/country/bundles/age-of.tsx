// How old the hub's word is, in words, with the shape of its state where it is old.

import { TimeOf } from '../../ui/dates.tsx'
import { Shape } from '../../ui/sign.tsx'
import type { State } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { BundleAge, BundleStanding } from './terms.ts'

export type Heard = Extract<BundleStanding, { is: 'heard' }>

/** The state of each age; what is fresh has none and stands as plain words. */
export const stateOf: Record<BundleAge, State | undefined> = {
  fresh: undefined, amber: 'look', red: 'stop', over: 'stop',
}

/** When the hub's word stood so; and how old that is, and what to doubt, where it matters. */
export function AgeOf({ of, word }: { of: Heard; word: string }) {
  const { say } = useWords()
  const hours = Math.floor(of.ageMs / 3_600_000)
  const days = Math.floor(hours / 24)
  return (
    <>
      {say(word)} <TimeOf at={of.at} />
      {of.age !== 'fresh' && (
        <> · {days >= 2 ? say('bundle.days', { days }) : say('bundle.hours', { hours })}</>
      )}
      {of.unsure && <> · {say('bundle.unsure')}</>}
    </>
  )
}

/** The shape of an age, where it has one. */
export function ShapeOfAge({ of }: { of: Heard }) {
  const state = of.splitView ? 'stop' : stateOf[of.age]
  return state ? <Shape state={state} /> : null
}
