// A real node for a test: a folder of its own, a clock that is moved by hand, officers to act.

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Capability } from '../kernel/capability.ts'
import type { Attestation } from '../kernel/attestation.ts'
import type { AnyEvent, LeafHead, Role } from '../kernel/event.ts'
import { newId, type Given, type Luck } from '../kernel/given.ts'
import { ask } from '../kernel/ask.ts'
import { openNode, type Node, type NodeOptions } from '../kernel/node.ts'
import type { Answer, AnyQuery } from '../kernel/query.ts'
import { isInvalid } from '../kernel/record.ts'
import { isRefusal, type Refusal } from '../kernel/refusal.ts'
import { unsound } from '../kernel/sound.ts'
import { realDisk, realLuck } from './given.ts'

/** A clock that only moves when told, and what waits for it. */
export class HandClock {
  #now: number
  #elapsed = 0
  #waiting: { at: number; run: () => void }[] = []

  constructor(start = '2026-11-22T08:00:00.000Z') {
    this.#now = Date.parse(start)
  }

  now = () => this.#now
  elapsed = () => this.#elapsed

  /** Time goes by: both clocks move, and what is due runs. */
  pass(ms: number): void {
    this.#now += ms
    this.#elapsed += ms
    const due = this.#waiting.filter((each) => each.at <= this.#elapsed)
    this.#waiting = this.#waiting.filter((each) => each.at > this.#elapsed)
    due.forEach((each) => each.run())
  }

  /** Somebody sets the wall clock; no time goes by. */
  set(iso: string): void {
    this.#now = Date.parse(iso)
  }

  after = (ms: number, run: () => void) => {
    const waiting = { at: this.#elapsed + ms, run }
    this.#waiting.push(waiting)
    return () => { this.#waiting = this.#waiting.filter((each) => each !== waiting) }
  }
}

export interface Trial {
  readonly node: Node
  clock: HandClock
  given: Given
  folder: string
  newId(): string
  /** An officer of these roles whose sign-in is fresh; with a second officer where one is named. */
  officer(
    name: string, roles: Role | readonly Role[], second?: { name: string; roles: readonly Role[] },
  ): Attestation
  /** Records and expects it to be recorded. */
  said<E extends AnyEvent>(
    kind: E, said: Record<string, unknown>, by: Attestation,
  ): Promise<LeafHead>
  /** Records and expects a refusal with its reason. */
  refused(kind: AnyEvent, said: Record<string, unknown>, by: Attestation): Promise<Refusal>
  /** Asks and expects an answer. */
  asked<Q extends AnyQuery>(
    query: Q, asked: Record<string, unknown>, by: Attestation,
  ): Promise<Answer<Q>>
  /** Stops the node and starts it again on the same folder. */
  restart(options?: Partial<NodeOptions>): Promise<Node>
  /** Checks that everything is sound, closes, and clears up. */
  end(): Promise<void>
}

/** A trial node with these capabilities; `end()` closes every test with the whole-state check. */
export async function trial(
  capabilities: readonly Capability[],
  { luck = realLuck, ...options }: Partial<NodeOptions> & { luck?: Luck } = {},
): Promise<Trial> {
  const shm = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const folder = mkdtempSync(join(shm, 'safar-trial-'))
  const clock = new HandClock()
  const given: Given = { clock, timers: clock, luck, disk: realDisk }
  const founding = { country: 'test', kind: 'post' as const, post: 'dhobley', device: 'desk-1' }
  const open = (more: Partial<NodeOptions> = {}) =>
    openNode({ folder, given, capabilities, founding, ...options, ...more })
  let node = await open()
  return {
    get node() { return node },
    clock, given, folder,
    newId: () => newId(given),
    officer: officerAt(clock),
    async said(kind, said, by) {
      const answer = await node.record(kind, said, by)
      assert.ok(!isRefusal(answer) && !isInvalid(answer), `not recorded: ${JSON.stringify(answer)}`)
      return answer[0]!.leaf
    },
    async refused(kind, said, by) {
      const answer = await node.record(kind, said, by)
      assert.ok(isRefusal(answer), `not refused: ${JSON.stringify(answer)}`)
      return answer
    },
    async asked(query, asked, by) {
      const answer = await ask(node, query, asked, by)
      assert.ok('answer' in answer, `not answered: ${JSON.stringify(answer)}`)
      return answer.answer as never
    },
    async restart(more) {
      await node.close()
      node = await open(more)
      return node
    },
    async end() {
      try {
        assert.deepEqual(await unsound(node), [])
      } finally {
        await node.close()
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

/** An officer whose sign-in is fresh by this clock. */
function officerAt(clock: HandClock): Trial['officer'] {
  return (name, roles, second) => ({
    officer: name, roles: typeof roles === 'string' ? [roles] : roles, post: 'dhobley',
    signIn: `sign-in-${name}`, signedInMsAgo: 0,
    ...(second && {
      second: {
        officer: second.name, roles: second.roles, signIn: `sign-in-${second.name}`,
        at: new Date(clock.now()).toISOString(),
      },
    }),
  })
}
