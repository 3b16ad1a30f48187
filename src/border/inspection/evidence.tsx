// The evidence of a finding: days as days, codes as codes, everything else as it was found.

import type { ReactNode } from 'react'
import { TimeOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { Say } from '../../ui/words.ts'
import { DateBeside } from './dates-beside.tsx'

export type Evidence = Record<string, string | number>

/** What the sentence of the reason says itself. */
const inTheSentence = ['percent', 'contact', 'why', 'count', 'age', 'days', 'from', 'to']

/** Whether a finding has values that its sentence does not say. */
export function hasEvidence(evidence: Evidence): boolean {
  return Object.entries(evidence).some(
    ([name, value]) => value !== '' && !inTheSentence.includes(name)
  )
}

/** The values of a finding, one after the other. */
export function EvidenceLine({ evidence }: { evidence: Evidence }) {
  const { say } = useWords()
  const shown = Object.entries(evidence).filter(([name, value]) => (
    value !== '' && !inTheSentence.includes(name)))
  return shown.map(([name, value], index) => (
    <span key={name} className="evidence">
      {index > 0 && ' · '}{say.has(`evidence.${name}`) && `${say(`evidence.${name}`)} `}
      {valueOf(name, String(value), say)}
    </span>
  ))
}

function valueOf(name: string, value: string, say: Say): ReactNode {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return <TimeOf at={value} withDay />
  if (/^\d{4}-\d\d-\d\d$/.test(value) && name !== 'value') return <DateBeside of={value} />
  if (name === 'field' || name === 'fields') {
    return value.split(', ')
      .map((each) => (say.has(`mrz-field.${each}`) ? say(`mrz-field.${each}`) : each)).join(' · ')
  }
  if (name === 'seal') return say.has(`seal-kind.${value}`) ? say(`seal-kind.${value}`) : value
  if (name === 'absentReason') return say(`absentReason.${value}`)
  if (['name', 'list', 'rule', 'look'].includes(name)) return <Own>{value}</Own>
  return <Ltr mono>{value}</Ltr>
}
