// T4: a post's files rot, are rewound, lost and mixed up; it notices, or nothing is changed.

import { CannotOpen } from '../src/kernel/cannot-open.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { realDisk, realGiven } from '../src/nodes/given.ts'
import { mishandleFiles, readFileSet, replayOldPages, Scene } from './flips.ts'
import type { FileSet, Verdict } from './flips.ts'
import { kept, openPost, recordOne, type Acked } from './post-at-work.ts'
import type { Room } from './room.ts'

const pageBytes = 4096

// No room for a reserve: it would be written anew for each of many thousand starts.
const given = { ...realGiven, disk: { ...realDisk, free: () => 0 } }

export interface Past {
  /** The files now: a store with a log that is not yet copied into it. */
  present: FileSet
  /** Copies of earlier days, each complete in itself. */
  older: FileSet[]
  acked: Acked[]
}

/** Lets a post work for some days of few facts each; the last day is not closed. */
export async function agedPost(room: Room, days: readonly number[]): Promise<Past> {
  const folder = room.folder()
  const acked: Acked[] = []
  const copies: FileSet[] = []
  for (const [day, facts] of days.entries()) {
    const node = await openPost(folder, { given })
    for (let fact = 0; fact < facts; fact++) {
      const answer = await recordOne(node, fact + 3 * day)
      if (isRefusal(answer)) throw new Error(answer.reason)
      acked.push(answer)
    }
    // The file that holds the folder is never written, and may be anything.
    const files = () => readFileSet(folder, (path) => /-shm$|^hold/.test(path))
    // Since the last checkpoint a store and its mark can go back together, unseen from here.
    await node.checkpoint()
    if (day === days.length - 1) copies.push(files())
    await node.close()
    if (day < days.length - 1) copies.push(files())
  }
  return { present: copies.at(-1)!, older: copies.slice(0, -1), acked }
}

/** A folder of the aged post to be spoilt; `oddities` says of each silence what is wrong. */
export function sceneOf(room: Room, { present, acked }: Past, oddities: string[]): Scene {
  return new Scene(room.folder(), present, (folder, mischief) =>
    judge(folder, acked, (words) => void oddities.push(`${mischief}: ${words}`)))
}

async function judge(
  folder: string, acked: readonly Acked[], odd: (words: string) => void,
): Promise<Verdict> {
  try {
    const found = await kept(folder, acked, { given })
    if (found.fault) return 'found'
    const { wrong } = found
    if (found.missing > 0) wrong.push(`${found.missing} facts are gone`)
    if (wrong.length > 0) {
      odd(wrong.join('; '))
      return 'silent'
    }
    return found.rebuilt > 0 ? 'found' : 'harmless'
  } catch (failure) {
    if (failure instanceof CannotOpen) return 'found'
    // Something stopped it, but nobody is told what to do: that is not good enough.
    odd((failure as Error).stack ?? `${failure}`)
    return 'silent'
  }
}

/** Puts back old files: each alone, and each choice of store, mark and checkpoint but all three. */
export async function rewind(scene: Scene, older: readonly FileSet[]): Promise<void> {
  const put = (copy: FileSet, paths: readonly string[]) => {
    for (const path of paths) scene.put(path, copy.get(path))
  }
  const parts = [['store.db', 'store.db-wal'], ['mark'], ['checkpoint']]
  for (const [age, copy] of older.entries()) {
    for (const path of scene.files.keys()) {
      if (copy.get(path)?.equals(scene.files.get(path)!)) continue
      await scene.attempt(`${path} as on day ${age}`, () => put(copy, [path]))
    }
    for (let choice = 1; choice < 7; choice++) {
      const paths = parts.filter((_, part) => choice & (1 << part)).flat()
      await scene.attempt(`${paths.join(', ')} as on day ${age}`, () => put(copy, paths))
    }
  }
}

/** Whether the whole folder put back to an old day passes, as it must while nobody witnesses. */
export async function wholeRewindPasses(room: Room, { older }: Past): Promise<boolean> {
  const [copy] = older
  const scene = new Scene(room.folder(), copy!, (folder) => judge(folder, [], () => {}))
  return (await scene.attempt('the whole folder as on day 0', () => {})) === 'harmless'
}

/** Everything but flips: old pages, old files, lost and mixed up files. */
export async function mishandle(scene: Scene, { older, present }: Past): Promise<void> {
  for (const path of ['store.db', 'mark']) {
    const copies = older.map((copy) => copy.get(path)!)
    await replayOldPages(scene, path, copies, path === 'mark' ? 512 : pageBytes)
  }
  // Pages of the log within the log: its frames are a header of 24 bytes and a page.
  await shiftFrames(scene, present.get('store.db-wal')!)
  await rewind(scene, older)
  await mishandleFiles(scene)
}

async function shiftFrames(scene: Scene, log: Buffer): Promise<void> {
  const [head, frame] = [32, 24 + pageBytes]
  const startOf = (number: number) => head + number * frame
  const frames = Math.floor((log.length - head) / frame)
  for (let number = 1; number < frames; number++) {
    const at = startOf(number)
    const before = log.subarray(startOf(number - 1), at)
    await scene.overwrite(`frame ${number - 1} of the log again`, 'store.db-wal', at, before)
    await scene.attempt(`the log cut after frame ${number}`, () =>
      scene.put('store.db-wal', log.subarray(0, at)))
  }
}
