// The answer of an inspection, from what was read, who was recognised and what the alerts say.

import type { BundleStanding } from '../../country/bundles/terms.ts'
import type { Asking } from '../../kernel/query.ts'
import { howSame, openEntry, type CrossingRow, type Recognised } from '../crossings/pairing.ts'
import { dayOf } from '../../lib/dates/days.ts'
import type { StayAnswer } from '../../lib/stay-rules/ask-stay.ts'
import type { LawNow } from '../stays/stay-rules.ts'
import { standingOn } from '../stays/terms.ts'
import type { ScreeningAnswer } from '../watchlist/screening.ts'
import type { NumbersAnswer } from '../watchlist/stolen-numbers.ts'
import { notCheckedFindings, notCheckedOf, ranOf } from './checks.ts'
import {
  alertFindings, bundleFindings, earlierFindings, expiryFindings, instructionOf, minorFindings,
  ruleFindings, standingOf, stayFindings, stolenFindings,
  worstFirst,
} from './findings.ts'
import type {
  EarlierCrossing, Finding, InspectAnswer, InspectedHit, InspectedRule, InspectedSeal,
  InspectedStay, InspectedTraveller, ProposedPairing,
} from './inspect-answer.ts'
import { lawFindings, lawOf, lawOn, permissionBy } from './lawful-stay.ts'
import { permissionOn, proposalFor } from './proposal.ts'
import type { ReadDocument } from './read-document.ts'
import { sealFindings } from './seal-findings.ts'
import type { InspectAsked } from './terms.ts'

/** So many earlier crossings are shown. */
const mostShown = 10

/** All that an inspection has at hand before it answers. */
export interface Look {
  known: Asking
  asked: InspectAsked
  read: ReadDocument
  recognised: Recognised
  /** The day of asking. */
  today: string
  /** A national of the country of this post: may stay, and is not refused for a stay. */
  citizen: boolean
  /** Hits upon this person that the second line has not decided, by their alert. */
  undecided: ReadonlyMap<string, string>
  /** Hits upon this person by what another authority answered, not decided either. */
  foreign: readonly InspectedHit[]
  /** What the lists of stolen and lost documents say of the number. */
  stolen: NumbersAnswer
  /** Digital seals that came with the document, held to who is believed here. */
  seals: readonly InspectedSeal[]
  /** Whether INTERPOL can be asked from here, and the question where one is asked now. */
  interpol: boolean
  question?: string | undefined
  /** How old what the hub sent is. */
  bundle: BundleStanding
  /** The State's rules of stay, as this node knows them. */
  law: LawNow
  /** Risk rules that hold for the person; nothing where the rules cannot be trusted. */
  rules: readonly InspectedRule[] | undefined
}

/** Puts the answer together; reads nothing and records nothing. */
export function answerFrom(look: Look, screening: ScreeningAnswer): InspectAnswer {
  const { known, asked, read, recognised, today, citizen, bundle, rules = [] } = look
  const entry = openEntry(recognised.rows)
  const direction = asked.direction ?? (entry ? 'exit' : 'entry')
  const who = { today, exit: direction === 'exit', citizen }
  const alerts = hitsOf(look, screening)
  const law = look.law.is === 'law' ? lawOn(look.law.rules, look) : undefined
  const stay = entry && stayOf(entry, look, law)
  const notChecked = notCheckedOf(look, screening)
  const found: Finding[] = [
    ...alertFindings(alerts), ...stolenFindings(look.stolen), ...read.findings,
    ...expiryFindings(read.document, who),
    ...earlierFindings(recognised, read.document, today), ...stayFindings(stay, recognised, who),
    ...lawFindings(law, who), ...ruleFindings(rules),
    ...sealFindings(look.seals, read.document),
    ...minorFindings(read.shown.person, asked.group !== undefined),
    ...bundleFindings(bundle), ...notCheckedFindings(notChecked, read),
  ]
  const standing = standingOf(found)
  const instruction = instructionOf(standing, alerts)
  const permission = law && !citizen ? permissionBy(law, today, read.document.expiry)
    : permissionOn(today, read.document, citizen)
  const pairing = who.exit && entry ? pairingOf(entry, look) : undefined
  const newest = screening.ran ? screening.newest : undefined
  const answer = {
    lookUp: known.newId(), at: known.at, standing, ...(instruction && { instruction }),
    findings: worstFirst(standing === 'clear' ? [...found, nothingFound] : found),
    checks: { ran: ranOf(look, screening), notChecked: notChecked.length },
    ...read.shown, traveller: travellerOf(look), alerts,
    ...(look.question && { interpol: { question: look.question, is: 'asked' as const } }),
    ...(rules.length > 0 && { rules: [...rules] }),
    ...(look.seals.length > 0 && { seals: [...look.seals] }), ...(stay && { stay }),
    ...(pairing && { pairing }), ...(permission && { permission }),
    ...(law && { law: lawOf(law) }),
    earlier: recognised.rows.slice(0, mostShown).map(shown),
    earlierCount: recognised.rows.length, notChecked,
    asOf: asOf(look, newest),
  }
  return { ...answer, proposal: proposalFor(answer, said(look, direction)) }
}

/** A list that found nothing says as of when (PROMISES V4). */
function asOf({ known, bundle }: Look, newest: string | undefined): InspectAnswer['asOf'] {
  return {
    crossings: known.at, ...(newest !== undefined && { alerts: newest }),
    ...(bundle.is === 'heard' && {
      bundle: { at: bundle.at, age: bundle.age, unsure: bundle.unsure },
    }),
  }
}

const nothingFound: Finding = { state: 'clear', reason: 'nothing-found', about: 'person' }

/** What is said of the crossing beside the decision. */
function said({ known, asked, read }: Look, direction: 'entry' | 'exit' | 'transit') {
  return {
    crossing: known.newId(), direction, person: read.person, document: read.document,
    evidence: read.zone && !asked.typed ? 'mrz' as const : 'declared' as const,
    ...(asked.conveyance && { conveyance: asked.conveyance }),
    ...(asked.lane && { lane: asked.lane }),
    ...(asked.group && { group: asked.group, groupRole: asked.groupRole ?? 'member' as const }),
  }
}

function hitsOf(look: Look, screening: ScreeningAnswer): InspectedHit[] {
  const { known, undecided, foreign, stolen } = look
  const found = [...screening.ran ? screening.hits : [], ...stolen.hits].map((hit) =>
    ({ ...hit, hit: undecided.get(hit.alert) ?? known.newId() }))
  return [...found, ...foreign]
}

function stayOf(
  entry: CrossingRow, { known, read, recognised, today }: Look, law: StayAnswer | undefined,
): InspectedStay {
  // What was granted at entry stands; where nothing was, the law of the country does.
  const granted = entry.until !== undefined || entry.stayDays !== undefined
  const until = granted || law?.lastLawfulDay === undefined || !law.inside ? entry.until
    : dayOf(law.lastLawfulDay)
  return {
    entry: entry.crossing, enteredAt: entry.at, enteredPost: entry.post,
    how: howSame(entry, read.document, recognised),
    ...(entry.document.number && { documentNumber: entry.document.number }),
    ...(entry.until && { until: entry.until }),
    ...standingOn({ ...entry, until, day: known.dayAt(entry.at) }, today),
  }
}

function pairingOf(entry: CrossingRow, { read, recognised }: Look): ProposedPairing {
  const how = howSame(entry, read.document, recognised)
  const { number } = entry.document
  return {
    with: entry.crossing, how, enteredAt: entry.at, enteredPost: entry.post,
    ...(how !== 'same-document' && number && { otherDocument: number }),
  }
}

function travellerOf({ known, recognised }: Look): InspectedTraveller {
  const { traveller, rows } = recognised
  return traveller ? { ...traveller, since: rows.at(-1)!.at } : { id: known.newId(), how: 'new' }
}

function shown(row: CrossingRow): EarlierCrossing {
  const { crossing, at, post, direction, decision, documentNumber } = row
  return { crossing, at, post, direction, decision, ...(documentNumber && { documentNumber }) }
}
