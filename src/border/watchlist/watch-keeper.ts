// The watch-keeper: silent alerts are looked for after the counter has its answer, never before.

import { nodeItself } from '../../kernel/attestation.ts'
import { newId } from '../../kernel/given.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { StoreFailure } from '../../kernel/store/store.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { lookUps } from '../travellers/register.ts'
import type { OpenedScreening, Screening } from './screening.ts'
import { silentHits, type SilentHit } from './silent-hits.ts'
import { WatchKept } from './watch-kept.ts'

/** The watch is kept once a minute, whatever happened in it. */
export const watchEveryMs = 60_000
/** As many look-ups are read at once; more wait for the next minute. */
const mostAtOnce = 500
/** After so many screenings the counter has its turn. */
const screenedInOneTurn = 8
/** Hits of one leaf stay within the smallest size of a sealed leaf; the rest wait a minute. */
const mostBytes = 3400
const mostOfOneLookUp = 4

/** A look-up as the watch-keeper reads it. */
export interface LookUpSeen {
  number: number
  lookUp: string
  at: string
  post: string
  person?: ScreenedPerson | undefined
}

export interface WatchKeeper {
  /** Keeps the watch now; resolves with how many look-ups were covered. */
  keepWatch(): Promise<number>
  /** Calls the next watch off, and waits for one that is being kept. */
  stop(): Promise<void>
}

/**
 * Starts keeping watch: once a minute the look-ups that no watch has covered are screened against
 * silent alerts, and one `watch-kept` is recorded where there were any. After a restart it goes on
 * from the last look-up that was covered.
 */
export function openWatchKeeper(
  node: Node, { silent }: Pick<OpenedScreening, 'silent'>,
): WatchKeeper {
  let stopped = false
  let keeping: Promise<number> = Promise.resolve(0)

  /** One watch after another: two at once would cover the same look-ups twice. */
  function keepWatch(): Promise<number> {
    const watch = keeping.then(() => (stopped ? 0 : watchOnce(node, silent, () => stopped)))
    keeping = watch.catch(() => 0)
    return watch
  }

  function nextMinute(): () => void {
    return node.given.timers.after(watchEveryMs, () => {
      if (stopped) return
      offTimer = nextMinute()
      keepWatch().catch((failure: unknown) => {
        // The look-ups wait for the next minute; that the store fails is told everywhere.
        if (failure instanceof StoreFailure) node.health.failed(failure)
        else if (!stopped) throw failure
      })
    })
  }
  let offTimer = nextMinute()
  return {
    keepWatch,
    async stop() {
      stopped = true
      offTimer()
      await keeping
    },
  }
}

/** Covers the look-ups since the last watch; resolves with how many. */
async function watchOnce(
  node: Node, silent: Screening, stopped: () => boolean,
): Promise<number> {
  const { origin, post } = node.journal.options
  const known = node.known(nodeItself(post))
  const [last] = await known.all(silentHits, { origin }, { order: 'through desc', limit: 1 })
  const seen = await lookUpsSince(node, last?.through ?? -1)
  const found: SilentHit[] = []
  let covered = 0
  for (const lookUp of seen) {
    const its = lookUp.person ? silentHitsOf(node, silent, lookUp, lookUp.person) : []
    // Where the alerts cannot be screened against, the look-ups wait until they can.
    if (!its || stopped()) return 0
    if (covered > 0 && sizeOf([...found, ...its]) > mostBytes) break
    found.push(...its)
    covered += 1
    if (covered % screenedInOneTurn === 0) {
      await new Promise<void>((go) => node.given.timers.after(1, go))
    }
  }
  if (covered === 0 || stopped()) return 0
  const through = seen[covered - 1]!.number
  // If we stop here: nothing is recorded, and the same look-ups are covered after the next start.
  const answer = await node.record(
    WatchKept, { watch: newId(node.given), through, hits: found }, nodeItself(post),
  )
  if (isInvalid(answer)) throw new Error(`a watch was invalid: ${JSON.stringify(answer.invalid)}`)
  return isRefusal(answer) ? 0 : covered
}

/** Look-ups of this node's own journal after a leaf, in the order of leaves, at most 500. */
async function lookUpsSince(node: Node, number: number): Promise<LookUpSeen[]> {
  const known = node.known(nodeItself(node.journal.options.post))
  return known.rows(
    lookUps, (q) => q.where('origin', '=', node.journal.options.origin)
      .where('number', '>', number).orderBy('number', 'asc').limit(mostAtOnce),
  )
}

/** What silent alerts a look-up hits, in short; nothing where the screening cannot run. */
function silentHitsOf(
  node: Node, silent: Screening, { lookUp, at, post }: LookUpSeen,
  person: ScreenedPerson,
): SilentHit[] | undefined {
  const answer = silent.screen(person, { at })
  if (!answer.ran) return undefined
  const [document] = person.documents ?? []
  const name = person.names[0]?.slice(0, 100)
  return answer.hits.slice(0, mostOfOneLookUp).map((hit) => ({
    hit: newId(node.given), lookUp, at, post, alert: hit.alert, list: hit.list.code,
    priority: hit.priority, score: hit.score, why: hit.reasons.slice(0, 6).map(({ why }) => why),
    ...(name && { name }), ...(person.birthDate?.value && { birthDate: person.birthDate.value }),
    ...(document && { document: `${document.issuer ?? ''} ${document.number}`.trim() }),
  }))
}

function sizeOf(found: readonly SilentHit[]): number {
  return Buffer.byteLength(JSON.stringify(found))
}
