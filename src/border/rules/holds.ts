// Whether a rule holds for a person at the counter; a fact that is not known holds nothing.

import type { KnownFacts } from './facts-of-crossing.ts'
import type { Condition, Conditions } from './terms.ts'

/** Whether all conditions of a rule hold of these facts. */
export function holds(all: Conditions, facts: KnownFacts): boolean {
  return all.every((each) => ('any' in each
    ? each.any.some((one) => conditionHolds(one, facts)) : conditionHolds(each, facts)))
}

function conditionHolds({ fact, is, value }: Condition, facts: KnownFacts): boolean {
  const known = facts[fact]
  if (known === undefined) return false
  switch (is) {
    case 'is': return known === value
    case 'is-not': return known !== value
    case 'less-than': return (known as number) < (value as number)
    case 'at-least': return (known as number) >= (value as number)
    case 'one-of': return (value as string[]).includes(known as string)
  }
}
