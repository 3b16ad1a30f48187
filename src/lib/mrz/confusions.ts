// Which characters machines and people take for each other in OCR-B, and where each may stand.

/** Characters alike enough to be misread, one for the other, both ways. */
const pairs = '0O 0D 0Q OD OQ 1I 1L 5S 8B 2Z 6G 4A 7T'.split(' ');

const alike = new Map<string, string>();
for (const [a, b] of pairs as unknown as [string, string][]) {
  alike.set(a, (alike.get(a) ?? '') + b);
  alike.set(b, (alike.get(b) ?? '') + a);
}

/** The characters this one may have been; '' when it is not confused with any. */
export function confusedWith(character: string): string {
  return alike.get(character) ?? '';
}

/** The digit a letter stands for where only a digit can be; '' when it is like none. */
export function digitFor(letter: string): string {
  return [...confusedWith(letter)].find((other) => other >= '0' && other <= '9') ?? '';
}

/** Letters a digit may stand for where only a letter can be, the likeliest first. */
export function lettersFor(digit: string): string {
  return [...confusedWith(digit)].filter((other) => other >= 'A').join('');
}
