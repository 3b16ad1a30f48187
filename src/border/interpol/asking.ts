// Asking INTERPOL: at once where there is a link, again when there is one, and never in the way.

import { nodeItself } from '../../kernel/attestation.ts'
import { newId } from '../../kernel/given.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import type { RowOf } from '../../kernel/register.ts'
import { StoreFailure } from '../../kernel/store/store.ts'
import { crossings } from '../crossings/register.ts'
import { lookUps } from '../travellers/register.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import type { ForeignRecord } from '../watchlist/foreign-terms.ts'
import { HitRaised } from '../watchlist/hit-raised.ts'
import { standingUpon } from '../watchlist/hits.ts'
import type { OpenedScreening } from '../watchlist/screening.ts'
import { InterpolAnswered } from './interpol-answered.ts'
import { InterpolAsked } from './interpol-asked.ts'
import { InterpolDown, type Interpol } from './interpol.ts'
import { interpolQuestions } from './questions.ts'

/** `unanswered`: there is a link, and this question is not understood by one side of it. */
type Came = 'answered' | 'down' | 'unanswered'
type Question = RowOf<typeof interpolQuestions>

/** The counter waits no longer than this, beside everything else it has to read. */
export const countersPatienceMs = 1_500
const firstAgainMs = 5_000
const lastAgainMs = 60_000
/** So many questions that waited are asked side by side. */
const askedAtOnce = 4

/** Offered to queries as `interpol`. */
export interface AskingInterpol {
  /** Resolves when the question was answered or could not be asked, and after 1.5 s at the most. */
  heard(question: string): Promise<void>
}

/** What `openInterpol` starts; `stop` resolves when nothing is being asked any more. */
export interface OpenedInterpol extends AskingInterpol {
  stop(): Promise<void>
}

/** Follows what is recorded at a node: asks its questions, and records what was answered. */
export function openInterpol(
  node: Node, interpol: Interpol, { foreign }: Pick<OpenedScreening, 'foreign'>,
): OpenedInterpol {
  const asking = new Asking(node, interpol, foreign)
  node.offer('interpol', asking)
  return asking
}

/** Owns which questions are under way, and when those that wait are asked again. */
class Asking implements OpenedInterpol {
  readonly #node: Node
  readonly #interpol: Interpol
  readonly #foreign: OpenedScreening['foreign']
  readonly #underWay = new Map<string, Promise<Came>>()
  readonly #offRecorded: () => void
  #offTimer: (() => void) | undefined
  #againMs = firstAgainMs
  #stopped = false

  constructor(node: Node, interpol: Interpol, foreign: OpenedScreening['foreign']) {
    this.#node = node
    this.#interpol = interpol
    this.#foreign = foreign
    const { origin } = node.journal.options
    this.#offRecorded = node.onRecorded((leaves) => {
      for (const leaf of leaves) {
        if (leaf.event === InterpolAsked.name && leaf.origin === origin) this.#new(leaf.subject)
      }
    })
    // What nobody answered before the last stop.
    this.#later(0)
  }

  async heard(question: string): Promise<void> {
    const answered = this.#underWay.get(question)
    if (!answered) return
    await new Promise<void>((go) => {
      const off = this.#node.given.timers.after(countersPatienceMs, go)
      void answered.then(() => { off(); go() })
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#offRecorded()
    this.#offTimer?.()
    this.#interpol.close()
    await Promise.all(this.#underWay.values())
  }

  #new(question: string): void {
    void this.#ask(question).then((came) => {
      if (came !== 'answered') return this.#later(this.#againMs)
      // There is a link: what waits for one is not left to its pause.
      if (!this.#offTimer) return
      this.#offTimer()
      this.#offTimer = undefined
      this.#againMs = firstAgainMs
      this.#later(0)
    })
  }

  #later(ms: number): void {
    if (this.#stopped || this.#offTimer) return
    this.#offTimer = this.#node.given.timers.after(ms, () => {
      this.#offTimer = undefined
      void this.#again().catch((failure: unknown) => this.#failed(failure))
    })
  }

  /** Asks what waits, the oldest first, until all were asked or the link is down again. */
  async #again(): Promise<void> {
    const { origin } = this.#node.journal.options
    let left = false
    for (let after = ''; !this.#stopped;) {
      const waiting = await this.#known().rows(interpolQuestions, (q) => q
        .where('origin', '=', origin).where('answeredAt', 'is', null as never)
        .where('at', '>', after).orderBy('at', 'asc').limit(askedAtOnce))
      const came = await Promise.all(waiting.map(({ question }) => this.#ask(question)))
      left ||= came.some((each) => each !== 'answered')
      if (waiting.length < askedAtOnce || came.includes('down')) break
      after = waiting.at(-1)!.at
    }
    if (!left) {
      this.#againMs = firstAgainMs
      return
    }
    this.#againMs = Math.min(lastAgainMs, this.#againMs * 2)
    this.#later(this.#againMs)
  }

  /** What became of it; a question under way is not asked twice. */
  #ask(question: string): Promise<Came> {
    const already = this.#underWay.get(question)
    if (already) return already
    const asked = this.#askOnce(question).catch((failure: unknown): Came => {
      if (failure instanceof InterpolDown) return isOfLink(failure) ? 'down' : 'unanswered'
      this.#failed(failure)
      return 'unanswered'
    }).finally(() => this.#underWay.delete(question))
    this.#underWay.set(question, asked)
    return asked
  }

  async #askOnce(question: string): Promise<Came> {
    const row = await this.#known().find(interpolQuestions, { question })
    if (!row || row.answeredAt) return 'answered'
    if (this.#stopped) return 'unanswered'
    const records = await this.#interpol.ask(row.about)
    // If we stop here: nothing of the answer is recorded, and it is asked again.
    await this.#answered(row, records)
    return 'answered'
  }

  /** What was answered and its hits are one durable transaction. */
  async #answered({ question, lookUp }: Question, records: readonly ForeignRecord[]) {
    const known = this.#known()
    const { person = { names: [] } } = await known.find(lookUps, { lookUp }) ?? {}
    const [crossing] = await known.all(crossings, { lookUp })
    const late = crossing?.decision === 'admitted'
    const inside = late && crossing.direction === 'entry' ? crossing.crossing : undefined
    const found = await this.#hitsUpon(person, records)
    const by = nodeItself(this.#node.journal.options.post)
    const answer = await this.#node.recordAll([
      ...found.filter(({ raised }) => !raised).map(({ hit, found: its }) => ({
        kind: HitRaised, said: { ...its, hit, lookUp, person, ...(inside && { inside }) },
      })),
      { kind: InterpolAnswered, said: {
        question, records: [...records], hits: found.map(({ hit }) => hit), ...(late && { late }),
      } },
    ], by)
    if (isInvalid(answer)) throw new Error(`an answer was invalid: ${JSON.stringify(answer)}`)
  }

  /** Records that may be the person's; those found to be another's by two officers are left. */
  async #hitsUpon(person: ScreenedPerson, records: readonly ForeignRecord[]) {
    const node = this.#node
    const day = node.dayAt(node.time.wall())
    const found = this.#foreign(records, person, { day, contact: this.#interpol.contact })
    const upon = await Promise.all(found.map(async (each) => ({
      found: each, ...await standingUpon(this.#known(), { alert: each.alert, person, day }),
    })))
    return upon.filter(({ apart }) => !apart).map(({ found: its, hit }) => ({
      found: its, hit: hit ?? newId(node.given), raised: hit !== undefined,
    }))
  }

  #known() {
    return this.#node.known(nodeItself(this.#node.journal.options.post))
  }

  #failed(failure: unknown): void {
    if (this.#stopped) return
    if (failure instanceof StoreFailure) this.#node.health.failed(failure)
    else throw failure
  }
}

/** Whether nothing else could be asked either. */
function isOfLink({ reason }: InterpolDown): boolean {
  return reason === 'unreachable' || reason === 'not-let-in' || reason === 'silent'
}
