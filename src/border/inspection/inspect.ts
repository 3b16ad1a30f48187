// One look at a person before the counter: everything that must be known, in one answer.

import { query, type Asking } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { bundleOf } from '../../country/bundles/terms.ts'
import { posts } from '../../country/posts/register.ts'
import { screened } from '../crossings/terms.ts'
import { mostLookedAt, openEntry, recognise } from '../crossings/pairing.ts'
import { crossings } from '../crossings/register.ts'
import { namesOf } from '../travellers/terms.ts'
import { PersonLookedUp } from '../travellers/person-looked-up.ts'
import { HitRaised } from '../watchlist/hit-raised.ts'
import { InterpolAsked } from '../interpol/interpol-asked.ts'
import { askedAbout } from '../interpol/terms.ts'
import { hitOfRow, standingUpon, undecidedHitsUpon } from '../watchlist/hits.ts'
import { lawNow } from '../stays/stay-rules.ts'
import { rulesAsking, type RuleAsks } from '../rules/risk-rules.ts'
import type { Screening, ScreeningAnswer } from '../watchlist/screening.ts'
import type { NumbersAnswer, StolenDocuments } from '../watchlist/stolen-numbers.ts'
import { answerFrom, type Look } from './answer-from.ts'
import type { InspectAnswer } from './inspect-answer.ts'
import { readDocument } from './read-document.ts'
import { sealsInspected } from './seal-findings.ts'
import { inspectAsks } from './terms.ts'

export const Inspect = query('inspect', {
  about: 'A document that was read, or a person without one: all that the officer must know.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  asks: inspectAsks,
  method: 'POST',
  async answer(known, asked) {
    const today = known.dayAt(known.at)
    const read = readDocument(asked, today)
    if (isRefusal(read)) return asked.seals ? refuse('document-first') : read
    const recognised = await recognise(known, read)
    const post = await known.find(posts, { code: known.post })
    const citizen = post !== undefined && post.country === read.person.nationality
    const bundle = bundleOf(known)
    const law = await lawNow(known, post?.country)
    const seals = await sealsInspected(known, asked.seals ?? [], today)
    const before = { known, asked, read, recognised, today, citizen, bundle, law, seals }
    const screening = screen(before)
    const rules = await asking(before)
    const asks = interpolAsks(before)
    const stolen = await onLists(before)
    const look: Look = { ...before, ...asks, stolen, rules, ...await undecided(before) }
    const answer = await withEarlier(known, answerFrom(look, screening))
    const no = await known.record(factsOf(look, answer))
    return isRefusal(no) ? no : answer
  },
})

type Before = Omit<Look, 'undecided' | 'foreign' | 'interpol' | 'question' | 'rules' | 'stolen'>

/** Rules that are on and hold for the person: asked of what this post knows, with no link. */
function asking({ known, asked, read, recognised }: Before): Promise<RuleAsks[] | undefined> {
  return rulesAsking(known, {
    person: read.person, document: read.document, conveyance: asked.conveyance,
    group: asked.group, earlier: recognised.rows,
    direction: asked.direction ?? (openEntry(recognised.rows) ? 'exit' : 'entry'),
  })
}

/** Compares the person with the alerts, where the node has a screening that can be trusted. */
function screen({ known, asked, read }: Before): ScreeningAnswer {
  const screening = known.offered<Screening>('screening')
  // The node has not opened its watch-list yet: shown as not checked, never as no hit (V4).
  if (!screening) return { ran: false, why: 'screening-not-running' }
  return screening.screen(screened({ ...read, conveyance: asked.conveyance }), { at: known.at })
}

/**
 * Hits upon this person that nobody has decided yet, by their alert: whoever is scanned again has
 * the hit they had, and the second line has one matter and not three.
 */
async function undecided(
  { known, asked, read }: Before,
): Promise<Pick<Look, 'undecided' | 'foreign'>> {
  const person = screened({ ...read, conveyance: asked.conveyance })
  const rows = await undecidedHitsUpon(known, person)
  return {
    undecided: new Map(rows.map(({ alert, hit }) => [alert, hit])),
    foreign: rows.filter((row) => row.foreign !== undefined).map(hitOfRow),
  }
}

/** What lists of stolen documents say; who was found to be another's document is left alone. */
async function onLists({ known, asked, read, today }: Before): Promise<NumbersAnswer> {
  const numbers = known.offered<StolenDocuments>('stolen-documents')
  if (!numbers) return { not: 'no-list', hits: [], maybe: [] }
  const answer = numbers.look(read.document, known.at)
  const person = screened({ ...read, conveyance: asked.conveyance })
  const standing = await Promise.all(answer.hits.map(({ alert }) =>
    standingUpon(known, { alert, person, day: today })))
  return { ...answer, hits: answer.hits.filter((_, at) => !standing[at]!.apart) }
}

/** Whether INTERPOL can be asked from here, and the question, where there is something to ask. */
function interpolAsks({ known, read }: Before): Pick<Look, 'interpol' | 'question'> {
  if (!known.offered('interpol')) return { interpol: false }
  const { number } = read.document
  const something = number !== undefined || namesOf(read.person).some((name) => name.length > 1)
  return { interpol: true, ...(something && { question: known.newId() }) }
}

/** How often and since when; asked only of those with more crossings than were looked at. */
async function withEarlier(known: Asking, answer: InspectAnswer): Promise<InspectAnswer> {
  if (answer.earlierCount < mostLookedAt) return answer
  const { id } = answer.traveller
  const [oldest] = await known.all(crossings, { traveller: id }, { order: 'at asc', limit: 1 })
  const count = await known.count(crossings, (q) => q.where('traveller', '=', id))
  return {
    ...answer, earlierCount: Math.max(count, answer.earlierCount),
    traveller: { ...answer.traveller, ...(oldest && { since: oldest.at }) },
  }
}

/** The look-up and its hits, durable together before the answer leaves (PROMISES A2). */
function factsOf({ asked, read, undecided: before, question }: Look, answer: InspectAnswer) {
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
    ...(question ? [{ kind: InterpolAsked, said: {
      question, lookUp, about: askedAbout(person, read.document.type),
    } }] : []),
    ...alerts.filter(({ alert }) => !before.has(alert))
      .map((hit) => ({ kind: HitRaised, said: { ...hit, lookUp, person } })),
  ]
}
