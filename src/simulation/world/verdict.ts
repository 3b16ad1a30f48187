// What must hold of a simulated country when all links work again and everybody had time to speak.

import { nodeItself } from '../../kernel/attestation.ts'
import type { Node } from '../../kernel/node.ts'
import type { AnyRegister } from '../../kernel/register.ts'
import { unsound } from '../../kernel/sound.ts'
import type { Acknowledged } from './acts.ts'

const readLeaf = 'select number, subject, event from leaf where origin = ? and number = ?'

const readSubjects = 'select distinct subject from leaf where origin = ?'
/** More rows than any schedule makes. */
const mostRowsCompared = 100_000

/** Which acknowledged leaves a node does not have, or has as something else. */
export async function missing(
  node: Node, acknowledged: Iterable<Acknowledged>,
): Promise<string[]> {
  const wrong: string[] = []
  for (const { origin, number, subject, event } of acknowledged) {
    const [row] = await node.store.reading.all(readLeaf, [origin, number])
    if (!row) wrong.push(`${event} ${number} of ${origin} was acknowledged and is not there`)
    else if (row['subject'] !== subject || row['event'] !== event) {
      wrong.push(`${event} ${number} of ${origin} was acknowledged and is another`)
    }
  }
  return wrong
}

/** What a node itself finds wrong (chain, signatures, digests, registers, mark), with its place. */
export async function unsoundAt(place: string, node: Node): Promise<string[]> {
  return (await unsound(node)).map((what) => `${place}: ${what}`)
}

/** What journals with two histories speak of: there a fork keeps rows that nobody else can have. */
export async function subjectsOf(node: Node, origins: ReadonlySet<string>): Promise<Set<string>> {
  const subjects = new Set<string>()
  for (const origin of origins) {
    const rows = await node.store.reading.all(readSubjects, [origin])
    rows.forEach((row) => subjects.add(row['subject'] as string))
  }
  return subjects
}

/** Rows of a register that a post and the hub both must have, and have otherwise. */
export async function sameRowsAt(
  register: AnyRegister,
  { place, node, hub, apart }: { place: string; node: Node; hub: Node; apart: ReadonlySet<string> },
): Promise<string[]> {
  if (node === hub) return []
  const [here, there] = [await rowsOf(node, register), await rowsOf(hub, register)]
  const keys = new Set([...here.keys(), ...there.keys()])
  return [...keys].filter((key) => !apart.has(key) && here.get(key) !== there.get(key))
    .map((key) => `${place} and the hub disagree on ${register.name} ${key}`)
}

async function rowsOf(node: Node, register: AnyRegister): Promise<Map<string, string>> {
  const known = node.known(nodeItself('sim'))
  const rows = await known.rows(register, (q) => q.limit(mostRowsCompared))
  return new Map(rows.map((row) => [row[register.key] as string, JSON.stringify(row)]))
}
