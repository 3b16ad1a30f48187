// A country by its three letters and its name, as the booth writes it.

import { countryName } from '../../lib/codes/country-codes.ts'
import { Ltr } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'

/** *SOM Somalia*; an unknown code stands alone. */
export function CountryLine({ code }: { code: string }) {
  const { language } = useWords()
  const name = countryName(code, language)
  return <><Ltr mono>{code}</Ltr>{name === code ? '' : ` ${name}`}</>
}
