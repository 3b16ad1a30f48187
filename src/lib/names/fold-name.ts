// A name in any script as a list of plain words, so that spellings of one name come near.
import anyAscii from 'any-ascii';
import { arabicToLatin, hasArabicScript } from './arabic-letters.ts';
import { decodeArabicEscapes, hasArabicEscapes } from '../mrz/transliterate.ts';

/** Raised whenever folding or keys change, so that stored keys are made anew. */
export const NAMES_VERSION = 'names-1';

/** Longer text is no name: cut, so that a paste cannot hold up a search. */
export const NAME_CHARACTERS = 400;
/** More words than this are not looked at; the longest chains of ancestors have eight. */
export const NAME_TOKENS = 16;

// Words that say nothing about who somebody is: articles, son and daughter of, fillers for a
// missing name, titles that are never names. Haji and Sheikh stay: they are also names.
const particles = new Set(('al el ul il as ash ar ad at an az bin ben ibn bint binti binte bte wa '
  + 'fnu lnu xxx unknown mr mrs ms dr col gen').split(' '));

/**
 * The words of a name: lower-case Latin, no marks, no particles, abd and abu joined to the word
 * they belong to, Somali spelling read as Somali. Takes any script, names as MRZ print them, and
 * the Arabic escapes of ICAO 9303-3 §6.C. A name of only particles keeps them.
 */
export function foldName(name: string): string[] {
  const words = latin(name.slice(0, NAME_CHARACTERS)).split(' ')
    .filter((word) => word !== '').slice(0, NAME_TOKENS);
  const joined = joinServants(words).map(fromSomali);
  const telling = joined.filter((word) => !particles.has(word));
  return telling.length > 0 ? telling : joined;
}

function latin(name: string): string {
  let text = name.normalize('NFKC');
  if (text.includes('<') && hasArabicEscapes(text)) {
    const decoded = decodeArabicEscapes(text.replace(/<+$/, ''));
    if (typeof decoded === 'string') text = decoded;
  }
  text = text.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '');
  if (hasArabicScript(text)) text = arabicToLatin(text);
  // Apostrophes and the signs for ayn and hamza are inside a word, not between two.
  text = text.replace(/['’‘ʼʻʾʿ`´ʹʺ"]/g, '');
  const plain = /^[\x20-\x7e]*$/.test(text) ? text
    : [...text].map((letter) => diacritics[letter] ?? anyAscii(letter)).join('');
  return plain.toLowerCase().replace(/['`"]/g, '').replace(/[^a-z]+/g, ' ').trim();
}

// Where any-ascii and the way passports are written differ.
const diacritics: Record<string, string> = {
  ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'ae', Ö: 'oe', Ü: 'ue', å: 'aa', Å: 'aa', ø: 'oe', Ø: 'oe',
  х: 'kh', Х: 'kh', ё: 'e', Ё: 'e', э: 'e', Э: 'e', ъ: '', ь: '', Ъ: '', Ь: '',
};

const servant = /^(?:c?abd(?:[aeou]u?[lrstdnz]{0,2})?|abdil|abdir)$/;
const joining = /^(?:al|el|ul|il|ar|as|ash|ad|at|an|az|ur|er|us|es)$/;

// abd al rahman, abdul rahman, abdulrahman, Abdirahman: one word, abdrahman.
function joinServants(words: string[]): string[] {
  const joined: string[] = [];
  // Lists that put the last name first leave its first half behind: AL-GHAFUR, Barzan Abd.
  const last = words.at(-1);
  if (words.length > 2 && last !== undefined && /^(c?abd(u?l)?|abu|abou)$/.test(last)) {
    words = [last, ...words.slice(0, -1)];
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (servant.test(word) && i + 1 < words.length) {
      const skip = joining.test(words[i + 1]!) && i + 2 < words.length ? 2 : 1;
      const owner = words[i + skip]!;
      if (word !== 'abdi' && word !== 'cabdi') {
        joined.push(`abd${owner}`);
        i += skip;
        continue;
      }
    }
    if ((word === 'abu' || word === 'abou') && i + 1 < words.length) {
      joined.push(`abu${words[++i]!}`);
      continue;
    }
    joined.push(unglue(word));
  }
  return joined;
}

// What stands between abd and the name of God: a vowel, l, or the l's likeness to the next letter.
function unglue(word: string): string {
  const glued = /^c?abd(?:[aeiou]|ou)l?(?=[a-z]{3})/.exec(word);
  if (!glued || word.length < 7) return word;
  const owner = word.slice(glued[0].length).replace(/^(.)\1/, '$1');
  return `abd${owner}`;
}

const somaliC = new RegExp('^c(?:abd|al[iy]|al[ea]?$|um[au]|ism|is[ms]a|iis|iid|aa|aw[aoi]'
  + '|aydi|aynt|osma|osob|igaa|ulus|irro|arra|ad[ae]$|ab[du])');
const somaliX = new RegExp('^xa[abdfijklmnrsw]|^xu[srb]|^xir|max[aeu]m|axm|[aeiou]{2}x$'
  + '|raxm|aax|faarax|yaxy');

// In Somali, c is ayn and x is the h of Ahmed; elsewhere c is k or s, and x is ks.
function fromSomali(word: string): string {
  if (!/[cx]/.test(word)) return word;
  let text = word;
  if (somaliC.test(text)) text = text.slice(1);
  else if (/aa|ii|uu/.test(text) && text !== 'isaac') {
    text = text.replace(/([aeiou]|r|d|l|n)c(?![chk])/g, '$1');
  }
  return somaliX.test(text) ? text.replaceAll('x', 'h') : text;
}
