// A country of posts and a hub in one process: people act, and things go wrong.

import type { Capability } from '../../kernel/capability.ts'
import { diskFaultOf } from '../../kernel/store/store.ts'
import { LinkDown } from '../../kernel/sync/link.ts'
import type { Node } from '../../kernel/node.ts'
import { isLoss } from '../../kernel/health.ts'
import { Acts, type Acknowledged } from './acts.ts'
import { Machine, type Backup } from './machine.ts'
import { Network, type Entrance } from './network.ts'
import { enrol, Voice } from './speech.ts'
import type { Fault, Swarm } from './swarm.ts'
import { Witnesses, witnessPlaces } from './witnesses.ts'
import { World } from './world.ts'

export interface CountryParts {
  seed: number
  swarm: Swarm
  capabilities: readonly Capability[]
  /** The capabilities of the release before: some posts run it for a while. */
  olderCapabilities: readonly Capability[]
  turn: () => Promise<void>
  /** Opens the door of a hub's node, as its program does. */
  openDoor(hub: Node): Promise<Entrance>
}

const dayMs = 86_400_000
const yearMs = 365.25 * dayMs
/** How often a post speaks with the hub, where it can. */
const speakEveryMs = 45_000

/** Owns the world, its machines and what was acknowledged. */
export class Country {
  readonly world: World
  readonly network: Network
  readonly hub: Machine
  readonly posts: Machine[]
  /** Where the witnesses sit. */
  readonly offices: Machine[]
  readonly witnesses = new Witnesses()
  readonly #parts: CountryParts
  readonly #acts: Acts
  readonly #enrolled = new Set<string>()
  #backups = new Map<Machine, Backup>()
  /** What was acknowledged, by the origin of its journal. */
  readonly acknowledged = new Map<string, Acknowledged[]>()
  /** Journals of machines whose disk was put back or doubled: what they lost is lost. */
  readonly broken = new Set<string>()
  /** What happened, a line each, for whoever reads a failing seed. */
  readonly story: string[] = []

  constructor(parts: CountryParts) {
    const { seed, swarm, capabilities, turn } = parts
    this.#parts = parts
    this.world = new World(seed, turn)
    this.network = new Network(this.world, swarm.weather)
    this.#acts = new Acts(this.world, seed)
    const machine = (place: string, kind: 'hub' | 'post' | 'office', index: number) => new Machine({
      world: this.world, place, capabilities, seed: seed * 64 + index,
      founding: { country: 'xdm', kind, post: place, device: 'desk-1' },
    })
    this.hub = machine('hub', 'hub', 0)
    this.posts = Array.from({ length: swarm.posts },
      (_, index) => machine(`post-${index + 1}`, 'post', index + 1))
    this.offices = witnessPlaces.map((place, index) => machine(place, 'office', 32 + index))
  }

  get machines(): Machine[] {
    return [this.hub, ...this.posts, ...this.offices]
  }

  /** Founds all nodes and makes them known to each other. */
  async found(): Promise<void> {
    for (const each of this.machines) await this.start(each)
  }

  /** Everything that happens while something may go wrong. */
  async live(): Promise<void> {
    const { luck } = this.world
    const { swarm } = this.#parts
    for (let act = 0; act < swarm.acts; act++) {
      if (luck.chance(swarm.trouble)) await this.#trouble(luck.pick(swarm.faults))
      else this.#act(luck.pick([this.hub, ...this.posts]))
      await this.world.pass(luck.chance(0.1) ? luck.between(60_000, 600_000)
        : luck.between(100, 8_000))
    }
  }

  /** All links work, every disk has room, every machine runs the newest release, and all speak. */
  async heal(): Promise<void> {
    this.network.clear()
    for (const each of this.machines) {
      each.disk.full = false
      each.disk.failing = undefined
      each.failing = undefined
      each.capabilities = this.#parts.capabilities
      await this.restart(each)
    }
    // Requests that links had kept back arrive, and everybody has spoken twice (PROMISES R2).
    await this.world.pass(200_000)
    await this.world.pass(4 * speakEveryMs)
  }

  /** Starts a machine and its part in the conversation; a node that must not go on begins anew. */
  async start(machine: Machine): Promise<void> {
    const cannot = await machine.start()
    if (cannot) return this.#tell(`${machine.place} does not open: ${cannot.message}`)
    await this.#asAdvised(machine)
    const { node, boot } = machine
    if (!node) return
    if (this.offices.includes(machine)) {
      const door = this.witnesses.door(machine.place, node)
      return this.network.open(machine.place, { door, lets: () => true })
    }
    this.witnesses.know(node)
    if (machine === this.hub) {
      this.network.open('hub', await this.#parts.openDoor(node))
      for (const post of this.posts) await this.#enrol(post)
    } else await this.#enrol(machine)
    this.world.begin(() => this.#converse(machine, boot))
  }

  async restart(machine: Machine): Promise<void> {
    this.#off(machine)
    await this.start(machine)
  }

  #off(machine: Machine): void {
    this.network.open(machine.place, undefined)
    machine.crash()
  }

  /** Does what a stopped node tells its administrator: a new incarnation after a loss. */
  async #asAdvised(machine: Machine): Promise<void> {
    const fault = machine.node?.health.state.fault
    if (!fault || !isLoss(fault)) return
    this.#tell(`${machine.place} goes on as another incarnation (${fault})`)
    machine.crash()
    const cannot = await machine.start(true)
    if (cannot) this.#tell(`${machine.place} does not open: ${cannot.message}`)
  }

  /** A node speaks with hub and witnesses as long as this start of it lasts. */
  async #converse(machine: Machine, boot: number): Promise<void> {
    const linkTo = (place: string) => this.network.link(machine.place,
      () => machine.node?.keys.identity.origin ?? '', place)
    let voice: Voice | undefined
    while (machine.boot === boot && machine.node) {
      try {
        if (machine !== this.hub) {
          voice ??= this.hub.node && await Voice.open(machine.node, linkTo('hub'), this.hub.node)
          await voice?.speak()
        }
        for (const place of witnessPlaces) {
          if (machine.boot === boot) await this.witnesses.ask(place, machine.node, linkTo(place))
        }
      } catch (failure) {
        if (machine.boot !== boot) return
        // A disk that says no is told by health; whoever looks after the machine sees to it.
        if (!(failure instanceof LinkDown || diskFaultOf(failure))) throw failure
      }
      if (machine.boot !== boot) return
      const { fault } = machine.node.health.state
      if (fault && fault !== 'disk-full') {
        this.world.after(5_000, () => this.world.begin(async () => {
          if (machine.boot === boot) await this.restart(machine)
        }))
        return
      }
      await this.world.sleep(speakEveryMs)
    }
  }

  async #enrol(post: Machine): Promise<void> {
    const [hub, node] = [this.hub.node, post.node]
    if (!hub || !node || this.#enrolled.has(node.keys.identity.origin)) return
    if (await enrol(hub, node)) this.#enrolled.add(node.keys.identity.origin)
  }

  #act(machine: Machine): void {
    const { node, boot } = machine
    if (!node) return
    this.world.begin(async () => {
      try {
        for (const each of await this.#acts.act(node)) {
          const of = this.acknowledged.get(each.origin)
          if (of) of.push(each)
          else this.acknowledged.set(each.origin, [each])
        }
      } catch (failure) {
        // A machine that was switched off under an act has answered nobody.
        if (machine.boot === boot) throw failure
      }
    })
  }

  /** Something goes wrong somewhere, and some time later it is mended. */
  async #trouble(fault: Fault): Promise<void> {
    const { luck } = this.world
    const post = luck.pick(this.posts)
    const machine = luck.chance(0.8) ? post : this.hub
    const soon = luck.between(1_000, 900_000)
    this.#tell(`${fault} at ${machine.place}`)
    switch (fault) {
      case 'cut':
        this.network.cut(machine.place)
        this.world.after(luck.chance(0.3) ? 30 * dayMs : soon, () =>
          this.network.heal(machine.place))
        return
      case 'crash': return this.#crash(post, soon)
      case 'witness-away': return this.#crash(luck.pick(this.offices), soon)
      case 'crash-of-the-hub': return this.#crash(this.hub, soon)
      case 'disk-full':
        machine.disk.full = true
        this.world.after(soon, () => { machine.disk.full = false })
        return
      case 'write-fails':
        machine.failing = { fault: 'disk-failing', done: false }
        return
      case 'write-fails-when-done':
        machine.failing = { fault: 'disk-failing', done: true }
        return
      case 'mark-fails':
        machine.disk.failing = { fault: 'disk-failing', done: luck.chance(0.5) }
        return
      case 'clock-jumps':
        machine.setClock(Math.round(luck.pick([20 * yearMs, yearMs, dayMs, 3_600_000]) *
          luck.pick([-1, 1])))
        return
      case 'restored-backup': return this.#restore(post)
      case 'cloned': return this.#clone(post)
      case 'double-start': return this.#startTwice(post)
      case 'older-version':
        post.capabilities = this.#parts.olderCapabilities
        await this.restart(post)
        this.world.after(soon, () => { post.capabilities = this.#parts.capabilities })
        return
      case 'weeks-pass':
        this.world.leap(luck.between(7, 60) * dayMs)
        return
    }
  }

  async #crash(machine: Machine, backMs: number): Promise<void> {
    this.#off(machine)
    const { boot } = machine
    this.world.after(backMs, () => this.world.begin(async () => {
      if (machine.boot === boot) await this.start(machine)
    }))
  }

  /** The first time a backup is made; later the whole machine is put back to it. */
  async #restore(machine: Machine): Promise<void> {
    const backup = this.#backups.get(machine)
    if (!backup) {
      if (machine.node) this.#backups.set(machine, await machine.backup())
      return
    }
    const origin = machine.node?.keys.identity.origin
    if (origin) this.broken.add(origin)
    machine.restore(backup)
    await this.start(machine)
  }

  /** Somebody copies the disk of a post and lets both go on. */
  async #clone(machine: Machine): Promise<void> {
    if (!machine.node || this.posts.some(({ place }) => place === `${machine.place}-clone`)) return
    this.broken.add(machine.node.keys.identity.origin)
    const twin = machine.twin(`${machine.place}-clone`, await machine.backup())
    this.posts.push(twin)
    await this.start(twin)
  }

  async #startTwice(machine: Machine): Promise<void> {
    if (!machine.node) return
    const cannot = await machine.startAgain()
    if (cannot !== 'in-use') throw new Error(`a second start of ${machine.place} was let in`)
  }

  #tell(what: string): void {
    this.story.push(`${new Date(this.world.nowMs).toISOString()} ${what}`)
  }
}
