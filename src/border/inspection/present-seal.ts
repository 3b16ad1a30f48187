// A digital seal that was scanned belongs to whoever is at the counter.

import { deskNow, inspect } from './desk.ts'

/** A document has no more digital seals than this. */
const mostSeals = 4

/** Inspects the person at the counter anew, with this seal beside the document. */
export function presentSeal(text: string): Promise<void> {
  const { matter } = deskNow()
  const seals = [...matter?.presented.seals ?? [], text.trim()].slice(-mostSeals)
  return inspect({ ...matter?.presented, seals }, matter !== undefined)
}
