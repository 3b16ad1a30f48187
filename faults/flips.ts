// Rots, rewinds, swaps and removes stored bytes, one mischief at a time, and asks what comes of it.

import {
  closeSync, futimesSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync,
  utimesSync, writeFileSync, writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { luck } from './luck.ts'

/** `found`: reported. `harmless`: everything reads as before. `silent`: neither, a failure. */
export type Verdict = 'found' | 'harmless' | 'silent'

/** Opens the folder as production would, and judges. May change the folder; it is put right. */
export type Judge = (folder: string, mischief: string) => Verdict | Promise<Verdict>

export interface Tally {
  tried: number
  found: number
  harmless: number
  /** What passed unnoticed, in words, at most 100; `silentCount` has them all. */
  silent: string[]
  silentCount: number
  milliseconds: number
}

/** The bytes of every file below a folder, by relative path. */
export type FileSet = Map<string, Buffer>

/** Reads all files below a folder; a path for which `skip` is true is left out. */
export function readFileSet(folder: string, skip = (_path: string) => false): FileSet {
  const files: FileSet = new Map()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1)
    if (entry.isFile() && !skip(path)) files.set(path, readFileSync(join(folder, path)))
  }
  return files
}

// No program writes a file in 2001, so any other time means that the judge touched the file.
const UNTOUCHED = new Date('2001-01-01T00:00:00Z')

/**
 * A folder that is spoilt and put right again. The folder belongs to the scene: it is emptied and
 * filled with `files`. What is not touched is not written again.
 */
export class Scene {
  readonly folder: string
  readonly files: FileSet
  readonly tally: Tally = {
    tried: 0, found: 0, harmless: 0, silent: [], silentCount: 0, milliseconds: 0,
  }
  readonly #judge: Judge

  constructor(folder: string, files: FileSet, judge: Judge) {
    this.folder = folder
    this.files = files
    this.#judge = judge
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    this.restore()
  }

  /** Throws unless the untouched folder is harmless: a judge that cries always proves nothing. */
  async untouched(): Promise<void> {
    const verdict = await this.#judge(this.folder, 'nothing')
    this.restore()
    if (verdict !== 'harmless') throw new Error(`the untouched folder is judged ${verdict}`)
  }

  /** One mischief: `spoil` changes the folder, the judge looks, and all is put right. */
  async attempt(mischief: string, spoil: () => void, heal?: () => void): Promise<Verdict> {
    const start = performance.now()
    spoil()
    const verdict = await this.#judge(this.folder, mischief)
    heal?.()
    this.restore()
    this.tally.tried++
    if (verdict === 'silent') {
      this.tally.silentCount++
      if (this.tally.silent.length < 100) this.tally.silent.push(mischief)
    } else this.tally[verdict]++
    this.tally.milliseconds += performance.now() - start
    return verdict
  }

  /** Other bytes at one place of one file: the quick mischief, patched in and patched out. */
  async overwrite(mischief: string, path: string, at: number, bytes: Uint8Array): Promise<Verdict> {
    const right = bytesOf(this, path).subarray(at, at + bytes.length)
    const spoil = () => this.#patch(path, at, bytes)
    // A judge that wrote to the file, or removed it, leaves it to restore().
    const heal = () => this.#isUntouched(path) && this.#patch(path, at, right)
    return this.attempt(mischief, spoil, heal)
  }

  /** Replaces, makes or (undefined) removes a whole file. */
  put(path: string, bytes: Uint8Array | undefined): void {
    const to = join(this.folder, path)
    if (bytes === undefined) return rmSync(to, { force: true })
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, bytes)
  }

  /** Makes the folder again what it was. */
  restore(): void {
    for (const entry of readdirSync(this.folder, { recursive: true, withFileTypes: true })) {
      const full = join(entry.parentPath, entry.name)
      const known = this.files.has(full.slice(this.folder.length + 1))
      if (!entry.isDirectory() && !known) rmSync(full, { force: true })
    }
    for (const [path, bytes] of this.files) {
      if (this.#isUntouched(path)) continue
      this.put(path, bytes)
      utimesSync(join(this.folder, path), UNTOUCHED, UNTOUCHED)
    }
  }

  #patch(path: string, at: number, bytes: Uint8Array): void {
    const file = openSync(join(this.folder, path), 'r+')
    writeSync(file, bytes, 0, bytes.length, at)
    futimesSync(file, UNTOUCHED, UNTOUCHED)
    closeSync(file)
  }

  #isUntouched(path: string): boolean {
    const now = lstatSync(join(this.folder, path), { throwIfNoEntry: false })
    return now?.size === bytesOf(this, path).length && now.mtimeMs === UNTOUCHED.getTime()
  }
}

/**
 * Flips one bit of every byte of a file, which bit is luck's choice. With `step`, one byte of
 * luck's choice in each run of so many, so that a short test still reaches the whole file.
 */
export async function flipEveryByte(
  scene: Scene,
  path: string,
  { seed, step = 1, from = 0, to = Infinity }: FlipSettings,
): Promise<Tally> {
  const bytes = bytesOf(scene, path)
  const chance = luck(seed)
  for (let run = from; run < Math.min(to, bytes.length); run += step) {
    const at = Math.min(run + chance.below(step), bytes.length - 1)
    const bit = chance.below(8)
    const flipped = Uint8Array.of(bytes[at]! ^ (1 << bit))
    await scene.overwrite(`bit ${bit} of byte ${at} of ${path}`, path, at, flipped)
  }
  return scene.tally
}

export interface FlipSettings {
  seed: number
  step?: number
  from?: number
  to?: number
}

/**
 * Puts every older version of every page over the present one. `older` are successive copies of
 * the file, oldest first; versions that are the same are tried once.
 */
export async function replayOldPages(
  scene: Scene,
  path: string,
  older: Buffer[],
  pageBytes: number,
): Promise<Tally> {
  const bytes = bytesOf(scene, path)
  for (let at = 0; at < bytes.length; at += pageBytes) {
    const present = bytes.subarray(at, at + pageBytes)
    const tried = new Set([present.toString('latin1')])
    for (const [age, copy] of older.entries()) {
      const page = copy.subarray(at, at + pageBytes)
      if (page.length < present.length || tried.has(page.toString('latin1'))) continue
      tried.add(page.toString('latin1'))
      const mischief = `page ${at / pageBytes} of ${path} as in copy ${age}`
      await scene.overwrite(mischief, path, at, page)
    }
  }
  return scene.tally
}

/** Puts each file back to each of its older versions, alone and together with all others. */
export async function rollBack(scene: Scene, older: FileSet[]): Promise<Tally> {
  for (const [age, copy] of older.entries()) {
    for (const [path, bytes] of copy) {
      if (scene.files.get(path)?.equals(bytes)) continue
      await scene.attempt(`${path} as in copy ${age}`, () => scene.put(path, bytes))
    }
    await scene.attempt(`all files as in copy ${age}`, () => {
      for (const path of scene.files.keys()) scene.put(path, undefined)
      for (const [path, bytes] of copy) scene.put(path, bytes)
    })
  }
  return scene.tally
}

/** Deletes, empties, cuts short, lengthens and doubles each file, and swaps and copies each two. */
export async function mishandleFiles(scene: Scene): Promise<Tally> {
  const files = [...scene.files]
  for (const [path, bytes] of files) {
    await scene.attempt(`${path} deleted`, () => scene.put(path, undefined))
    for (const size of shorterSizes(bytes.length)) {
      const cut = bytes.subarray(0, size)
      await scene.attempt(`${path} cut to ${size} bytes`, () => scene.put(path, cut))
    }
    const zeros = Buffer.concat([bytes, Buffer.alloc(512)])
    await scene.attempt(`${path} with 512 zeros after it`, () => scene.put(path, zeros))
    const twice = Buffer.concat([bytes, bytes])
    await scene.attempt(`${path} twice over`, () => scene.put(path, twice))
  }
  for (const [one, first] of files) {
    for (const [other, second] of files) {
      if (one === other || first.equals(second)) continue
      await scene.attempt(`${one} copied over ${other}`, () => scene.put(other, first))
      if (one > other) continue
      await scene.attempt(`${one} and ${other} swapped`, () => {
        scene.put(one, second)
        scene.put(other, first)
      })
    }
  }
  return scene.tally
}

function shorterSizes(size: number): number[] {
  const sizes = [0, 1, size >> 1, size - 4096, size - 512, size - 32, size - 1]
  return [...new Set(sizes)].filter((shorter) => shorter >= 0 && shorter < size)
}

function bytesOf(scene: Scene, path: string): Buffer {
  const bytes = scene.files.get(path)
  if (!bytes) throw new Error(`${path} is not in the scene: ${[...scene.files.keys()].join(', ')}`)
  return bytes
}
