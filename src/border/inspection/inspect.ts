// One look at a person before the counter: everything that must be known, in one answer.

import { z } from 'zod'
import { query, type Asking } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { posts } from '../../country/posts/register.ts'
import { screened } from '../crossings/open-hit.ts'
import { howSame, openEntry, recognise, type CrossingRow, type Recognised } from '../crossings/pairing.ts'
import { Conveyance, Direction, GroupRole, Lane } from '../crossings/terms.ts'
import { crossings } from '../crossings/register.ts'
import { standingOn } from '../stays/stay.ts'
import { PersonLookedUp } from '../travellers/person-looked-up.ts'
import { HitRaised } from '../watchlist/hit-raised.ts'
import type { Screening, ScreeningAnswer } from '../watchlist/screening.ts'
import {
  alertFindings, earlierFindings, expiryFindings, instructionOf, minorFindings, standingOf,
  stayFindings, worstFirst,
} from './findings.ts'
import type {
  Finding, InspectAnswer, InspectedHit, InspectedStay, InspectedTraveller, NotChecked, ProposedPairing,
} from './inspect-answer.ts'
import { permissionOn, proposalFor } from './proposal.ts'
import { readDocument, type ReadDocument } from './read-document.ts'
import { ConfirmedCharacter, TypedDocument, TypedPerson, ZoneText } from './terms.ts'

/** So many earlier crossings are shown. */
const mostShown = 10

const asks = {
  mrz: ZoneText.optional(),
  person: TypedPerson.optional(),
  document: TypedDocument.optional(),
  /** Characters of the zone that the officer compared with the document. */
  confirmed: z.array(ConfirmedCharacter).max(40).optional(),
  /** Out where the person is inside, in otherwise, when absent. */
  direction: Direction.optional(),
  conveyance: Conveyance.optional(),
  group: z.uuid().optional(),
  groupRole: GroupRole.optional(),
  lane: Lane.optional(),
  /** The zone was typed by hand, not read by a machine. */
  typed: z.boolean().optional(),
}
type Asked = z.infer<z.ZodObject<typeof asks>>

export const Inspect = query('inspect', {
  about: 'A document that was read, or a person without one: all that the officer must know.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  asks,
  method: 'POST',
  async answer(known, asked) {
    const today = known.at.slice(0, 10)
    const read = readDocument(asked, today)
    if (isRefusal(read)) return read
    const recognised = await recognise(known, read)
    const post = await known.find(posts, { code: known.post })
    const citizen = post !== undefined && post.country === read.person.nationality
    const look = { known, asked, read, recognised, today, citizen }
    const screening = screen(look)
    const answer = answerFrom(look, screening)
    const no = await known.record(factsOf(look, answer))
    if (isRefusal(no)) return no
    const { traveller } = recognised
    if (!traveller) return answer
    const [earlierCount, since] = await countEarlier(known, recognised, traveller.id)
    return { ...answer, earlierCount, traveller: { ...answer.traveller, since } }
  },
})

interface Look {
  known: Asking; asked: Asked; read: ReadDocument; recognised: Recognised; today: string; citizen: boolean
}

/** Compares the person with the alerts, where the node has a screening that can be trusted. */
function screen({ known, asked, read }: Look): ScreeningAnswer {
  let screening: Screening
  try {
    screening = known.service<Screening>('screening')
  } catch {
    // The node has not opened its watch-list yet: shown as not checked, never as no hit (V4).
    return { ran: false, why: 'screening-not-running' }
  }
  return screening.screen(screened({ ...read, conveyance: asked.conveyance }), { at: known.at })
}

function answerFrom(look: Look, screening: ScreeningAnswer): InspectAnswer {
  const { known, asked, read, recognised, today, citizen } = look
  const entry = openEntry(recognised.rows)
  const direction = asked.direction ?? (entry ? 'exit' : 'entry')
  const stay = entry && stayOf(entry, look)
  const alerts = screening.ran ? screening.hits.map((hit): InspectedHit => ({ ...hit, hit: known.newId() })) : []
  const who = { today, exit: direction === 'exit', citizen }
  const notChecked = notCheckedOf(read, screening, recognised)
  const found: Finding[] = [
    ...alertFindings(alerts), ...read.findings, ...expiryFindings(read.document, who),
    ...earlierFindings(recognised, read.document, today), ...stayFindings(stay, recognised, who),
    ...minorFindings(read.shown.person, asked.group !== undefined), ...notCheckedFindings(notChecked, read),
  ]
  const standing = standingOf(found)
  const findings = worstFirst(standing === 'clear'
    ? [...found, { state: 'clear', reason: 'nothing-found', about: 'person' }] : found)
  const instruction = instructionOf(standing, alerts)
  const permission = permissionOn(today, read.document, citizen)
  const pairing = who.exit && entry ? pairingOf(entry, look) : undefined
  const base = {
    lookUp: known.newId(), at: known.at, standing, ...(instruction && { instruction }), findings,
    checks: { ran: ranOf(read, screening, asked), notChecked: notChecked.length },
    ...read.shown, traveller: travellerOf(look), alerts, ...(stay && { stay }), ...(pairing && { pairing }),
    earlier: recognised.rows.slice(0, mostShown).map(shownRow), earlierCount: recognised.rows.length,
    notChecked, ...(permission && { permission }),
    asOf: { crossings: known.at, ...(screening.ran && screening.newest && { alerts: screening.newest }) },
  }
  return {
    ...base,
    proposal: proposalFor(base, {
      crossing: known.newId(), direction, person: read.person, document: read.document, decision: 'admitted',
      evidence: read.zone && !asked.typed ? 'mrz' : 'declared',
      ...(asked.conveyance && { conveyance: asked.conveyance }), ...(asked.lane && { lane: asked.lane }),
      ...(asked.group && { group: asked.group, groupRole: asked.groupRole ?? 'member' }),
    }),
  }
}

/** The look-up and its hits, durable together before the answer leaves (PROMISES A2). */
function factsOf({ asked, read }: Look, answer: InspectAnswer) {
  const { lookUp, traveller, alerts, earlier } = answer
  const person = screened({ ...read, conveyance: asked.conveyance })
  const { number, issuer } = read.document
  return [
    { kind: PersonLookedUp, said: {
      lookUp, purpose: 'inspection', query: 'inspect', person,
      asked: { direction: answer.proposal.direction, read: read.zone ? 'zone' : 'typed' },
      ...(number && { document: { number, ...(issuer && { issuer }) } }),
      results: [traveller.id, ...earlier.map(({ crossing }) => crossing)],
    } },
    ...alerts.map((hit) => ({ kind: HitRaised, said: { ...hit, lookUp, person } })),
  ]
}

function stayOf(entry: CrossingRow, { read, recognised, today }: Look): InspectedStay {
  return {
    entry: entry.crossing, enteredAt: entry.at, enteredPost: entry.post,
    how: howSame(entry, read.document, recognised),
    ...(entry.document.number && { documentNumber: entry.document.number }),
    ...(entry.until && { until: entry.until }), ...standingOn(entry, today),
  }
}

function pairingOf(entry: CrossingRow, { read, recognised }: Look): ProposedPairing {
  const how = howSame(entry, read.document, recognised)
  return {
    with: entry.crossing, how, enteredAt: entry.at, enteredPost: entry.post,
    ...(how !== 'same-document' && entry.document.number && { otherDocument: entry.document.number }),
  }
}

function travellerOf({ known, recognised }: Look): InspectedTraveller {
  const { traveller } = recognised
  return traveller ? { id: traveller.id, how: traveller.how } : { id: known.newId(), how: 'new' }
}

function shownRow({ crossing, at, post, direction, decision, documentNumber }: CrossingRow) {
  return { crossing, at, post, direction, decision, ...(documentNumber && { documentNumber }) }
}

async function countEarlier(known: Asking, { rows }: Recognised, traveller: string): Promise<[number, string]> {
  const oldest = await known.all(crossings, { traveller }, { order: 'at asc', limit: 1 })
  const count = await known.count(crossings, (q) => q.where('traveller', '=', traveller))
  const since = [oldest[0]?.at, rows.at(-1)?.at].filter((at) => at !== undefined).sort()[0]!
  return [Math.max(count, rows.length), since]
}

/** How many checks ran: each check digit, and each question that was answered from registers. */
function ranOf({ shown, document, person }: ReadDocument, screening: ScreeningAnswer, asked: Asked): number {
  const compared = screening.ran
    ? 1 + Number(document.number !== undefined) + Number(asked.conveyance?.plate !== undefined) : 0
  const questions = [document.issuer, document.expiry, document.number, person.birthDate.value, person.nationality]
  return shown.document.checks.length + compared + questions.filter(Boolean).length + earlierQuestions
}

/** Asked of every person: earlier crossings, an open stay, earlier refusals. */
const earlierQuestions = 3

function notCheckedOf(read: ReadDocument, screening: ScreeningAnswer, recognised: Recognised): NotChecked[] {
  const unknown = recognised.rows.length === 0 && !read.document.number && !read.person.birthDate.value
  return [
    ...(screening.ran ? [] : [{ what: 'watch-list' as const, why: screening.why }]),
    ...(read.zone ? [] : [{ what: 'check-digits' as const, why: 'nothing-to-read' as const }]),
    ...(read.document.number && !read.document.expiry
      ? [{ what: 'expiry' as const, why: 'nothing-to-read' as const }] : []),
    ...(unknown ? [{ what: 'stay' as const, why: 'too-little-known' as const }] : []),
    { what: 'chip', why: 'no-reader' }, { what: 'face', why: 'no-camera' },
    { what: 'stolen-documents', why: 'no-link' }, { what: 'other-posts', why: 'never-heard' },
  ]
}

// Without the watch-list nobody is clear: that is looked at, and the rest is said (PROMISES V4).
function notCheckedFindings(notChecked: readonly NotChecked[], read: ReadDocument): Finding[] {
  const blind = notChecked.find(({ what }) => what === 'watch-list')
  const expiry = notChecked.some(({ what }) => what === 'expiry')
  return [
    ...(blind ? [{
      state: 'look', reason: 'watch-list-not-checked', about: 'alert', evidence: { why: blind.why },
    } satisfies Finding] : []),
    ...(read.zone ? [] : [{ state: 'not-checked', reason: 'typed-by-hand', about: 'document' } satisfies Finding]),
    ...(expiry ? [{ state: 'not-checked', reason: 'expiry-unknown', about: 'document' } satisfies Finding] : []),
  ]
}
