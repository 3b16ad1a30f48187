// How alike two names are, word by word, with the reason for each pair that an officer is shown.

export const NAME_REASONS = [
  'exact', 'spelling', 'script', 'typo', 'initial', 'order', 'missing',
] as const;
export type NameReason = typeof NAME_REASONS[number];

/** A word of one name beside the word of the other; '' where there is none. */
export interface NamePair { a: string; b: string; why: NameReason; weight: number }
export interface NameComparison { score: number; aligned: NamePair[] }

/** Words less alike than this are different words. */
const alikeEnough = 0.74;
/** A word one name has more than the other costs this share of a word: chains differ in length. */
const missingShare = 0.25;
const mostWords = 8;

/**
 * Compares two names given as folded words (`foldName`), in any order. The score is 0 to 1: words
 * that differ on both sides weigh fully against, words that only one name has weigh little (two of
 * three ancestors, three of four). Under 50 µs for names of three words.
 */
export function compareNames(a: readonly string[], b: readonly string[]): NameComparison {
  const [one, other] = [a.slice(0, mostWords), b.slice(0, mostWords)];
  const pairs = align(one, other);
  const aligned: NamePair[] = pairs.map((pair) => ({
    a: one[pair.i]!, b: other[pair.j]!, weight: round(pair.weight),
    why: pair.why === 'exact' && pairs.some((next) =>
      (next.i - pair.i) * (next.j - pair.j) < 0) ? 'order' : pair.why,
  }));
  const inBoth = pairs.reduce((sum, pair) => sum + pair.weight, 0);
  one.forEach((word, i) => {
    if (!pairs.some((pair) => pair.i === i)) aligned.push(missing(word, ''));
  });
  other.forEach((word, j) => {
    if (!pairs.some((pair) => pair.j === j)) aligned.push(missing('', word));
  });
  const shorter = Math.min(one.length, other.length);
  const longer = Math.max(one.length, other.length);
  if (shorter === 0) return { score: 0, aligned };
  const moved = aligned.some(({ why }) => why === 'order') ? 0.97 : 1;
  const score = (inBoth / (shorter + missingShare * (longer - shorter))) * moved;
  return { score: round(Math.min(1, score)), aligned };
}

interface Found { i: number; j: number; weight: number; why: NameReason }

// The best pair first, then the best of what is left: right for so few words, and quick.
function align(a: readonly string[], b: readonly string[]): Found[] {
  const found: Found[] = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const likeness = compareWords(a[i]!, b[j]!);
      if (likeness) found.push({ i, j, ...likeness });
    }
  }
  found.sort((x, y) => y.weight - x.weight || Math.abs(x.i - x.j) - Math.abs(y.i - y.j));
  const pairs: Found[] = [];
  for (const one of found) {
    if (!pairs.some((pair) => pair.i === one.i || pair.j === one.j)) pairs.push(one);
  }
  return pairs.sort((x, y) => x.i - y.i);
}

function missing(a: string, b: string): NamePair {
  return { a, b, why: 'missing', weight: 0 };
}

/** How alike two folded words are, or undefined when they are different words. */
export function compareWords(
  a: string, b: string,
): { weight: number; why: NameReason } | undefined {
  if (a === b) return { weight: 1, why: 'exact' };
  if (a.length === 1 || b.length === 1) {
    return a[0] === b[0] ? { weight: 0.6, why: 'initial' } : undefined;
  }
  const x = soundsOf(a);
  const y = soundsOf(b);
  const script = isVowelless(a) !== isVowelless(b);
  const cost = distance(x, y, script);
  const weight = Math.min(0.98, 1 - cost / Math.max(x.length, y.length));
  if (weight < alikeEnough) return undefined;
  return { weight, why: script ? 'script' : sameBones(x, y) ? 'spelling' : 'typo' };
}

const soundCache = new Map<string, string>();

// Each sound one character, so that a distance counts sounds and not letters.
function soundsOf(word: string): string {
  const known = soundCache.get(word);
  if (known !== undefined) return known;
  const text = word.slice(0, 24).replace(/(.)\1+/g, '$1').replace(/tch|tsch/g, 'C')
    .replace(/shch|sch|sh/g, 'S').replace(/ch/g, 'C').replace(/kh/g, 'X').replace(/gh/g, 'G')
    .replace(/dj|dzh/g, 'j').replace(/th/g, 'T').replace(/dh/g, 'D').replace(/zh/g, 'Z')
    .replace(/ph/g, 'f').replace(/ck/g, 'k').replace(/x/g, 'ks').replace(/ou|oo/g, 'u')
    .replace(/(?<=.)(?:ei|ai|ay|ey|ie)/g, 'i');
  // Names repeat; the cache is dropped whole before it can grow without limit.
  if (soundCache.size >= 20_000) soundCache.clear();
  soundCache.set(word, text);
  return text;
}

function isVowelless(word: string): boolean {
  let vowels = 0;
  for (const letter of word) if ('aeiou'.includes(letter)) vowels++;
  return word.length >= 3 && vowels * 4 <= word.length;
}

const groups = ['bpv', 'dtDT', 'szSZC', 'kqgcGXj', 'hX', 'jyi', 'zTDd', 'fv', 'wuov', 'aeiouy',
  'cCsS', 'jZ'];
const likeness = new Map<number, number>();
for (const group of groups) {
  for (const a of group) {
    for (const b of group) {
      // Vowels tell apart what consonants do not: Hassan and Hussein.
      const cost = group === 'aeiouy' ? 0.4 : 0.3;
      const pair = a.charCodeAt(0) * 128 + b.charCodeAt(0);
      if (a !== b) likeness.set(pair, Math.min(cost, likeness.get(pair) ?? 1));
    }
  }
}

function changeCost(a: number, b: number): number {
  return a === b ? 0 : likeness.get(a * 128 + b) ?? 1;
}

// A vowel more or less is a spelling; where one side was written without vowels it is nothing.
function gapCost(code: number, script: boolean): number {
  switch (code) {
    case 97: case 101: case 105: case 111: case 117: return script ? 0.06 : 0.35;
    case 104: case 119: case 121: return script ? 0.2 : 0.4;
    default: return 1;
  }
}

const rows = [new Float64Array(26), new Float64Array(26), new Float64Array(26)];

// Damerau's distance with costs by sound; a swap of neighbours is one error of a hand.
function distance(a: string, b: string, script: boolean): number {
  let [two, one, now] = rows as [Float64Array, Float64Array, Float64Array];
  one[0] = 0;
  for (let j = 1; j <= b.length; j++) one[j] = one[j - 1]! + gapCost(b.charCodeAt(j - 1), script);
  for (let i = 1; i <= a.length; i++) {
    const from = a.charCodeAt(i - 1);
    now[0] = one[0]! + gapCost(from, script);
    for (let j = 1; j <= b.length; j++) {
      const to = b.charCodeAt(j - 1);
      let cost = one[j - 1]! + changeCost(from, to);
      cost = Math.min(cost, one[j]! + gapCost(from, script), now[j - 1]! + gapCost(to, script));
      if (i > 1 && j > 1 && from === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === to) {
        cost = Math.min(cost, two[j - 2]! + 0.8);
      }
      now[j] = cost;
    }
    [two, one, now] = [one, now, two];
  }
  return one[b.length]!;
}

// Spelling, not slip: the same consonants, up to letters that stand for one sound.
function sameBones(a: string, b: string): boolean {
  const bones = (word: string) => word.replace(/[aeiouhwy]/g, '');
  const [x, y] = [bones(a), bones(b)];
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) {
    if (changeCost(x.charCodeAt(i), y.charCodeAt(i)) === 1) return false;
  }
  return true;
}

function round(number: number): number {
  return Math.round(number * 1000) / 1000;
}
