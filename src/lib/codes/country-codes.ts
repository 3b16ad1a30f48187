// Which three letters a passport may carry for a state, an organisation or a person without one.
import { COUNTRY_ROWS } from './countries.ts';
import { SPECIAL_WORDS } from './special-words.ts';
import { LANGUAGES, type Language } from './lists.ts';

/**
 * What a code stands for: a state or territory of ISO 3166-1; an organisation that issues laissez-
 * passers; a person's status (British classes, stateless, refugee, unspecified); a state that is no
 * more; a specimen state, which is on no map.
 */
export type CountryKind = 'state' | 'organisation' | 'status' | 'former' | 'specimen';

/** One code as ICAO 9303-3 §5 writes it; `alpha2` where ISO or CLDR has one. */
export interface CountryCode { code: string; kind: CountryKind; alpha2?: string; numeric?: string }

const organisations =
  'EUE UNO UNA UNK XPO XOM XBA XIM XCC XCE XCO XEC XDC XES XMP'.split(' ');
const statuses = 'GBD GBN GBO GBP GBS XXA XXB XXC XXX'.split(' ');
const formers = 'NTZ ANT SCG YUG SUN CSK TMP ZAR BUR ROM'.split(' ');

// Spellings seen on real documents, and the ICAO code they mean. Germany prints D (9303-3 §5),
// its ISO code DEU occurs in typed data; BDR stands on German specimens; XKX and XXK for Kosovo are
// in use by others; SI is on a Slovenian specimen.
const spellings: Readonly<Record<string, string>> = {
  DEU: 'D', BDR: 'D', XKX: 'RKS', XXK: 'RKS', KOS: 'RKS', SI: 'SVN',
};

const codes = new Map<string, CountryCode>();
const somali = new Map<string, string>();
const byAlpha2 = new Map<string, string>();
for (const row of COUNTRY_ROWS.split('|')) {
  const [alpha3, alpha2, numeric, ...name] = row.split(' ') as [string, string, string];
  const code = spellings[alpha3] ?? alpha3;
  codes.set(code, { code, kind: 'state', alpha2, numeric });
  somali.set(code, name.join(' '));
  byAlpha2.set(alpha2, code);
}
codes.set('RKS', { code: 'RKS', kind: 'state', alpha2: 'XK' });
byAlpha2.set('XK', 'RKS');
for (const code of organisations) codes.set(code, { code, kind: 'organisation' });
for (const code of statuses) codes.set(code, { code, kind: 'status' });
for (const code of formers) codes.set(code, { code, kind: 'former' });
// Darmila is the demo's country: XAA to XZZ are left to users by ISO 3166-1, so it is nobody's.
for (const code of ['UTO', 'XDM']) codes.set(code, { code, kind: 'specimen' });

/** Every code that may be chosen or read, in alphabetical order: D, not DEU. */
export const COUNTRY_CODES: readonly string[] = [...codes.keys()].sort();

/** Codes an officer chooses from: no former states, no specimen. */
export const CURRENT_COUNTRY_CODES: readonly string[] =
  COUNTRY_CODES.filter((code) => !['former', 'specimen'].includes(codes.get(code)!.kind));

/**
 * The code as ICAO 9303-3 §5 writes it (DEU, `D<<` and BDR become D), any case, fillers ignored;
 * undefined when nobody uses it.
 */
export function countryCode(text: string): string | undefined {
  const letters = text.replace(/[<\s]/g, '').toUpperCase();
  const code = spellings[letters] ?? letters;
  return codes.has(code) ? code : undefined;
}

/** All that is known of a code, in any spelling that `countryCode` takes. */
export function findCountry(text: string): CountryCode | undefined {
  const code = countryCode(text);
  return code === undefined ? undefined : codes.get(code);
}

/** The code of a two-letter ISO code (SO → SOM, DE → D, XK → RKS). */
export function countryOfAlpha2(alpha2: string): string | undefined {
  return byAlpha2.get(alpha2.toUpperCase());
}

const displayNames = new Map<Language, Intl.DisplayNames>();

/**
 * The name of a country or status in a language of the counter. An unknown code is its own name,
 * so that a screen never shows an empty cell.
 */
export function countryName(text: string, language: Language): string {
  const country = findCountry(text);
  if (!country) return text;
  const own = SPECIAL_WORDS[country.code];
  if (own) return own[LANGUAGES.indexOf(language)]!;
  if (language === 'so') return somali.get(country.code)!;
  let names = displayNames.get(language);
  if (!names) {
    names = new Intl.DisplayNames([language], { type: 'region' });
    displayNames.set(language, names);
  }
  return names.of(country.alpha2!) ?? country.code;
}
