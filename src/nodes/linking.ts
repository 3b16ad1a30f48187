// The link of a post to its hub: up and down in the background, and never in the way of a counter.

import { nodeItself } from '../kernel/attestation.ts'
import type { Node } from '../kernel/node.ts'
import type { RowOf } from '../kernel/register.ts'
import { diskFaultOf } from '../kernel/store/store.ts'
import { NotTaken, type Followed, type Following } from '../kernel/sync/following.ts'
import { keepFollowing } from '../kernel/sync/keep-following.ts'
import { LinkDown, type Link } from '../kernel/sync/link.ts'
import type { Mirroring, Standing } from '../kernel/sync/mirroring.ts'
import { followingOf, KeysWithHub, mirroringTo } from '../country/network/asking-hub.ts'
import { noteCosignature } from '../country/network/brackets.ts'
import type { SaidOfItself } from '../country/network/contact.ts'
import { HubAccepted } from '../country/network/hub-accepted.ts'
import { hubs } from '../country/network/register.ts'
import { version } from './version.ts'

/** How this node stands with its hub, for every screen. */
export interface LinkNow {
  /** The hub, once this node was admitted. */
  hub?: string
  linked: boolean
  /** Since when it is so, ISO. */
  since: string
  /** Why there is no link, in a word. */
  why?: string
  /** Leaves that the hub has not signed for yet. */
  waiting: number
  /** What a person must do something about. */
  halted?: NonNullable<Standing['halted']>
}

/** A link that can be let go. */
export interface ClosableLink extends Link { close(): void }

export interface LinkingParts {
  node: Node
  /** Makes the way to a hub. */
  linkTo(hub: RowOf<typeof hubs>): ClosableLink
}

/** Leaves of one second go up together. */
const breathMs = 300
/** Where nothing is new the hub is asked again after this, so that a lost link is noticed. */
const restMs = 60_000
const firstAgainMs = 1_000
const lastAgainMs = 60_000

/** Links a node with its hub from the moment it is admitted; owns the link and both loops. */
export class Linking {
  readonly #parts: LinkingParts
  #hub: RowOf<typeof hubs> | undefined
  #link: ClosableLink | undefined
  #mirroring: Mirroring | undefined
  #following: Following | undefined
  #loop: ReturnType<typeof keepFollowing> | undefined
  #state: Omit<LinkNow, 'waiting'>
  #mirrored = 0
  #offRecorded: () => void
  #offTimer: () => void = () => {}
  #stopped = false
  #going: Promise<void> | undefined
  #again = false
  #againMs = firstAgainMs
  #keys: KeysWithHub | undefined

  private constructor(parts: LinkingParts) {
    this.#parts = parts
    this.#state = { linked: false, since: parts.node.time.wall(), why: 'not-admitted' }
    this.#offRecorded = parts.node.onRecorded((leaves) => {
      if (leaves.some(({ event }) => event === HubAccepted.name)) void this.#begin()
      else if (leaves.some(({ origin }) => origin === this.#own)) this.#soon(breathMs)
    })
  }

  /** Begins where a hub admitted this incarnation, and else when one does. */
  static async open(parts: LinkingParts): Promise<Linking> {
    const linking = new Linking(parts)
    await linking.#begin()
    return linking
  }

  get #own(): string {
    return this.#parts.node.journal.options.origin
  }

  /** How it stands just now. */
  now(): LinkNow {
    const { size } = this.#parts.node.journal
    return { ...this.#state, waiting: Math.max(0, size - this.#mirrored) }
  }

  /** How far this node follows the hub's bundles. */
  followed(): Followed | undefined {
    return this.#following?.state
  }

  /** Where a leaf of this journal is; nothing where this node has no hub. */
  async where(number: number) {
    return this.#mirroring?.where(number)
  }

  /** How many pieces of an attachment are at the hub, as far as it is known here. */
  sent(digest: string): number {
    return this.#mirroring?.sent(digest) ?? 0
  }

  /** Nothing is asked any more; resolves when what was being taken is durable. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#offRecorded()
    await this.#letGo()
  }

  async #letGo(): Promise<void> {
    this.#offTimer()
    this.#link?.close()
    await this.#loop?.stop()
    await this.#going?.catch(() => {})
  }

  async #begin(): Promise<void> {
    const { node, linkTo } = this.#parts
    const known = node.known(nodeItself(node.keys.identity.post))
    const [hub] = await known.all(hubs, { node: this.#own }, { order: 'at desc', limit: 1 })
    if (!hub || this.#stopped || hub.acceptance === this.#hub?.acceptance) return
    await this.#letGo()
    this.#hub = hub
    const link = this.#link = linkTo(hub)
    this.#mirroring = this.#keys = undefined
    this.#standing(await this.#mirror().standing())
    this.#state = { ...this.#state, hub: hub.hub, why: 'not-asked-yet' }
    const following = this.#following = await followingOf(
      node, hub, link, async () => JSON.stringify(this.#saidOfItself()))
    this.#keys = new KeysWithHub(hub, node, link, following)
    this.#loop = keepFollowing(following, node.given.timers, (failure) => {
      this.#heard(failure)
      if (!failure) this.#wake()
      if (following.state.shut) this.#soon(breathMs)
    })
    this.#soon(0)
  }

  /** How this node does, for those who watch over all of them. */
  #saidOfItself(): SaidOfItself {
    const { node } = this.#parts
    const followed = this.followed()
    const { waiting, since, linked, halted } = this.now()
    const trouble = halted ?? node.health.state.fault ?? (followed?.splitView && 'split-view')
    return {
      at: node.time.wall(), clock: node.time.quality(), version,
      freeBytes: node.given.disk.free(node.folder), recorded: node.journal.size, unsent: waiting,
      bundle: followed?.size ?? 0, refused: followed?.refused ?? 0,
      ...(linked && { linkedSince: since }), ...(trouble && { trouble }),
    }
  }

  /** Goes up after a while; what comes meanwhile goes up with it. */
  #soon(ms: number): void {
    if (this.#stopped || !this.#hub || this.#againMs > firstAgainMs) return
    this.#offTimer()
    this.#offTimer = this.#parts.node.given.timers.after(ms, () => this.#turn())
  }

  /** The hub answered on the other line: the pause after a failure is over. */
  #wake(): void {
    if (this.#againMs === firstAgainMs) return
    this.#againMs = firstAgainMs
    this.#soon(0)
  }

  #turn(): void {
    if (this.#going) {
      this.#again = true
      return
    }
    this.#going = this.#up().then((nextMs) => {
      this.#going = undefined
      if (this.#stopped) return
      this.#offTimer()
      const ms = this.#again && nextMs === restMs ? breathMs : nextMs
      this.#again = false
      this.#offTimer = this.#parts.node.given.timers.after(ms, () => this.#turn())
    })
  }

  /** Brings everything up that is here; answers after how long to go on. */
  async #up(): Promise<number> {
    // Keys go first, so that what follows can be opened; until they can, nothing goes.
    if (!this.#keys) return breathMs
    try {
      await this.#keys.keepUp()
      const standing = await this.#mirror().bringUp()
      this.#standing(standing)
      // What halted may have been mended at the hub meanwhile: it is asked anew.
      if (standing.halted) this.#mirroring = undefined
      else await noteCosignature(this.#parts.node)
      this.#againMs = firstAgainMs
      this.#heard(standing.halted && new LinkDown(standing.halted))
      if (!standing.halted) this.#loop?.wake()
      // What was recorded in the last moment has nobody else to wake for it.
      const more = !standing.halted && this.#parts.node.journal.size > standing.mirrored
      return more ? breathMs : restMs
    } catch (failure) {
      if (!(failure instanceof LinkDown || diskFaultOf(failure))) throw failure
      this.#heard(failure as Error)
      // Posts that lost one link together must not all come back in the same second.
      const jitter = this.#parts.node.given.luck.bytes(1)[0]! / 255
      const ms = this.#againMs * (0.5 + jitter)
      this.#againMs = Math.min(lastAgainMs, this.#againMs * 2)
      return ms
    }
  }

  #mirror(): Mirroring {
    if (this.#mirroring) return this.#mirroring
    const mirroring = this.#mirroring =
      mirroringTo(this.#hub!, this.#parts.node, this.#link!)
    mirroring.onProgress((standing) => {
      this.#againMs = firstAgainMs
      this.#standing(standing)
      this.#heard()
      this.#loop?.wake()
    })
    return mirroring
  }

  #standing({ mirrored, halted }: Standing): void {
    const { halted: _, ...state } = this.#state
    this.#mirrored = mirrored
    this.#state = { ...state, ...(halted && { halted }) }
  }

  /** The hub answered, or did not and why. */
  #heard(failure?: Error): void {
    const linked = failure === undefined || diskFaultOf(failure) !== undefined
    if (linked && this.#state.linked) return
    const { why: _, ...state } = this.#state
    const since = linked === state.linked ? state.since : this.#parts.node.time.wall()
    const reason = failure && (this.#state.halted ?? reasonOf(failure))
    this.#state = { ...state, linked, since, ...(!linked && reason && { why: reason }) }
  }
}

function reasonOf(failure: Error): string {
  if (failure instanceof NotTaken) return `not-taken-${failure.reason}`
  const { reason } = failure as { reason?: string }
  return reason ?? 'unreachable'
}
