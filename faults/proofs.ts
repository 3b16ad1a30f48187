// The proofs of a post's storage, by the numbers of PROMISES section 3: each returns its counts.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { cutPosts } from './cuts-of-a-post.ts'
import { failCalls } from './failures-of-a-disk.ts'
import { flipEveryByte } from './flips.ts'
import { fillDisks } from './full-disks.ts'
import { killPosts } from './kills-of-a-post.ts'
import { agedPost, mishandle, sceneOf, wholeRewindPasses } from './mischief-on-a-post.ts'
import { newRoom } from './room.ts'
import { extent, SEED } from './scale.ts'

/** Counts of one proof; it holds when there is no violation. */
export interface Proof { violations: string[]; [count: string]: unknown }

/** Facts per day of the post whose bytes are spoilt: a store of about 100 kB, a log of 50 kB. */
const days = [3, 2, 2, 1]

/** Files whose bytes are flipped one after another, and into how many parts that is cut. */
const flipped: [path: string, parts: number][] = [
  ['store.db', 4], ['store.db-wal', 2], ['mark', 1], ['checkpoint', 1], ['keys/device.pem', 1],
  ['keys/node.json', 1], ['keys/realms.json', 1], ['keys/store.key', 1],
]

async function flips(path: string, part: number, parts: number): Promise<Proof> {
  using room = newRoom()
  const past = await agedPost(room, days)
  const odd: string[] = []
  const scene = sceneOf(room, past, odd)
  await scene.untouched()
  const bytes = scene.files.get(path)!.length
  const [from, to] = [Math.ceil(bytes * part / parts), Math.ceil(bytes * (part + 1) / parts)]
  // Small files are cheap: even the short choice flips many of their bytes.
  const step = bytes > 4096 ? extent.flipStep : Math.ceil(extent.flipStep / 48)
  await flipEveryByte(scene, path, { seed: SEED, step, from, to })
  const { tried, found, harmless } = scene.tally
  return { tried, found, harmless, violations: silences(scene.tally, odd) }
}

async function mischief(): Promise<Proof> {
  using room = newRoom()
  const past = await agedPost(room, days)
  const odd: string[] = []
  const scene = sceneOf(room, past, odd)
  await scene.untouched()
  await mishandle(scene, past)
  const { tried, found, harmless } = scene.tally
  const wholeRewind = await wholeRewindPasses(room, past) ? 'passes, until others witness' : 'found'
  return { tried, found, harmless, wholeRewind, violations: silences(scene.tally, odd) }
}

function silences(tally: { silent: string[]; silentCount: number }, odd: string[]): string[] {
  if (tally.silentCount === 0) return []
  return [`${tally.silentCount} in silence`, ...tally.silent, ...odd.slice(0, 20)]
}

async function kills(worker: number): Promise<Proof> {
  return { ...await killPosts(extent.kills / 2, SEED + 1000 * worker) }
}

async function cuts(part: number, parts: number): Promise<Proof> {
  const images = extent.cuts / parts
  return { ...await cutPosts({ images, seed: SEED + part, facts: extent.cutFacts }) }
}

/** A build that syncs less must fail this suite, and each loss must be found by the mark. */
async function cutsNormal(): Promise<Proof> {
  const images = extent.cutsNormal
  const settings = { images, seed: SEED, facts: extent.cutFacts, synchronous: 'NORMAL' as const }
  const tally = await cutPosts(settings)
  const { violations, losing } = tally
  if (losing < images / 3) violations.push(`only ${losing} of ${images} images lost facts`)
  if (tally.lossesFound < tally.losing) violations.push('a loss passed in silence')
  return { ...tally, violations }
}

/** Tests that try much more when something is to be proved; each that fails is a violation. */
async function inFull(...tests: string[]): Promise<Proof> {
  const from = performance.now()
  const violations = tests.flatMap((test) => {
    const { status, stdout } = spawnSync(process.execPath, [
      '--import', './bin/seed.js', '--test-reporter=tap', `src/kernel/${test}.test.ts`,
    ], {
      cwd: join(import.meta.dirname, '..'), encoding: 'utf8', maxBuffer: 1e8,
      env: { ...process.env, SAFAR_PROVE: '1' },
    })
    return status === 0 ? [] : [`${test}: ${/^not ok .*$/m.exec(stdout)?.[0] ?? status}`]
  })
  return { tests, seconds: Math.round((performance.now() - from) / 1000), violations }
}

/** Every proof by its name; those of one number are parts of it. */
export const proofs: Record<string, () => Promise<Proof>> = {
  'T3a kills, 1': () => kills(1),
  'T3a kills, 2': () => kills(2),
  'T3b power cuts, 1': () => cuts(0, 2),
  'T3b power cuts, 2': () => cuts(1, 2),
  'T3b power cuts with synchronous=NORMAL': cutsNormal,
  'T3c failing calls': async () => ({ ...failCalls(extent.ioFacts, extent.ioStep) }),
  'T3d full disks': async () => ({ ...fillDisks(extent.diskSizes, 20 / extent.diskSizes) }),
  'T5 proofs of the journal, each with every hash altered': () =>
    inFull('journal/tree', 'journal/subtree'),
  'T6 two histories, races and links that are cut': () => inFull('sync/mirror', 'sync/mirroring'),
  'T9c bodies between nodes': () => inFull('sync/entries', 'sync/contents'),
  'T15 a mirror of another hand': () => inFull('sync/second-mirror'),
  'T4 old pages, old files, lost and mixed up files': mischief,
  ...Object.fromEntries(flipped.flatMap(([path, parts]) =>
    Array.from({ length: parts }, (_, part) =>
      [`T4 flips in ${path}, ${part + 1} of ${parts}`, () => flips(path, part, parts)]))),
}
