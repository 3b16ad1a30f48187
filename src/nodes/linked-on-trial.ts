// A hub and posts of a test, over real HTTPS on this machine: enrolled, linked, and looked into.

import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask } from '../kernel/ask.ts'
import type { Attestation } from '../kernel/attestation.ts'
import type { AnyEvent, Role } from '../kernel/event.ts'
import { newId } from '../kernel/given.ts'
import type { Node } from '../kernel/node.ts'
import { isInvalid } from '../kernel/record.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { unsound } from '../kernel/sound.ts'
import { EnrolNode } from '../country/network/enrol-node.ts'
import type { Enrolling } from '../country/network/enrolling.ts'
import { fingerprintOf } from '../country/network/fingerprint.ts'
import { capabilities } from './capabilities.ts'
import { realGiven } from './given.ts'
import { startHub, type RunningHub } from './hub.ts'
import { linkedBeside } from './linked-post.ts'
import type { Linking } from './linking.ts'
import { startPost, type PostOptions, type RunningPost } from './post.ts'

const nothingBeside = async () => async () => {}

/** An officer of a node, signed in just now, with another beside them. */
export function officer(node: Node, role: Role = 'administrator'): Attestation {
  return {
    officer: 'nasir.abokor', roles: [role], post: node.keys.identity.post, signIn: 'sign-in-1',
    signedInMsAgo: 0,
    second: {
      officer: 'sahra.jibril', roles: ['supervisor', role], signIn: 'sign-in-2',
      at: new Date(realGiven.clock.now()).toISOString(),
    },
  }
}

/** Records and expects it to be recorded. */
export async function said(
  node: Node, kind: AnyEvent, what: Record<string, unknown>, role?: Role,
) {
  const answer = await node.record(kind, what, officer(node, role))
  assert.ok(!isRefusal(answer) && !isInvalid(answer), JSON.stringify(answer))
  return answer[0]!.leaf
}

/** A network of a test; everything it makes is gone when it ends. */
export class LinkedNetwork {
  readonly folder = mkdtempSync(
    join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'safar-network-'))
  readonly newId = () => newId(realGiven)
  hub!: RunningHub
  #running: RunningPost[] = []

  readonly #ofHub: Pick<PostOptions, 'store'>

  constructor(ofHub: Pick<PostOptions, 'store'> = {}) {
    this.#ofHub = ofHub
  }

  static async start(ofHub: Pick<PostOptions, 'store'> = {}): Promise<LinkedNetwork> {
    const network = new LinkedNetwork(ofHub)
    await network.startHub()
    return network
  }

  /** Starts the hub, or starts it again at the same doors. */
  async startHub(): Promise<void> {
    this.hub = await startHub({
      ...this.#options('hub', 'centre'), ...this.#ofHub, beside: nothingBeside,
      syncHost: '127.0.0.1',
      syncPort: this.hub?.syncPort ?? 0,
    })
  }

  #options(kind: 'hub' | 'post', post: string): Omit<PostOptions, 'addresses'> {
    return {
      folder: join(this.folder, post), given: realGiven, capabilities, beside: nothingBeside,
      port: 0, version: 'test', founding: { country: 'test', kind, post, device: 'desk-1' },
    }
  }

  /** Starts a post, or starts it again; its link begins when it is admitted. */
  async post(
    post: string, { lineTo, ...more }: Partial<PostOptions> & { lineTo?: 'nowhere' | number } = {},
    alongside: PostOptions['beside'] = nothingBeside,
  ): Promise<RunningPost> {
    const options = { ...this.#options('post', post), ...more }
    const port = lineTo === 'nowhere' ? 1 : lineTo ?? 0
    const ways = port > 0 ? [`https://127.0.0.1:${port}`] : undefined
    const linked = linkedBeside(options, alongside, ways)
    const running = await startPost({ ...options, ...linked })
    this.#running.push(running)
    return running
  }

  /** Two officers at the hub enrol a post, and its answer is taken in there. */
  async enrol(
    { node }: RunningPost, more: { realms?: string[]; replaces?: string } = {},
  ): Promise<void> {
    const enrolling = node.service<Enrolling>('enrolling')
    const request = enrolling.ask()
    const asked = {
      request: request.toString(), fingerprint: fingerprintOf(request),
      realms: ['public', 'border', 'watch'], ...more,
    }
    const answer = await ask(this.hub.node, EnrolNode, asked, officer(this.hub.node))
    assert.ok('answer' in answer, JSON.stringify(answer))
    const atHub = this.hub.node.service<Enrolling>('enrolling')
    await until('the hub knows the post', () =>
      this.hub.door.members.find(node.journal.options.origin))
    const row = this.hub.door.members.find(node.journal.options.origin)!.node
    const taken = await enrolling.takeIn(await atHub.admit(row), atHub.ownFingerprint())
    assert.ok(!isRefusal(taken), JSON.stringify(taken))
  }

  /** Stops all and checks that every node is sound. */
  async end(): Promise<void> {
    try {
      for (const { node } of [...this.#running, this.hub]) {
        if (node.health.state.fault !== 'journal-behind-mirror') {
          assert.deepEqual(await unsound(node).catch(() => []), [])
        }
      }
    } finally {
      for (const each of this.#running) await each.stop().catch(() => {})
      await this.hub.stop()
      rmSync(this.folder, { recursive: true, force: true })
    }
  }
}

/** What an owner of a list says of a person that is wanted. */
export const alert = (id: string) => ({
  alert: id, list: { code: 'POL', name: 'Police' }, legalBasis: 'Act 12', subjectKind: 'person',
  names: [{ whole: 'Cali Xasan' }], reason: { code: 'wanted' }, action: 'refer', priority: 'high',
  validFrom: '2026-01-01', validUntil: '2030-12-31', contact: 'duty desk',
})

/** How a post stands with its hub. */
export const linkOf = ({ node }: RunningPost): Linking => node.service<Linking>('link')

/** Waits until something holds, and says what did not. */
export async function until(
  what: string, holds: () => unknown, most = 10_000,
): Promise<number> {
  const began = performance.now()
  for (;;) {
    if (await holds()) return performance.now() - began
    assert.ok(performance.now() - began < most, `not within ${most} ms: ${what}`)
    await new Promise((later) => setTimeout(later, 20))
  }
}
