// The desk of the booth: who is before the officer, what is being decided, what was just recorded.
// It lives beside the screen, so that going back and coming again finds everything as it was.

import type { Said } from '../../kernel/event.ts'
import type { RefusalReason, TripPurpose } from '../../lib/codes/lists.ts'
import { addDays } from '../../lib/dates/days.ts'
import { newId, record } from '../../ui/api.ts'
import type { Answer, Recorded } from '../../ui/api.ts'
import { askQuery } from '../../ui/asking.ts'
import { localTime } from '../../ui/clock.tsx'
import type { Language } from '../../ui/words.ts'
import type { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import { crossingOf } from './crossing-decided.ts'
import type { InspectAnswer } from './inspect-answer.ts'
import type { Inspect } from './inspect.ts'
import { heardOf } from './interpol-beside.ts'
import { languageOf } from './language-of.ts'
import { conveyanceOf, laneNow } from './lane.ts'
import type { Lane } from './lane.ts'
import type { ConfirmedCharacter, SeenAs, TypedDocument, TypedPerson } from './terms.ts'

export type CrossingSaid = Said<typeof CrossingRecorded>
export type Decision = CrossingSaid['decision']

/** What was presented: a zone as read, what was typed, or both. */
export interface Presented {
  mrz?: string
  person?: TypedPerson
  document?: TypedDocument
  confirmed?: ConfirmedCharacter[]
  /** Characters that a camera was not sure of. */
  seenAs?: SeenAs[]
  typed?: boolean
  /** Texts of digital seals that came with the document. */
  seals?: string[]
}

/** What the members of a group share; it stands in for what is set for the lane. */
export interface SaidOnce {
  group: string
  direction: Lane['direction']
  mode?: CrossingSaid['mode']
  conveyance?: CrossingSaid['conveyance']
  purpose?: TripPurpose | undefined
  from?: string | undefined
  to?: string | undefined
}

/** What the officer has said so far of the decision; it stays while the panel is closed. */
export interface Draft {
  until?: string | undefined
  purpose?: TripPurpose | undefined
  reasons: readonly RefusalReason[]
  asylum?: 'yes' | 'no' | undefined
  referredTo: string
  text: string
  /** The other language of the printed refusal. */
  theirs: Language
}

/** One person at the counter, from the moment the inspection is shown. */
export interface Matter {
  crossing: string
  presented: Presented
  shared?: SaidOnce | undefined
  answer: InspectAnswer
  shownAt: string
  draft: Draft
  /** Being recorded since (milliseconds since 1970). */
  recording?: number | undefined
  /** Why it could not be recorded. */
  not?: Exclude<Answer<Recorded>, { done: Recorded }> | undefined
}

/** A crossing that this tab recorded. */
export interface Line {
  said: CrossingSaid
  at: string
  number: number
  theirs: Language
  corrected?: boolean
}

export type Panel = 'admit' | 'refer' | 'refuse' | 'release' | 'rule' | 'lane'

export interface Desk {
  matter?: Matter | undefined
  /** What the members of the group at the counter share. */
  shared?: SaidOnce | undefined
  /** An inspection on its way since. */
  reading?: number | undefined
  /** What was presented and could not be inspected. */
  unread?: {
    presented: Presented
    why: Exclude<Answer<InspectAnswer>, { done: InspectAnswer }>
  } | undefined
  panel?: Panel | undefined
  /** Fields of document and person are open: a new person, the one at the counter, a correction. */
  hand?: 'new' | 'amend' | 'correct' | undefined
  /** A document is photographed, or read from a picture that was given. */
  camera?: { picture?: Blob } | undefined
  /** Undecided persons whom another scan has put aside, newest first. */
  aside: readonly Matter[]
  /** Newest first. */
  lines: readonly Line[]
}

/** So many lines and persons put aside are kept in the tab. */
const mostKept = 30

const empty: Desk = { aside: [], lines: [] }
let desk: Desk = empty
let officer: string | undefined

let asking: AbortController | undefined
const listeners = new Set<() => void>()

/** The desk as it is. */
export function deskNow(): Desk {
  return desk
}

/** Tells when the desk changes. */
export function onDesk(heard: () => void): () => void {
  listeners.add(heard)
  return () => { listeners.delete(heard) }
}

function set(change: Partial<Desk>): void {
  desk = { ...desk, ...change }
  for (const heard of listeners) heard()
}

/** The desk is an officer's own: another who sits down finds it empty. */
export function sitDown(by: string): void {
  if (officer !== undefined && officer !== by) desk = empty
  officer = by
}

/** From now on members of this group come to the counter; undefined: everybody again. */
export function gather(shared: SaidOnce | undefined): void {
  if (desk.matter?.shared?.group !== shared?.group) putAside()
  set({ shared })
}

/** Opens a panel of the decision, or closes all. */
export function open(panel?: Panel): void {
  set({ panel, ...(panel ? {} : { hand: undefined }) })
}

/** Opens the fields of document and person. */
export function byHand(hand: NonNullable<Desk['hand']>): void {
  set({
    hand, panel: undefined, camera: undefined, unread: hand === 'new' ? undefined : desk.unread,
  })
}

/** Opens the camera, or reads a picture that somebody laid or pasted here. */
export function photograph(picture?: Blob): void {
  set({
    camera: picture ? { picture } : {}, panel: undefined, hand: undefined, unread: undefined,
  })
}

/** Puts the camera away. */
export function putCameraAway(): void {
  set({ camera: undefined })
}

/** Says something of the decision. */
export function draft(change: Partial<Draft>): void {
  const { matter } = desk
  if (matter) set({ matter: { ...matter, draft: { ...matter.draft, ...change } } })
}

/**
 * Inspects what was presented. The next person starts at once; somebody undecided is put aside.
 * With
 * `again` the same person is inspected anew and what was said of the decision stays.
 */
export async function inspect(presented: Presented, again = false): Promise<void> {
  asking?.abort()
  const mine = asking = new AbortController()
  const before = desk.matter
  const aside = before && !again && before.recording === undefined
    ? [before, ...desk.aside].slice(0, mostKept) : desk.aside
  set({
    matter: again ? before : undefined, aside, reading: Date.now(), unread: undefined,
    panel: undefined, hand: undefined, camera: undefined,
  })
  const shared = again ? before?.shared : desk.shared
  const { direction, lane } = { ...laneNow(), ...shared }
  const conveyance = shared ? shared.conveyance : conveyanceOf(laneNow())
  const answer = await askQuery<typeof Inspect>({ name: 'inspect', method: 'POST' }, {
    ...presented, direction, ...(lane && { lane }), ...(conveyance && { conveyance }),
    ...(shared && { group: shared.group }),
  }, mine.signal).catch((reason: unknown) => {
    if (!mine.signal.aborted) throw reason
    return undefined
  })
  if (!answer || mine !== asking) return
  if (!('done' in answer)) return set({ reading: undefined, unread: { presented, why: answer } })
  const matter = {
    ...matterOf(presented, answer.done, { before: again ? before : undefined, shared }), shared,
  }
  const number = matter.answer.document.number
  // The same document read twice is the same person: the first reading is not waiting for anybody.
  set({
    matter, reading: undefined,
    aside: number ? aside.filter((each) => each.answer.document.number !== number) : aside,
  })
  void hearInterpol(matter)
}

/** What INTERPOL says comes beside the rest: nobody waits, and it is shown when it is there. */
async function hearInterpol({ crossing, answer: { interpol } }: Matter): Promise<void> {
  if (!interpol) return
  const heard = await heardOf(interpol)
  const here = (each: Matter) => (each.crossing === crossing
    ? { ...each, answer: heard(each.answer) } : each)
  set({ ...(desk.matter && { matter: here(desk.matter) }), aside: desk.aside.map(here) })
}

function matterOf(
  presented: Presented, answer: InspectAnswer,
  from: { before: Matter | undefined; shared: SaidOnce | undefined },
): Matter {
  const { purpose, stayDays } = { ...laneNow(), ...from.shared }
  const allowed = answer.permission?.until
  const ours = stayDays && addDays(localTime(new Date()).day, stayDays - 1)
  const kept = from.before?.draft
  return {
    crossing: newId(), presented, answer, shownAt: new Date().toISOString(),
    draft: kept ?? {
      until: ours && allowed && ours < allowed ? ours : allowed, purpose,
      reasons: [], referredTo: '', text: '', theirs: languageOf(answer.person.nationality),
    },
  }
}

/** Records the decision about the person at the counter, once, however often the key is pressed. */
export async function decide(decision: Decision): Promise<void> {
  const { matter } = desk
  if (!matter || matter.recording !== undefined) return
  const said = crossingOf(matter, decision, new Date())
  set({ matter: { ...matter, recording: Date.now(), not: undefined } })
  const answer = await record('crossing-recorded', said)
  const still = desk.matter?.crossing === matter.crossing
  if ('done' in answer) {
    const { at, number } = answer.done.leaf
    const line: Line = { said, at, number, theirs: matter.draft.theirs }
    set({
      lines: [line, ...desk.lines].slice(0, mostKept),
      ...(still ? { matter: undefined, panel: undefined, hand: undefined } : {}),
    })
    return
  }
  const back = { ...(still ? desk.matter! : matter), recording: undefined, not: answer }
  set(still ? { matter: back } : { aside: [back, ...desk.aside].slice(0, mostKept) })
}

/** Puts the undecided person aside; they wait in the lines below. */
export function putAside(): void {
  const { matter } = desk
  if (!matter || matter.recording !== undefined) return
  set({
    matter: undefined, panel: undefined, hand: undefined,
    aside: [matter, ...desk.aside].slice(0, mostKept),
  })
}

/** Takes up somebody who was put aside. */
export function takeUp(crossing: string): void {
  const matter = desk.aside.find((each) => each.crossing === crossing)
  if (!matter) return
  const aside = desk.aside.filter((each) => each !== matter)
  const now = desk.matter
  set({
    matter, panel: undefined, hand: undefined, unread: undefined,
    aside: now && now.recording === undefined ? [now, ...aside] : aside,
  })
}

/** What could not be read is put away. */
export function putAway(): void {
  asking?.abort()
  set({ unread: undefined, reading: undefined })
}

/** A recorded crossing was corrected: the line says so, and prints as corrected. */
export function lineCorrected(said: CrossingSaid): void {
  set({
    hand: undefined,
    lines: desk.lines.map((line) => (
      line.said.crossing === said.crossing ? { ...line, said, corrected: true } : line)),
  })
}
