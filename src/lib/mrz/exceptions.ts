// Where states print otherwise than ICAO Doc 9303 says, or say more than it does, with the source.
import type { MrzFormat } from './layout.ts';

/**
 * One deviation. `numberAlphabet`: the only characters in this issuer's document numbers, used to
 * choose between repairs, never to refuse. `format`: a zone that has a layout of its own.
 */
export interface MrzException {
  code: string;
  issuer: string;
  about: string;
  source: string;
  format?: MrzFormat;
  documents?: RegExp;
  numberAlphabet?: RegExp;
}

export const MRZ_EXCEPTIONS: readonly MrzException[] = [
  {
    code: 'one-letter-country', issuer: 'D',
    about: 'Germany is D followed by two fillers, as issuer and as nationality.',
    source: 'ICAO 9303-3 §5, part A; German identity card specimen',
  },
  {
    code: 'number-without-vowels', issuer: 'D', documents: /^(P|ID)/,
    numberAlphabet: /^[0-9CFGHJKLMNPRTVWXYZ]*$/,
    about: 'German numbers since 2007 leave out vowels and letters easily misread.',
    source: 'German Passport Ordinance; Federal Ministry of the Interior on serial numbers',
  },
  {
    code: 'number-of-digits', issuer: 'GBR', documents: /^P/, numberAlphabet: /^[0-9]*$/,
    about: 'British passport numbers are nine digits.',
    source: 'HM Passport Office specimens',
  },
  {
    code: 'french-card', issuer: 'FRA', format: 'FR-ID',
    about: 'Identity cards of 1988 to 2021: surname in the first line, no expiry date, a composite '
      + 'check digit over both lines.',
    source: 'French decree 55-1397; published specimen IDFRABERTHIER',
  },
  {
    code: 'long-number', issuer: 'BEL', format: 'TD1',
    about: 'Belgian card numbers have twelve characters and use the long form of 9303-5 §4.2.2.',
    source: 'published specimen IDBEL000590696<1015',
  },
  {
    code: 'two-letter-country', issuer: 'SVN',
    about: 'A Slovenian specimen carries SI and a filler instead of SVN.',
    source: 'identity card specimen of the open PassportEye collection',
  },
  {
    code: 'optional-date', issuer: 'TUN', format: 'TD3',
    about: 'The optional data are the national number, a filler, and the year and month of issue; '
      + 'the published line keeps all check digits of 9303-4.',
    source: 'github.com/ZsBT/mrz-java issue 4',
  },
  {
    code: 'reported-as-rejected', issuer: 'MAR',
    about: 'Moroccan lines are reported beside Tunisian ones as rejected by another reader. No '
      + 'deviation is confirmed in a public source, so they are read by 9303 and nothing else.',
    source: 'github.com/ZsBT/mrz-java issue 4',
  },
];

/** The exceptions that a zone with this issuer and document code falls under. */
export function exceptionsFor(
  zone: { issuer: string; documentCode: string; format: MrzFormat },
): MrzException[] {
  return MRZ_EXCEPTIONS.filter((one) => one.issuer === zone.issuer
    && (one.format === undefined || one.format === zone.format)
    && (one.documents === undefined || one.documents.test(zone.documentCode)));
}
