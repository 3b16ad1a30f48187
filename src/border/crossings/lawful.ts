// What may be said of a crossing, of what this node knows: alerts first, then protection.

import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Known } from '../../kernel/known.ts'
import { lookUps } from '../travellers/register.ts'
import type { Person, TravelDocument } from '../travellers/terms.ts'
import { openHitFor } from './open-hit.ts'
import { crossings } from './register.ts'

interface Crossing {
  crossing: string
  direction: string
  decision: string
  person: Person
  document: TravelDocument
  lookUp?: string | undefined
  reasons?: string[] | undefined
  nonRefoulement?: object | undefined
  pairedWith?: string | undefined
}

/**
 * Refuses: admitting under an open alert (`alert-open`); a refusal without its letter
 * (`reason-needed`) or without asking for protection (`protection-question-needed`); neither a
 * document number nor why there is none; a look-up or an entry that nobody knows. An exit without
 * an entry is lawful: it is an item on a list, never a person held back.
 */
export async function crossingIsLawful(said: Crossing, known: Known): Promise<Refusal | undefined> {
  if (!said.document.number && said.document.absentReason === undefined) {
    return refuse('absent-reason-needed')
  }
  const no = decisionIsLawful(said)
  if (no) return no
  if (said.lookUp !== undefined && !(await known.find(lookUps, { lookUp: said.lookUp }))) {
    return refuse('look-up-unknown')
  }
  if (said.decision === 'admitted') {
    const open = await openHitFor(known, said)
    if (open) return refuse('alert-open', open)
  }
  return said.pairedWith === undefined ? undefined
    : pairIsLawful(
      { exit: said.crossing, direction: said.direction, entry: said.pairedWith }, known)
}

interface Correction { crossing: string; corrected: Partial<Omit<Crossing, 'crossing'>> }

/** Refuses to correct what is not there, to nothing, or to what could not have been recorded. */
export async function correctionIsLawful(
  { crossing, corrected }: Correction, known: Known,
): Promise<Refusal | undefined> {
  const row = await known.find(crossings, { crossing })
  if (!row) return refuse('crossing-unknown')
  if (Object.keys(corrected).length === 0) return refuse('nothing-corrected')
  const after = { ...row, ...corrected }
  if (!after.document.number && after.document.absentReason === undefined) {
    return refuse('absent-reason-needed')
  }
  if (corrected.decision === undefined) return undefined
  const no = decisionIsLawful(after)
  if (no || corrected.decision !== 'admitted') return no
  const open = await openHitFor(known, after)
  return open && refuse('alert-open', open)
}

/** Refuses to pair what is no exit with what is no entry, or an entry that another exit ended. */
export async function pairingIsLawful(
  said: { crossing: string; with: string }, known: Known,
): Promise<Refusal | undefined> {
  const exit = await known.find(crossings, { crossing: said.crossing })
  if (!exit) return refuse('crossing-unknown')
  return pairIsLawful({ exit: exit.crossing, direction: exit.direction, entry: said.with }, known)
}

function decisionIsLawful(said: Pick<Crossing, 'decision' | 'reasons' | 'nonRefoulement'>) {
  if (said.decision !== 'refused') return undefined
  if ((said.reasons ?? []).length === 0) return refuse('reason-needed')
  return said.nonRefoulement === undefined ? refuse('protection-question-needed') : undefined
}

async function pairIsLawful(
  said: { exit: string; direction: string; entry: string }, known: Known,
): Promise<Refusal | undefined> {
  if (said.direction !== 'exit') return refuse('not-an-exit')
  const entry = await known.find(crossings, { crossing: said.entry })
  if (entry?.direction !== 'entry') return refuse('entry-unknown')
  const paired = await known.find(crossings, { pairedWith: said.entry })
  return paired === undefined || paired.crossing === said.exit ? undefined
    : refuse('already-paired', { at: paired.at, post: paired.post })
}
