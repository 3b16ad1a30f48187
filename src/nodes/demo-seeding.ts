// Making the demo country: its posts, officers, alerts and sixty days of crossings, said once.

import { nodeItself, type Attestation } from '../kernel/attestation.ts'
import type { AnyEvent, Role } from '../kernel/event.ts'
import { newId } from '../kernel/given.ts'
import type { Node } from '../kernel/node.ts'
import { newRealmPair } from '../kernel/realms/sealing.ts'
import { BiometricOfficeNamed } from '../country/network/biometric-office-named.ts'
import { isInvalid, type Fact } from '../kernel/record.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { OfficerEnrolled } from '../country/officers/officer-enrolled.ts'
import { officers } from '../country/officers/register.ts'
import { RolesGiven } from '../country/officers/roles-given.ts'
import { PostRegistered } from '../country/posts/post-registered.ts'
import { AlertIssued } from '../border/watchlist/alert-issued.ts'
import { CrossingRecorded } from '../border/crossings/crossing-recorded.ts'
import { GroupClosed } from '../border/groups/group-closed.ts'
import { GroupPresented } from '../border/groups/group-presented.ts'
import { StayRulesLaidDown } from '../border/stays/stay-rules-laid-down.ts'
import type { DemoCountry } from '../simulation/demo-country.ts'
import type { DemoClock } from './demo.ts'

const dayMs = 86_400_000
/** A day before the first of the sixty: the country is founded. */
const foundedDaysAgo = 61

/** When the country is founded: no leaf of its journal may be later than its sixty days. */
export function foundedMs(): number {
  return Date.now() - foundedDaysAgo * dayMs
}

/** A biometric office: its id, and the public key that pictures are sealed to. */
export interface DemoOffice { office: string; key: string }

/**
 * Makes the country in a node where nobody is enrolled yet; tells whether it did. Its biometric
 * office is made too, where none is given.
 */
export async function seedCountry(
  node: Node, country: DemoCountry, clock: DemoClock, tell: (text: string) => void,
  office?: DemoOffice,
): Promise<boolean> {
  const { post } = node.keys.identity
  const itself = nodeItself(post)
  if ((await node.known(itself).count(officers)) > 0) {
    clock.arrive()
    return false
  }
  tell('making a country with sixty days of people crossing (once, a few seconds)')
  clock.at(foundedMs())
  try {
    await say(
      node, itself, country.posts.map((said) => ({ kind: PostRegistered, said: { ...said } })),
    )
    const from = new Date(clock.now()).toISOString().slice(0, 10)
    await say(node, itself, country.officers.flatMap(({ grants, ...officer }) => [
      { kind: OfficerEnrolled, said: officer },
      ...grants.map((grant) => ({
        kind: RolesGiven, said: { ...grant, officer: officer.officer, from, founding: true },
      })),
    ]))
    await nameOffice(node, country, office ?? await newOffice(node))
    const [by, second] = supervisorsOf(country)
    await say(node, attested(country, post, by!, second),
      [{ kind: StayRulesLaidDown, said: country.law }])
    for (const { by, second, said } of country.alerts) {
      await say(node, attested(country, post, by, second), [{ kind: AlertIssued, said }])
    }
    for (const { fact, said } of country.list.said) {
      const kind = node.contents.events.get(fact)!
      // One after the other, as people do it: a file that came later is later.
      clock.at(clock.now() + 60_000)
      await say(node, attested(country, post, country.list.by, country.list.second),
        [{ kind, said }])
    }
    for (const moment of momentsOf(country)) {
      clock.at(Math.max(clock.now(), Date.parse(moment.at)))
      await say(node, attested(country, post, moment.by), [moment])
    }
  } finally {
    clock.arrive()
  }
  return true
}

/** The biometric office of the demo; its secret lies beside, which no real office's does. */
async function newOffice(node: Node): Promise<DemoOffice> {
  const { publicKey, privateKey } = await newRealmPair()
  const secret = Buffer.from(`${privateKey.toString('base64')}\n`)
  node.given.disk.replace(`${node.folder}/demo-biometric-office.key`, secret, 0o600)
  return { office: newId(node.given), key: publicKey.toString('base64') }
}

async function nameOffice(node: Node, country: DemoCountry, said: DemoOffice): Promise<void> {
  const having = (role: Role) => country.officers.find(({ grants }) =>
    grants.some(({ roles }) => (roles as Role[]).includes(role)))!.officer
  await say(node,
    attested(country, node.keys.identity.post, having('administrator'), having('supervisor')),
    [{ kind: BiometricOfficeNamed, said: { ...said } }])
}

function supervisorsOf({ officers: all }: DemoCountry): string[] {
  return all.filter(({ grants }) => grants.some(({ roles }) => roles.includes('supervisor')))
    .map(({ officer }) => officer)
}

interface Moment extends Fact { at: string; by: string }

/** Everything that happened in the sixty days, in order of time. */
function momentsOf({ history }: DemoCountry): Moment[] {
  return [
    ...history.groups.flatMap(({ at, by, presented, closedAt, closed }) => [
      { at, by, kind: GroupPresented as AnyEvent, said: presented },
      { at: closedAt, by, kind: GroupClosed as AnyEvent, said: closed },
    ]),
    ...history.crossings.map(
      ({ at, by, said }) => ({ at, by, kind: CrossingRecorded as AnyEvent, said })
    ),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) as Moment[]
}

/** An officer of the demo as having signed in just then. */
function attested(country: DemoCountry, post: string, by: string, second?: string): Attestation {
  const rolesOf = (officer: string) => (
    country.officers.find((each) => each.officer === officer)?.grants ?? []
  )
    .flatMap((grant) => grant.roles as Role[])
  return {
    officer: by, roles: rolesOf(by), post, signedInMsAgo: 0, signIn: `demo-${by}`,
    ...(second && {
      second: {
        officer: second, signIn: `demo-${second}`, at: new Date(0).toISOString(),
        roles: rolesOf(second),
      },
    }),
  }
}

async function say(node: Node, by: Attestation, facts: readonly Fact[]): Promise<void> {
  const answer = await node.recordAll(facts, by)
  if (isInvalid(answer) || isRefusal(answer)) {
    throw new Error(`the demo says something that is not recorded: ${JSON.stringify(answer)}`)
  }
}
