// Opens the post under test, records at it, and says what it kept; in this process or a child's.

import { openNode, type Node, type NodeOptions } from '../src/kernel/node.ts'
import { newId } from '../src/kernel/given.ts'
import { isRefusal, type Refusal } from '../src/kernel/refusal.ts'
import { isInvalid } from '../src/kernel/record.ts'
import { unsound } from '../src/kernel/sound.ts'
import { realGiven } from '../src/nodes/given.ts'
import {
  barriers, BarrierOrdered, lorries, LorryWeighed, remarksOf, scale,
} from './post-capability.ts'

/** What was acknowledged: the leaf's number and its subject. */
export interface Acked { number: number; subject: string }

export const officer = {
  officer: 'amina', roles: ['primary-officer'] as const, post: 'dhobley', signIn: 's1',
  signedInMsAgo: 0,
}

/** Opens the post of a folder, or founds it. */
export function openPost(folder: string, more: Partial<NodeOptions> = {}): Promise<Node> {
  const founding = { country: 'test', kind: 'post' as const, post: 'dhobley', device: 'desk-1' }
  const usual = { given: realGiven, capabilities: scale, founding, cacheKib: 512 }
  return openNode({ folder, ...usual, ...more })
}

/** Records one fact; each fifth is an order to a barrier. */
export async function recordOne(node: Node, turn: number, lane = 0): Promise<Acked | Refusal> {
  const subject = newId(realGiven)
  const remarks = remarksOf(subject)
  const answer = turn % 5 === 4
    ? await node.record(BarrierOrdered, { barrier: subject, lane, shut: true, remarks }, officer)
    : await node.record(LorryWeighed, { lorry: subject, lane, remarks }, officer)
  if (isRefusal(answer)) return answer
  if (isInvalid(answer)) throw new Error(JSON.stringify(answer))
  return { number: answer[0]!.leaf.number, subject }
}

/** As a line, which `ackedIn` reads. */
export function ackOf({ number, subject }: Acked): string {
  return `${number} ${subject}`
}

/** The acknowledgement in a line that ends with one. */
export function ackedIn(line: string): Acked {
  const [number, subject] = line.trim().split(' ').slice(-2)
  return { number: Number(number), subject: subject! }
}

/** Which of these facts the node does not have, word for word, where its answer said. */
export async function missingAt(node: Node, acked: readonly Acked[]): Promise<Acked[]> {
  const known = node.known(officer)
  const gone: Acked[] = []
  const leaf = 'select subject from leaf where origin = ? and number = ?'
  for (const each of acked) {
    const row = await known.find(lorries, { lorry: each.subject }) ??
      await known.find(barriers, { barrier: each.subject })
    const [found] = await node.store.reading.all(leaf, [node.journal.options.origin, each.number])
    const same = row?.remarks === remarksOf(each.subject) && found?.['subject'] === each.subject
    if (!same) gone.push(each)
  }
  return gone
}

export interface Kept {
  /** Facts that were acknowledged and are not there. */
  missing: number
  /** What is wrong with the whole state. */
  wrong: string[]
  /** Why the node does not record, if it does not. */
  fault?: string
  /** How many leaves say that registers had to be folded anew. */
  rebuilt: number
  size: number
  /** Whether the store was found, byte for byte, as it was left. */
  asLeft: boolean
}

/** Opens the post, looks at everything, and closes it. Throws where it cannot be opened. */
export async function kept(
  folder: string, acked: readonly Acked[], more: Partial<NodeOptions> = {},
): Promise<Kept> {
  const node = await openPost(folder, more)
  try {
    const { fault } = node.health.state
    const counted = await node.store.reading
      .all('select count(*) as leaves from leaf where event = ?', ['registers-rebuilt'])
    return {
      missing: (await missingAt(node, acked)).length,
      wrong: await unsound(node),
      ...(fault && { fault }),
      rebuilt: Number(counted[0]!['leaves']),
      size: node.journal.size,
      asLeft: node.asLeft,
    }
  } finally {
    await node.close()
  }
}
