// `safar demo`: a country with posts, officers and sixty days of people crossing, made once.

import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, dirname } from 'node:path'
import type { AccessPolicy } from '../kernel/access/sessions.ts'
import type { Clock, Given } from '../kernel/given.ts'
import type { Node } from '../kernel/node.ts'
import type { Role } from '../kernel/event.ts'
import { demoPostCode } from '../simulation/country.ts'
import { demoCountryOn, demoSeed } from '../simulation/demo-country.ts'
import type { DemoScene } from '../simulation/scenes.ts'
import { besideWith } from './beside.ts'
import { capabilities } from './capabilities.ts'
import { foundedMs, seedCountry } from './demo-seeding.ts'
import { newCode } from './founding.ts'
import { realGiven } from './given.ts'
import { startPost } from './post.ts'
import { stopped } from './post-command.ts'
import { recordedInterpol } from './recorded-interpol.ts'
import { version } from './version.ts'
import { sourceFolder } from './words.ts'

/** In a demo nobody stands behind the officer: an hour without a touch before the screen locks. */
const demoPolicy: AccessPolicy = { idleMs: 3_600_000, absoluteMs: 12 * 3_600_000 }
const demoPort = 4310

export interface DemoSignIn { id: string; name: string; roles: readonly Role[]; code: string }

/** Runs the demo country until it is told to stop; returns the exit code. */
export async function demo({ json }: { json: boolean }): Promise<number> {
  const folder = process.env['SAFAR_DATA'] || join(dirname(sourceFolder), '.safar', 'demo')
  const keysFolder = process.env['SAFAR_KEYS']
  const clock = new DemoClock()
  // The journal's first leaf is of the day the country is founded: none after it is earlier.
  if (!existsSync(join(folder, 'store.db'))) clock.at(foundedMs())
  const given: Given = { ...realGiven, clock }
  const asked = process.env['PORT']
  let signIns: DemoSignIn[] = []
  const country = demoCountryOn({ seed: demoSeed, today: new Date().toISOString().slice(0, 10) })
  // INTERPOL answers on this machine, over HTTPS, what was recorded of the demo's travellers.
  const interpol = await recordedInterpol(country.answers, 'Interpol desk, +000 555 0199')
  const running = await startPost({
    folder, given, capabilities, version, policy: demoPolicy,
    beside: besideWith({ interpol: interpol.settings }),
    port: asked === undefined ? await freePort(demoPort) : Number(asked),
    ...(keysFolder && { keysFolder }),
    founding: { country: 'demo', kind: 'post', post: demoPostCode, device: 'desk-1' },
    prepare: async (node) => {
      if (await seedCountry(node, country, clock, (text) =>
        process.stderr.write(`safar: ${text}\n`))) {
        realGiven.disk.replace(join(folder, 'scenes.txt'), Buffer.from(scenesSheet(country.scenes)))
      }
      signIns = await codesFor(node, country.officers)
    },
    codeUsed: (node, officer) => {
      // The next code, so that a demo goes on: told to whoever sits at this machine.
      void newCode(node, officer, 1).then(
        (code) => process.stderr.write(`next sign-in  ${officer}  ${code}\n`)
      )
    },
  })
  if (json) {
    const officers = signIns.map(({ id, roles, code }) => ({ id, roles, code }))
    process.stdout.write(`${JSON.stringify({ url: running.url, officers })}\n`)
  } else {
    process.stdout.write(signInSheet(signIns))
    process.stdout.write(`Zones to scan or paste at the booth: ${join(folder, 'scenes.txt')}\n\n`)
    process.stdout.write(`ready ${running.url}\n`)
  }
  await stopped()
  await running.stop()
  await interpol.cut()
  return 0
}

/** One code for each officer of this post; only salted hashes of them are kept. */
async function codesFor(
  node: Node, officers: ReturnType<typeof demoCountryOn>['officers'],
): Promise<DemoSignIn[]> {
  const signIns: DemoSignIn[] = []
  for (const { officer, name, grants } of officers) {
    const roles = grants.filter(({ post }) => post === demoPostCode || post === '*')
      .flatMap((grant) => grant.roles)
    if (roles.length === 0) continue
    signIns.push({
      id: officer, name, roles: roles as Role[], code: await newCode(node, officer, 1),
    })
  }
  return signIns
}

function signInSheet(signIns: readonly DemoSignIn[]): string {
  const wide = Math.max(...signIns.map(({ id }) => id.length))
  const lines = signIns.map(
    ({ id, roles, code }) => `  ${id.padEnd(wide)}  ${code}  ${roles.join(', ')}`
  )
  return `\nSign in with one of these; each code works once:\n\n${lines.join('\n')}\n\n`
}

/** Who may come to the counter today, and the zone of the document in their hand. */
function scenesSheet(scenes: readonly DemoScene[]): string {
  const told = scenes.map(({ scene, traveller, mrz, plate }) => {
    const who = traveller && [traveller.person.surname, traveller.person.givenNames].filter(Boolean)
      .join(', ')
    return [
      `${scene}${who ? `: ${who}` : ''}`, ...(mrz ? [mrz] : []),
      ...(plate ? [`plate ${plate}`] : [])
    ].join('\n')
  })
  return `${told.join('\n\n')}\n`
}

/** A clock that is somewhere in the past while the country is made, and then the machine's. */
export class DemoClock implements Clock {
  /** Set while the past is being made; owned by the seeding. */
  #past: number | undefined
  #offsetMs: number | undefined

  now = (): number => this.#past ?? Date.now()

  /** Goes forward with the made past, and on from there with the machine's own. */
  elapsed = (): number => {
    if (this.#past !== undefined) return this.#past
    this.#offsetMs ??= Date.now() - performance.now()
    return performance.now() + this.#offsetMs
  }

  /** The past comes to a moment (milliseconds since 1970). */
  at(ms: number): void {
    this.#past = ms
  }

  /** The past has come to the present. */
  arrive(): void {
    this.#past = undefined
  }
}

/** The usual port of the demo, or any other where that one is taken. */
async function freePort(wanted: number): Promise<number> {
  return new Promise((found) => {
    const trying = createServer()
    trying.once('error', () => found(0))
    trying.listen(wanted, '127.0.0.1', () => trying.close(() => found(wanted)))
  })
}
