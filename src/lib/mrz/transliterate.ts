// National letters as a zone may print them: ICAO 9303-3 §6 (A Latin, B Cyrillic, C Arabic).
import anyAscii from 'any-ascii';
import { ARABIC, ARABIC_UNWRITTEN, CYRILLIC, CYRILLIC_BY_ISSUER, LATIN } from './letters.ts';

/**
 * A name as the name field prints it, A–Z and `<`: hyphens and spaces become one filler,
 * apostrophes and other marks fall away (9303-3 §4.6). `issuer` chooses between the Cyrillic
 * spellings of §6.B. Scripts without a table in 9303 are romanised as near as can be.
 */
export function transliterate(name: string, issuer = ''): string {
  const own = CYRILLIC_BY_ISSUER[issuer] ?? {};
  const letters = [...name.normalize('NFC').toUpperCase()];
  let text = '';
  letters.forEach((letter, i) => {
    const first = i === 0 || /[\s\-‐–]/.test(letters[i - 1]!);
    const last = i === letters.length - 1 || /[\s\-‐–]/.test(letters[i + 1]!);
    // A shadda doubles the letter before it (9303-3 §6.C).
    if (letter === '\u0651') text += lastLetter(letters, i);
    else text += (first ? own[`^${letter}`] : undefined) ?? own[letter] ?? oneLetter(letter, last);
  });
  return text.replace(/[^A-Z<]/g, '').replace(/<+/g, '<').replace(/^<|<$/g, '');
}

function oneLetter(letter: string, last: boolean): string {
  if (/^[A-Z]$/.test(letter)) return letter;
  if (/^[\s\-‐‑‒–—,/]$/.test(letter)) return '<';
  if (/^['’ʼ‘`´ʿʾ.·]$/.test(letter) || ARABIC_UNWRITTEN.test(letter)) return '';
  // Teh marbuta is XAH at the end of a name and XTA elsewhere (9303-3 §6.C).
  if (letter === '\u0629') return last ? 'XAH' : 'XTA';
  const listed = LATIN[letter] ?? CYRILLIC[letter] ?? ARABIC[letter];
  if (listed !== undefined) return listed;
  const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return /^[A-Z]$/.test(plain) ? plain : anyAscii(letter).toUpperCase();
}

function lastLetter(letters: string[], i: number): string {
  let before = i - 1;
  while (before >= 0 && ARABIC_UNWRITTEN.test(letters[before]!)) before--;
  return before >= 0 ? oneLetter(letters[before]!, false) : '';
}

const fromZone = new Map<string, string>();
for (const [letter, written] of Object.entries(ARABIC)) {
  // Several letters share one writing; the Arabic one, which is listed first, is meant.
  if (!fromZone.has(written)) fromZone.set(written, letter);
}
fromZone.set('XTA', '\u0629').set('XAH', '\u0629');

/** Whether a name field carries the escapes of 9303-3 §6.C, which no Latin name does. */
export function hasArabicEscapes(nameAsMrz: string): boolean {
  const escapes = nameAsMrz.match(/X(?:AA|AE|XA|TA|AH|TH|KH|DH|SH|SS|DZ|TT|ZZ|AY|[EIH])/g);
  return escapes !== null && !('refused' in asParts(decodeArabicEscapes(nameAsMrz)))
    && escapes.length * 9 >= nameAsMrz.length;
}

function asParts(decoded: ReturnType<typeof decodeArabicEscapes>): object {
  return typeof decoded === 'string' ? {} : decoded;
}

/**
 * The Arabic name a zone spells with the escapes of 9303-3 §6.C (`MXHMWD<EBDALRXHYM` is محمود
 * عبدالرحيم). Refuses a name with letters that stand for no Arabic letter. Doubled letters stay
 * doubled: the zone does not tell a shadda from two letters.
 */
export function decodeArabicEscapes(
  nameAsMrz: string,
): string | { refused: 'not-arabic-escapes'; at: number } {
  let name = '';
  let at = 0;
  while (at < nameAsMrz.length) {
    if (nameAsMrz.charAt(at) === '<') {
      if (name !== '' && !name.endsWith(' ')) name += ' ';
      at++;
      continue;
    }
    const size = nameAsMrz.charAt(at) === 'X' ? [3, 2] : [1];
    const length = size.find((n) => fromZone.has(nameAsMrz.slice(at, at + n)));
    if (length === undefined) return { refused: 'not-arabic-escapes', at };
    name += fromZone.get(nameAsMrz.slice(at, at + length))!;
    at += length;
  }
  return name.trim();
}
