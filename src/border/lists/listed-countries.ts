// Countries as lists write them: Syria, Korea (North), République centrafricaine, الصومال, SO, SOM.

import {
  countryCode, countryName, countryOfAlpha2, COUNTRY_CODES,
} from '../../lib/codes/country-codes.ts'
import { LANGUAGES } from '../../lib/codes/lists.ts'

/** Names that published lists use and that no language of ours has for the country. */
const otherNames: Readonly<Record<string, string>> = {
  'syrian arab republic': 'SYR', 'iran islamic republic of': 'IRN', 'korea north': 'PRK',
  'korea south': 'KOR', 'democratic peoples republic of korea': 'PRK', 'dprk': 'PRK',
  'republic of korea': 'KOR', 'russian federation': 'RUS', 'burma': 'MMR',
  'congo democratic republic of the': 'COD', 'democratic republic of the congo': 'COD',
  'congo republic of the': 'COG', 'palestinian': 'PSE', 'palestine state of': 'PSE',
  'cote divoire': 'CIV', 'ivory coast': 'CIV', 'united states': 'USA',
  'united states of america': 'USA', 'great britain': 'GBR', 'united republic of tanzania': 'TZA',
  'moldova republic of': 'MDA', 'viet nam': 'VNM', 'lao peoples democratic republic': 'LAO',
  'venezuela bolivarian republic of': 'VEN', 'bolivia plurinational state of': 'BOL',
  'macedonia': 'MKD', 'swaziland': 'SWZ', 'cape verde': 'CPV', 'east timor': 'TLS',
  'turkey': 'TUR', 'czech republic': 'CZE', 'the gambia': 'GMB', 'micronesia': 'FSM',
  'libyan arab jamahiriya': 'LBY', 'somali democratic republic': 'SOM', 'bahamas the': 'BHS',
  'gambia the': 'GMB', 'hong kong': 'HKG', 'macau': 'MAC', 'kosovo': 'RKS', 'stateless': 'XXA',
}
let byName: Map<string, string> | undefined

/**
 * The code (ICAO 9303-3 §5) of a country named by code or by its name in English, French, Arabic
 * or Somali; what is written where no country is meant.
 */
export function listedCountry(text: string | undefined): string | undefined {
  const plain = text?.trim()
  if (!plain) return undefined
  if (/^[A-Za-z]{2}$/.test(plain)) return countryOfAlpha2(plain) ?? plain
  if (/^[A-Za-z]{3}$/.test(plain)) return countryCode(plain) ?? plain
  byName ??= names()
  return byName.get(folded(plain)) ?? plain
}

function names(): Map<string, string> {
  const all = COUNTRY_CODES.flatMap((code) =>
    LANGUAGES.map((language) => [folded(countryName(code, language)), code] as const))
  return new Map([...all, ...Object.entries(otherNames)])
}

function folded(name: string): string {
  return name.slice(0, 100).normalize('NFKD').toLowerCase().replace(/\p{M}|['’.]/gu, '')
    .replace(/&/g, 'and').replace(/[^\p{L}]+/gu, ' ').trim()
}

/** M, F or X of whatever a list writes for a sex; nothing where it writes none. */
export function listedSex(text: string | undefined): string | undefined {
  const word = text?.trim().toLowerCase() ?? ''
  if (/^(m|male|homme|masculin|masc|h|man|lab|rag|ذكر|رجل)$/u.test(word)) return 'M'
  if (/^(f|female|femme|féminin|feminin|fem|w|woman|dhedig|naag|أنثى|انثى|امرأة)$/u.test(word)) {
    return 'F'
  }
  return /^(x|other|autre|non-binary)$/.test(word) ? 'X' : undefined
}
