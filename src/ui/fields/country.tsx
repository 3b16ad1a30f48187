// A country or status by its three letters (ICAO 9303-3 §5), found by its name in any language.

import { countryName, CURRENT_COUNTRY_CODES, findCountry } from '../../lib/codes/country-codes.ts'
import { Ltr } from '../ltr.tsx'
import { useWords } from '../speaking.tsx'
import { languages } from '../words.ts'
import type { Language } from '../words.ts'
import { Combobox } from './combobox.tsx'
import { controlOf } from './field-type.ts'
import type { FieldType } from './field-type.ts'
import type { Option } from './matching.ts'

const lists = new Map<Language, readonly Option[]>()

/** All countries that an officer chooses from, by their names in a language. */
export function countriesIn(language: Language): readonly Option[] {
  const known = lists.get(language)
  if (known) return known
  const made = CURRENT_COUNTRY_CODES.map((code) => ({
    code,
    word: countryName(code, language),
    // Two letters are on plates and in phones; a traveller says the name in his own language.
    also: [findCountry(code)?.alpha2 ?? code, ...languages.map((each) => countryName(code, each))],
  })).sort((a, b) => a.word.localeCompare(b.word, language))
  lists.set(language, made)
  return made
}

export const country: FieldType<string> = {
  Input: function CountryInput(props) {
    const { language } = useWords()
    const { value } = props
    const all = countriesIn(language)
    // A state that is no more, or a country on trial, may stand here and be kept.
    const options = !value || all.some(({ code }) => code === value)
      ? all : [...all, { code: value, word: countryName(value, language) }]
    return (
      <Combobox id={props.id} options={options} value={value} withCode
        change={props.change} control={controlOf(props)} />
    )
  },
  Output: function Country({ value }) {
    const { language } = useWords()
    const name = countryName(value, language)
    return <span><Ltr mono>{value}</Ltr>{name !== value && ` ${name}`}</span>
  },
  text: (value, _, { language }) => countryName(value, language),
}
