// One slip of a hand: a letter more, less or other, or two neighbours swapped.

/** Whether one slip makes one word of the other; the same both ways. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1
  let [i, j] = [a.length - 1, b.length - 1]
  while (i >= start && j >= start && a.charCodeAt(i) === b.charCodeAt(j)) {
    i -= 1
    j -= 1
  }
  // What is between the beginning and the end that both have.
  const [x, y] = [i - start + 1, j - start + 1]
  return x <= 1 && y <= 1 || x === 2 && y === 2
    && a.charCodeAt(start) === b.charCodeAt(start + 1)
    && a.charCodeAt(start + 1) === b.charCodeAt(start)
}
