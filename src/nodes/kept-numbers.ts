// Numbers of stolen documents beside a node's store: sealed file by file, read without being held.

import { hkdfSync } from 'node:crypto'
import {
  closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, unlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import type { KeepingNumbers, KeptNumbers } from '../border/lists/kept-numbers.ts'
import { placeOf } from '../border/lists/numbers-gathered.ts'
import type { Node } from '../kernel/node.ts'
import type { Key } from '../lib/membership/fuse-filter.ts'
import { Seals, Written } from './sealed-pieces.ts'

/** A post keeps the lines of so many numbers beside their filter; a hub those of any. */
const exactAtPost = 5_000_000
/** Larger filters are not held: a hundred million numbers. */
const mostFilterBytes = 256 * 1024 * 1024

/** What lies where in a file: offsets of the pieces of the filter, and of the places. */
interface Contents { pieces: number[]; places: number[] }
interface Opened { file: number; contents: Contents }

/** Opens the folder of a node's numbers; it is made with the first version. */
export function keptNumbers(node: Node): KeptNumbers & { close(): void } {
  return new NumbersFolder(node)
}

/** Owns the files of the folder that are open for reading. */
class NumbersFolder implements KeptNumbers {
  readonly #folder: string
  readonly #seals: Seals
  readonly #hub: boolean
  readonly #opened = new Map<string, Opened>()

  constructor({ folder, keys }: Node) {
    this.#folder = join(folder, 'numbers')
    this.#seals = new Seals(
      Buffer.from(hkdfSync('sha256', keys.storeKey, '', 'safar numbers', 32)))
    this.#hub = keys.identity.kind === 'hub'
  }

  exactly = (count: number) => this.#hub || count <= exactAtPost

  turn = () => new Promise<void>((go) => setImmediate(go))

  keep = (version: string): KeepingNumbers => {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const path = this.#pathOf(version)
    const file = new Written(`${path}.new`, this.#seals, version)
    const contents: Contents = { pieces: [], places: [] }
    return {
      piece(filter) {
        contents.pieces.push(file.add(filter, `piece ${contents.pieces.length}`))
      },
      place(lines) {
        contents.places.push(file.add(Buffer.from(lines), `place ${contents.places.length}`))
      },
      done: () => {
        const bytes = file.end(Buffer.from(JSON.stringify(contents)))
        // If we stop before this line: what was written lies unused, and is written over.
        renameSync(`${path}.new`, path)
        this.#letGo(version)
        return bytes
      },
    }
  }

  filter = (version: string): readonly Uint8Array[] | undefined => this.#orNotHere(() => {
    const found = this.#open(version)
    let bytes = 0
    return found?.contents.pieces.map((offset, at) => {
      const piece = this.#seals.opened(found.file, offset, `${version} piece ${at}`)
      if ((bytes += piece.length) > mostFilterBytes) throw new Error('more than fits')
      return piece
    })
  })

  lines = (version: string, of: Key): readonly string[] | undefined => this.#orNotHere(() => {
    const found = this.#open(version)
    const { length } = found?.contents.places ?? []
    if (!found || !length) return undefined
    const place = placeOf(of, length)
    const from = found.contents.places[place]!
    return this.#seals.opened(found.file, from, `${version} place ${place}`)
      .toString('utf8').split('\n').filter(Boolean)
  })

  versions = () => (existsSync(this.#folder) ? readdirSync(this.#folder) : [])
    .flatMap((name) => (name.endsWith('.numbers') ? [name.slice(0, -8)] : []))

  drop = (version: string): void => {
    this.#letGo(version)
    if (existsSync(this.#pathOf(version))) unlinkSync(this.#pathOf(version))
  }

  close = (): void => {
    for (const version of [...this.#opened.keys()]) this.#letGo(version)
  }

  #pathOf(version: string): string {
    return join(this.#folder, `${version}.numbers`)
  }

  /** Cut short, rotten, or sealed with another key: not here, which the counter is shown. */
  #orNotHere<T>(read: () => T | undefined): T | undefined {
    try {
      return read()
    } catch {
      return undefined
    }
  }

  #open(version: string): Opened | undefined {
    const already = this.#opened.get(version)
    if (already || !existsSync(this.#pathOf(version))) return already
    const file = openSync(this.#pathOf(version), 'r')
    const text = this.#seals.lastOf(file, `${version} contents`)
    const found = { file, contents: JSON.parse(text.toString('utf8')) as Contents }
    this.#opened.set(version, found)
    return found
  }

  #letGo(version: string): void {
    const found = this.#opened.get(version)
    if (found) closeSync(found.file)
    this.#opened.delete(version)
  }
}
