// How a person and a document are written wherever a row, a file or a paper names them.

import { countryName } from '../../lib/codes/country-codes.ts'
import { DateOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { namesOf } from './terms.ts'
import type { Person, TravelDocument } from './terms.ts'

/** The usual name of a person; `whole` adds the others (in the person's own script) below it. */
export function NameOf({ person, whole }: { person: Person; whole?: boolean }) {
  const [usual = '', ...others] = namesOf(person)
  return (
    <>
      <Own>{usual}</Own>
      {whole && others.map((other) => (
        <span key={other} className="other-name"><br /><Own>{other}</Own></span>
      ))}
    </>
  )
}

/** A country by its three letters, with its name for those who point at it or listen. */
export function CountryMark({ code }: { code: string }) {
  const { language } = useWords()
  return <span title={countryName(code, language)}><Ltr mono>{code}</Ltr></span>
}

/** A country by its letters and its name. */
export function CountryOf({ code }: { code: string | undefined }) {
  const { language } = useWords()
  if (!code) return '—'
  const name = countryName(code, language)
  return <><Ltr mono>{code}</Ltr>{name !== code && ` ${name}`}</>
}

/** The number of a document with its issuer, or why there is none. */
export function DocumentMark({ document }: { document: TravelDocument }) {
  const { say } = useWords()
  if (!document.number) {
    const why = document.absentReason ?? 'not-shown'
    return <span className="faded">{say(`absentReason.${why}`)}</span>
  }
  return <Ltr mono>{document.number}</Ltr>
}

/** The post and the beginning of the journal's name: enough to tell two journals apart by eye. */
export function shortOrigin(origin: string): string {
  return origin.split('/').slice(-2).map((part) => part.slice(0, 8)).join('/')
}

/** Born when, as far as that is known. */
export function BornOf({ person }: { person: Person }) {
  return <DateOf of={person.birthDate} />
}
