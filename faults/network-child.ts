// One process of the network under test: the hub, or a post at whose counter people cross.

import { capabilities } from '../src/nodes/capabilities.ts'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import type { Attestation } from '../src/kernel/attestation.ts'
import { openPostgres } from '../src/kernel/store/postgres.ts'
import { isInvalid } from '../src/kernel/record.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { realGiven } from '../src/nodes/given.ts'
import { startHub } from '../src/nodes/hub.ts'
import { linkedBeside } from '../src/nodes/linked-post.ts'
import type { Linking } from '../src/nodes/linking.ts'
import { startPost, type RunningPost } from '../src/nodes/post.ts'
import { manyCrossings } from '../src/simulation/many.ts'

const beside = async () => async () => {}
/** As many as a busy post records together in a moment, and what lies between two moments. */
const atOnce = Number(process.env['SAFAR_AT_ONCE'] ?? 25)
const pauseMs = Number(process.env['SAFAR_PAUSE_MS'] ?? 0)

const [kind, folder = '', ...rest] = process.argv.slice(2)
const stopped = new Promise<void>((told) => { process.once('SIGTERM', () => told()) })

if (kind === 'hub') await hub(Number(rest[0]))
else await post({ seed: Number(rest[0]), count: Number(rest[1]), from: Number(rest[2]) })

async function hub(syncPort: number): Promise<void> {
  const url = process.env['DATABASE_URL']
  const running = await startHub({
    folder, given: realGiven, capabilities, beside, port: 0, version: 'faults', syncPort,
    syncHost: '127.0.0.1', ...(url && { store: () => openPostgres({ url, given: realGiven }) }),
  })
  tell('ready')
  await stopped
  await running.stop()
}

async function post(of: { seed: number; count: number; from: number }): Promise<void> {
  const options = { folder, given: realGiven, capabilities, port: 0, version: 'faults', beside }
  const running = await startPost({ ...options, ...linkedBeside(options, beside) })
  tell('ready')
  await record(running, of)
  const linking = running.node.service<Linking>('link')
  let told = ''
  const look = setInterval(() => {
    const { waiting } = linking.now()
    const size = linking.followed()?.size ?? 0
    const now = `standing ${waiting} ${size}`
    if (now !== told) tell(told = now)
  }, 200)
  await stopped
  clearInterval(look)
  await running.stop()
}

/** Records what is still to be recorded; each is told when it is durable. */
async function record(
  { node }: RunningPost, { seed, count, from }: { seed: number; count: number; from: number },
): Promise<void> {
  const by: Attestation = {
    officer: 'amina.warsame', roles: ['primary-officer'], post: node.keys.identity.post,
    signIn: 'faults', signedInMsAgo: 0,
  }
  let at = 0
  let facts: { kind: typeof CrossingRecorded; said: Record<string, unknown> }[] = []
  for (const { said } of manyCrossings({ count, seed, today: '2026-11-24' })) {
    if (at++ < from) continue
    facts.push({ kind: CrossingRecorded, said: { ...said } })
    if (facts.length < atOnce && at < count) continue
    const answer = await node.recordAll(facts, by)
    if (isRefusal(answer) || isInvalid(answer)) throw new Error(JSON.stringify(answer))
    tell(`recorded ${at}`)
    facts = []
    await new Promise((turn) => { setTimeout(turn, pauseMs) })
  }
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}
