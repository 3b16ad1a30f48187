// A hub audits itself, round after round: what its database holds against what was kept outside it.

import { audit, placeOf, type AuditedHead, type Finding } from '../kernel/audit.ts'
import { MirrorMarks, mirroredHeads } from '../kernel/mirror-marks.ts'
import type { Node } from '../kernel/node.ts'
import type { Seen } from '../kernel/store/store.ts'
import type { AuditNow, AuditShown } from '../country/network/audit-now.ts'
import type { Members } from './members.ts'

/** A mark is moved so often; what came since the last is held to its signatures only. */
const markEveryMs = 60_000
/** A round begins so long after the one before ended. */
const roundEveryMs = 15 * 60_000
/** After so many readings the audit rests as long as they took: half of the time is the hub's. */
const readingsBeforeRest = 32

/** The marks of a hub lie in its folder, under its own key. */
export const marksOf = ({ given, folder, keys }: Pick<Node, 'given' | 'folder' | 'keys'>) =>
  new MirrorMarks(given.disk, `${folder}/mirrors`, keys.markKey)

/** The rounds of one hub; owns its mirror marks and what was found. */
export class AuditRounds implements AuditNow {
  readonly #node: Node
  readonly #members: Members
  readonly #marks: MirrorMarks
  /** Keys once known stay: a register that is changed makes no journal a stranger. */
  readonly #keys = new Map<string, string>()
  #found = new Map<string, Finding>()
  #at: string | undefined
  #offMark = () => {}
  #offRound = () => {}
  #last: Promise<unknown> = Promise.resolve()
  #stopped = false

  constructor(node: Node, members: Members) {
    this.#node = node
    this.#members = members
    this.#marks = marksOf(node)
    this.#markLater()
    // What the start left unread is read at once.
    this.#roundLater(node.unread ? 0 : markEveryMs)
  }

  /** What the last round came to; what was found once is shown until a start. */
  now(): AuditShown | undefined {
    if (this.#at === undefined) return undefined
    const findings = [...this.#found.values()].map((finding) =>
      ({ where: nameOf(finding), what: finding.what }))
    return { at: this.#at, sound: findings.length === 0, findings }
  }

  /** Moves the marks to what is mirrored, where it is what was signed for. */
  async mark(): Promise<void> {
    const marked = this.#marks.read()
    // Marks that somebody changed stay as they are: the next round tells of them.
    if (marked === 'damaged') return
    const before = marked === 'missing' ? undefined : marked
    const { heads } = await mirroredHeads(this.#node.store, this.#known(), before)
    if (heads.length > 0) this.#marks.move(heads)
  }

  /** One round; one at a time. Resolves with what this round found. */
  async round(): Promise<Finding[]> {
    const done = this.#last.then(() => this.#round())
    this.#last = done.catch(() => {})
    return done
  }

  /** Marks a last time, and rests. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#offMark()
    this.#offRound()
    await this.#last
    if (this.#node.health.state.recording) await this.mark()
  }

  async #round(): Promise<Finding[]> {
    const { journal, contents, content, health, time } = this.#node
    await this.mark()
    const own = { origin: journal.options.origin, size: journal.size, root: journal.root() }
    const { heads, findings } = headsOf(this.#marks)
    findings.push(...await this.#node.still((seen) => audit({
      store: this.#gently(seen), contents, content, keys: this.#known(), heads: [own, ...heads],
    })))
    if (this.#stopped) return findings
    this.#at = time.wall()
    for (const each of findings) this.#found.set(`${nameOf(each)} ${each.what}`, each)
    health.audited = {
      at: this.#at, sound: this.#found.size === 0, findings: this.#found.size,
    }
    if (findings.length > 0) await this.#stopUse(findings)
    return findings
  }

  /** Registers that are named are not used from here on; what was found is written down. */
  async #stopUse(findings: readonly Finding[]): Promise<void> {
    const { contents, given: { disk }, folder } = this.#node
    for (const { name } of contents.registers.values()) {
      const named = findings.some((each) =>
        each.where === 'tables' ? each.what.includes(name) : placeOf(each) === name)
      if (named) this.#node.distrust(name)
    }
    await this.#members.renew()
    disk.makeFolder(`${folder}/evidence`)
    const told = this.now()!
    const lines = [`audit of ${this.#node.journal.options.origin} at ${told.at}`, '',
      ...told.findings.map(({ where, what }) => `${where}: ${what}`), '']
    const name = told.at.replaceAll(/[^\dTZ]/g, '-')
    disk.replace(`${folder}/evidence/audit-${name}.txt`, Buffer.from(lines.join('\n')))
  }

  #known(): ReadonlyMap<string, string> {
    const { keys, journal } = this.#node
    for (const [origin, vkey] of this.#members.vkeys()) {
      if (!this.#keys.has(origin)) this.#keys.set(origin, vkey)
    }
    return this.#keys.set(journal.options.origin, keys.vkey)
  }

  /** The same readings, with a rest now and then, where nobody waits for them to end. */
  #gently(seen: Seen): Seen {
    const { clock, timers } = this.#node.given
    let [count, since] = [0, clock.elapsed()]
    const restful = <T>(read: () => Promise<T>) => async () => {
      if (this.#stopped) throw new Error('the hub stops: this round is not ended')
      if (++count % readingsBeforeRest === 0 && seen.dialect === 'postgres') {
        const worked = clock.elapsed() - since
        await new Promise<void>((over) => { timers.after(worked, over) })
        since = clock.elapsed()
      }
      return read()
    }
    const { reading } = seen
    return {
      dialect: seen.dialect, complaints: () => seen.complaints(),
      reading: {
        all: (sql, values) => restful(() => reading.all(sql, values))(),
        lists: (sql, values) => restful(() => reading.lists(sql, values))(),
        run: (sql, values) => reading.run(sql, values),
      },
    }
  }

  #markLater(): void {
    this.#offMark = this.#node.given.timers.after(markEveryMs, () => {
      void this.mark().catch(told).finally(() => { if (!this.#stopped) this.#markLater() })
    })
  }

  #roundLater(ms: number): void {
    this.#offRound = this.#node.given.timers.after(ms, () => {
      void this.round().catch(told).finally(() => {
        if (!this.#stopped) this.#roundLater(roundEveryMs)
      })
    })
  }
}

/** The heads that marks hold; a file of marks that is not this hub's own is itself a finding. */
export function headsOf(marks: MirrorMarks): { heads: AuditedHead[]; findings: Finding[] } {
  const marked = marks.read()
  if (marked === 'damaged') {
    return { heads: [], findings: [{ where: 'tables', what: 'the mirror marks are not ours' }] }
  }
  return { heads: marked === 'missing' ? [] : [...marked.values()], findings: [] }
}

/** Where a finding is, in one line: a post's journal and leaf, a register and row, the tables. */
export function nameOf({ where }: Finding): string {
  if (where === 'tables') return where
  if ('origin' in where) return `${where.origin} leaf ${where.number ?? '-'}`
  return `${where.register} row ${where.key}`
}

/** A round that could not be ended is no finding; the next one begins anew. */
function told(failure: unknown): void {
  process.stderr.write(`an audit did not end: ${String(failure).split('\n')[0]}\n`)
}
