// Numbers of stolen documents beside a node's store: sealed file by file, read without being held.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync,
  fstatSync, unlinkSync, writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { KeepingNumbers, KeptNumbers } from '../border/lists/kept-numbers.ts'
import { placeOf } from '../border/lists/numbers-gathered.ts'
import type { Node } from '../kernel/node.ts'
import type { Key } from '../lib/membership/fuse-filter.ts'

/** A post keeps the lines of so many numbers beside their filter; a hub those of any. */
const exactAtPost = 5_000_000
/** Larger filters are not held: a hundred million numbers. */
const mostFilterBytes = 256 * 1024 * 1024
const [nonceBytes, tagBytes, offsetBytes] = [12, 16, 6]

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
    const where = Buffer.alloc(offsetBytes)
    readSync(file, where, 0, offsetBytes, fstatSync(file).size - offsetBytes)
    const text = this.#seals.opened(file, where.readUIntBE(0, offsetBytes), `${version} contents`)
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

/** AES-256-GCM: each piece under a nonce of its own, bound to its version and place. */
class Seals {
  readonly #key: Buffer

  constructor(key: Buffer) {
    this.#key = key
  }

  /** With its length before it. */
  sealed(bytes: Uint8Array, about: string): Buffer {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(about))
    const text = Buffer.concat([cipher.update(bytes), cipher.final()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(nonceBytes + text.length + tagBytes)
    return Buffer.concat([length, nonce, text, cipher.getAuthTag()])
  }

  /** Throws where the bytes are not as they were written. */
  opened(file: number, offset: number, about: string): Buffer {
    const length = Buffer.alloc(4)
    readSync(file, length, 0, 4, offset)
    const sealed = Buffer.alloc(Math.min(length.readUInt32BE(0), mostFilterBytes))
    readSync(file, sealed, 0, sealed.length, offset + 4)
    const cipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, nonceBytes))
    cipher.setAAD(Buffer.from(about))
    cipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
    return Buffer.concat([
      cipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), cipher.final(),
    ])
  }
}

/** Owns a file while it is written. */
class Written {
  readonly #file: number
  readonly #seals: Seals
  readonly #version: string
  #at = 0

  constructor(path: string, seals: Seals, version: string) {
    this.#file = openSync(path, 'w', 0o600)
    this.#seals = seals
    this.#version = version
  }

  /** Where it lies. */
  add(bytes: Uint8Array, about: string): number {
    const from = this.#at
    this.#write(this.#seals.sealed(bytes, `${this.#version} ${about}`))
    return from
  }

  /** Ends with the contents and where they lie; synced when it returns how many bytes it has. */
  end(contents: Uint8Array): number {
    const where = Buffer.alloc(offsetBytes)
    where.writeUIntBE(this.add(contents, 'contents'), 0, offsetBytes)
    this.#write(where)
    fsyncSync(this.#file)
    closeSync(this.#file)
    return this.#at
  }

  #write(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#file, bytes, written, bytes.length - written, this.#at + written)
    }
    this.#at += bytes.length
  }
}
