// One side of what agrees or not between an alert and a person, in words: no code, no bare date.

import { countryName } from '../../lib/codes/country-codes.ts'
import { DateOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { InspectedHit } from './inspect-answer.ts'

type About = InspectedHit['reasons'][number]['about']

/** The value of one side, as what it is about is written: a sex, a country, a day, a number. */
export function EvidenceValue({ about, value }: { about: About; value: string }) {
  const { say, language } = useWords()
  switch (about) {
    case 'sex': return <>{say(`sex.${value}`)}</>
    case 'nationality':
      return <>{value.split(' ').map((code) => countryName(code, language)).join(' · ')}</>
    case 'birth-date': return <DateOf of={{ value, precision: precisionOf(value) }} />
    case 'document': case 'vehicle': return <Ltr mono>{value}</Ltr>
    default: return <Own>{value}</Own>
  }
}

/** A year, a month of a year, or a whole day, by how much of it is written. */
function precisionOf(value: string) {
  return value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day'
}
