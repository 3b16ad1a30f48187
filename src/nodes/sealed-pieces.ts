// Files beside a node's store that are sealed piece by piece, and read without being held.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

/** No piece is longer: a hundred million numbers. */
const mostPieceBytes = 256 * 1024 * 1024
const [nonceBytes, tagBytes, offsetBytes] = [12, 16, 6]

/** AES-256-GCM: each piece under a nonce of its own, bound to its version and place. */
export class Seals {
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

  /** How many bytes the piece at an offset takes in the file. */
  bytesAt(file: number, offset: number): number {
    const length = Buffer.alloc(4)
    readSync(file, length, 0, 4, offset)
    return 4 + length.readUInt32BE(0)
  }

  /** The piece that a file ends with: what it contains, and where. */
  lastOf(file: number, about: string): Buffer {
    const where = Buffer.alloc(offsetBytes)
    readSync(file, where, 0, offsetBytes, Math.max(0, fstatSync(file).size - offsetBytes))
    return this.opened(file, where.readUIntBE(0, offsetBytes), about)
  }

  /** Throws where the bytes are not as they were written. */
  opened(file: number, offset: number, about: string): Buffer {
    const length = Buffer.alloc(4)
    readSync(file, length, 0, 4, offset)
    const sealed = Buffer.alloc(Math.min(length.readUInt32BE(0), mostPieceBytes))
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
export class Written {
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
