// Numbers of documents and plates as they are misread: O for 0, I for 1, one character amiss.

import { cutNumber, zoneSigns } from '../travellers/number-terms.ts'

/** A number as written, for showing that two differ only in how they were read. */
export function writtenNumber(number: string): string {
  return number.toUpperCase().replace(/[\s<-]/g, '')
}

/** Numbers shorter than this have too many neighbours for one character amiss to mean anything. */
export const leastForNear = 6

/**
 * Whether one character amiss, missing, too much, or swapped with its neighbour tells them apart.
 */
export function oneEditApart(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < leastForNear || Math.abs(a.length - b.length) > 1) {
    return false
  }
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const rest = (text: string, from: number) => text.slice(start + from)
  return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1) ||
    (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2))
}

/** Whether one number is what a zone has room for of the other. */
export function oneIsCut(a: string, b: string): boolean {
  return a.length !== b.length && Math.min(a.length, b.length) === zoneSigns &&
    cutNumber(a) === cutNumber(b)
}
