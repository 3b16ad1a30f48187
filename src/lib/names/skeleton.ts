// The bones of a name: its consonants by class, the same in every spelling and script.

import { remembered } from './remembered.ts';

// Two letters, one sound. The order matters: tch before ch, dh before h is dropped.
const sounds: [RegExp, string][] = [
  [/tch|tsch|dsch/g, 's'], [/shch|sch/g, 's'], [/dj|dzh|dz/g, 'j'], [/ch|sh|zh/g, 's'],
  [/kh|gh|ck|cq/g, 'k'], [/th|dh/g, 't'], [/ph/g, 'f'], [/ts|tz/g, 's'], [/x/g, 'ks'],
];

const anySound = /[cstzdkgp]h|d[jz]|c[kq]|t[sz]|x/;

const classOf: Record<string, string> = {
  b: 'B', p: 'B', v: 'B', f: 'F', d: 'T', t: 'T', s: 'S', z: 'S',
  k: 'K', q: 'K', g: 'K', c: 'K', j: 'K', l: 'L', m: 'M', n: 'N', r: 'R',
};

/**
 * The consonant classes of a folded word: vowels, h, w and y fall away, doubled letters count once,
 * and letters that scripts and spellings exchange share a class (K: q k g gh kh c j; T: t d th dh;
 * S: s z sh ch; B: b p v). A word of vowels only keeps its first letter.
 */
export const skeleton = remembered(10_000, (token: string): string => {
  let word = token.replace(/(.)\1+/g, '$1');
  if (anySound.test(word)) {
    for (const [letters, sound] of sounds) word = word.replace(letters, sound);
  }
  let bones = '';
  let before = '';
  for (const letter of word) {
    const bone = classOf[letter] ?? '';
    // Two spellings of one sound side by side (kg, dt, sz) are one bone.
    if (bone !== '' && bone !== before) bones += bone;
    before = bone;
  }
  return bones === '' ? token.charAt(0).toUpperCase() : bones;
});

/**
 * The skeleton and its alternates, for finding: kh heard as h, j heard as y, a Somali c or x inside
 * a word, v and w, the article glued on (at most five).
 */
export function skeletons(token: string): string[] {
  const keys = new Set([skeleton(token)]);
  if (token.includes('kh')) keys.add(skeleton(token.replaceAll('kh', 'h')));
  if (token.includes('j')) keys.add(skeleton(token.replaceAll('j', 'y')));
  if (/c(?!h)/.test(token)) keys.add(skeleton(token.replace(/c(?!h)/g, '')));
  if (token.includes('x')) keys.add(skeleton(token.replaceAll('x', 'h')));
  if (/[wv]/.test(token)) keys.add(skeleton(token.replace(/[wv]/g, 'b')));
  if (/^[ae]l[^aeiou]\w{2}/.test(token)) keys.add(skeleton(token.slice(2)));
  return [...keys].slice(0, 5);
}
