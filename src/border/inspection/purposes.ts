// The purpose of a trip by one letter; the letters are the same in every language and keyboard.

import type { TripPurpose } from '../../lib/codes/lists.ts'

/** `g` leads to other screens and `u` to the last day of the stay: no purpose has them. */
export const purposeLetters: Readonly<Record<string, TripPurpose>> = {
  h: 'holiday', f: 'family', e: 'education', m: 'health', p: 'pilgrimage', s: 'shopping',
  t: 'transit', b: 'business', j: 'border-worker', n: 'seasonal-worker', w: 'worker', o: 'nomad',
  r: 'refugee', d: 'diplomat', a: 'armed-forces', c: 'crew', v: 'returning-resident', l: 'settling',
  x: 'other',
}

/** The letter of a purpose. */
export function letterOf(purpose: TripPurpose): string {
  return Object.entries(purposeLetters).find(([, each]) => each === purpose)![0]
}
