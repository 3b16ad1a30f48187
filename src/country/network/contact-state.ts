// How a node of the network does, at a glance: what is worst about it comes first.

import type { Contact } from './contact.ts'
import { contactLimits } from './contact.ts'
import type { Standing } from './standing.ts'

export type ContactState = 'clear' | 'look' | 'stop' | 'unchecked'
/** Why; the words are `contact.why.<why>`. */
export type ContactWhy =
  | 'trouble' | 'silent' | 'quiet' | 'clock' | 'disk' | 'unsent' | 'refused' | 'version'
  | 'never-heard' | 'not-enrolled'

interface Judged { state: ContactState; why?: ContactWhy }

/** The worst of what the hub knows of a node just now; `version` is the hub's own release. */
export function contactState(
  contact: Contact | undefined, standing: Standing, hub: { now: string; version?: string },
): Judged {
  if (standing !== 'enrolled') return { state: 'unchecked', why: 'not-enrolled' }
  if (!contact) return { state: 'unchecked', why: 'never-heard' }
  const { said, offsetMs, at } = contact
  const ago = Date.parse(hub.now) - Date.parse(at)
  const off = Math.abs(offsetMs)
  const checks: [bad: boolean, state: 'stop' | 'look', why: ContactWhy][] = [
    [said.trouble !== undefined, 'stop', 'trouble'],
    [ago > contactLimits.silentMs, 'stop', 'silent'],
    [said.freeBytes < contactLimits.freeStopBytes, 'stop', 'disk'],
    [off > contactLimits.clockStopMs, 'stop', 'clock'],
    [ago > contactLimits.quietMs, 'look', 'quiet'],
    [off > contactLimits.clockMs || said.clock === 'unsure', 'look', 'clock'],
    [said.freeBytes < contactLimits.freeLookBytes, 'look', 'disk'],
    [said.unsent > contactLimits.unsentLeaves, 'look', 'unsent'],
    [said.refused > 0, 'look', 'refused'],
    [hub.version !== undefined && said.version !== hub.version, 'look', 'version'],
  ]
  const [worst] = checks.filter(([bad]) => bad)
  return worst ? { state: worst[1], why: worst[2] } : { state: 'clear' }
}

const ranks: Record<ContactState, number> = { stop: 0, look: 1, clear: 2, unchecked: 3 }

/** Worst first; those alike with the longest silence first. */
export function worstFirst<T extends { state: ContactState; contact?: Contact | undefined }>(
  nodes: readonly T[],
): T[] {
  return nodes.toSorted((a, b) => ranks[a.state] - ranks[b.state]
    || (a.contact?.at ?? '').localeCompare(b.contact?.at ?? ''))
}
