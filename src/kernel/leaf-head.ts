// The head of a leaf: what those who record, fold and ask may use of it.

import type { LeafHead } from './event.ts'
import type { LeafBody } from './journal/leaf.ts'

/** A recorded leaf, as the one who recorded it is told; `already` where it had been said before. */
export interface Recorded { leaf: LeafHead; already?: true }

/** The head of a leaf that `changes` and answers use. */
export function headOf(body: LeafBody): LeafHead {
  return {
    origin: body.origin, number: body.number, at: body.at, tick: body.tick, event: body.event,
    version: body.version, realm: body.realm, subject: body.subject, by: body.by, post: body.post,
    device: body.device, clock: body.clock as LeafHead['clock'],
    ...(body.second && { second: body.second.officer }),
  }
}
