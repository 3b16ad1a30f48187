// What somebody is looked up for: a purpose and the number of a case, asked before anything else.

import { useState, useSyncExternalStore } from 'react'
import type { FormEvent } from 'react'
import type { z } from 'zod'
import { onSession, sessionNow } from '../../ui/session.ts'
import { Key } from '../../ui/key.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { lookUpPurposes } from '../travellers/look-up-terms.ts'
import { Question } from '../travellers/question.tsx'
import { Line } from '../travellers/terms.ts'
import { oneOf } from '../../ui/fields/terms.ts'

/** Why a look-up is made; it is recorded with the officer's name before anything is shown. */
export interface WhatFor { purpose: (typeof lookUpPurposes)[number]; reference: string }

/** Purposes of looking somebody up who is not at the counter. */
const purposesHere = [
  'case', 'supervision', 'audit', 'subject-request', 'law-enforcement-request',
] as const satisfies readonly (typeof lookUpPurposes)[number][]
const Purpose: z.ZodType<(typeof purposesHere)[number]> = oneOf(purposesHere, 'lookUpPurpose')
const Reference = Line(80)

// One case is worked on in several screens; it ends with the officer's session.
let chosen: WhatFor | undefined
const listeners = new Set<() => void>()

function choose(next: WhatFor | undefined) {
  chosen = next
  for (const heard of listeners) heard()
}

onSession(() => { if (sessionNow().is === 'out' && chosen) choose(undefined) })

/** The case that is being worked on, and the way to another one. */
export function useWhatFor(): [WhatFor | undefined, (next: WhatFor | undefined) => void] {
  const now = useSyncExternalStore(
    (heard) => {
      listeners.add(heard)
      return () => { listeners.delete(heard) }
    },
    () => chosen,
  )
  return [now, choose]
}

/** The two questions that come before every search and every file. */
export function AskWhatFor({ word }: { word: string }) {
  const { say } = useWords()
  const [purpose, setPurpose] = useState<(typeof purposesHere)[number] | undefined>('case')
  const [reference, setReference] = useState<string>()
  const [tried, setTried] = useState(false)
  const whole = purpose && reference?.trim()
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (purpose && reference?.trim()) choose({ purpose, reference: reference.trim() })
  }
  const missing = (value: unknown) => (tried && !value ? 'wrong.missing' : undefined)
  return (
    <form className="form what-for" onSubmit={send} noValidate>
      <p>{say('what-for.why')}</p>
      <Question word="what-for.purpose" type={Purpose} value={purpose} change={setPurpose}
        fault={missing(purpose)} />
      <Question word="what-for.reference" type={Reference} value={reference} change={setReference}
        fault={missing(reference?.trim())} autoFocus />
      <div className="acts">
        <button className="due" aria-disabled={tried && !whole}>
          {say(word)} <Key name="Enter" />
        </button>
      </div>
    </form>
  )
}

/** The case that is worked on, in a line, with the way to change it. */
export function ForCase({ of }: { of: WhatFor }) {
  const { say } = useWords()
  return (
    <p className="for-case">
      <span>{say(`lookUpPurpose.${of.purpose}`)}</span> · <b><bdi>{of.reference}</bdi></b>
      <button type="button" className="plain" onClick={() => choose(undefined)}>
        {say('what-for.another')}
      </button>
    </p>
  )
}
