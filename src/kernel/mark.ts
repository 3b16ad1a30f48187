// The mark: how far the journal had come, kept outside the database, so that a store which
// silently went back (a rotten or deleted WAL, an old file put back) is noticed at start.

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Disk, OpenFile } from './given.ts'

export interface Mark {
  origin: string
  size: number
  root: Buffer
  /** Digest of all registers' rows at this size (see fold.ts). */
  registers: Buffer
  /** What the store's tally said then (store/tally.ts); absent: the next start reads everything. */
  tally?: string
}

/** What is found where the mark should be: `damaged` when no slot is sound. */
export type MarkRead = Mark | 'missing' | 'damaged'

/**
 * One slot is one sector: a torn write spoils the slot being written and leaves the other whole.
 */
const slotBytes = 512
const slots = 2

/** Keeps the mark in a file of two slots, written in turn; the newer sound slot is the mark. */
export class MarkFile {
  readonly #disk: Disk
  readonly #path: string
  readonly #key: Buffer
  /** How often a mark was written here: of two slots of one size the later one counts. */
  #written = 0
  #turn = 0
  #file: OpenFile | undefined

  /** `key` is 32 secret bytes: whoever can only write files cannot make a mark. */
  constructor(disk: Disk, path: string, key: Buffer) {
    this.#disk = disk
    this.#path = path
    this.#key = key
  }

  /** The newest sound mark; `missing` without a file, `damaged` when no slot is sound. */
  read(): MarkRead {
    const bytes = this.#disk.read(this.#path)
    if (!bytes) return 'missing'
    let newest: { mark: Mark; written: number } | undefined
    for (let slot = 0; slot < slots; slot++) {
      const found = this.#slotMark(bytes.subarray(slot * slotBytes, (slot + 1) * slotBytes))
      if (found && (!newest || found.written > newest.written)) {
        newest = found
        this.#written = found.written
        this.#turn = (slot + 1) % slots
      }
    }
    return newest?.mark ?? 'damaged'
  }

  /** Makes the file with a first mark in both slots. */
  begin(mark: Mark): void {
    const slot = this.#slotBytes(mark)
    this.close()
    this.#disk.replace(this.#path, Buffer.concat([slot, slot]))
    this.#turn = 0
  }

  /** Writes the mark over the older slot; durable when it returns. */
  write(mark: Mark): void {
    // If we stop within the write: the other slot holds the mark before, and the store is ahead of
    // it, which start accepts; it refuses only a store that is behind its mark.
    this.#file ??= this.#disk.open(this.#path)
    this.#file.overwrite(this.#turn * slotBytes, this.#slotBytes(mark))
    this.#turn = (this.#turn + 1) % slots
  }

  /** Lets the file go. */
  close(): void {
    this.#file?.close()
    this.#file = undefined
  }

  #slotBytes(mark: Mark): Buffer {
    this.#written += 1
    const text = ['safar mark 2', mark.origin, String(mark.size), mark.root.toString('base64'),
      mark.registers.toString('base64'), mark.tally ?? '-', String(this.#written)].join('\n')
    const slot = Buffer.alloc(slotBytes, 0x20)
    const line = `${text}\n${this.#mac(text)}\n`
    if (Buffer.byteLength(line) > slotBytes) throw new Error('a mark does not fit its sector')
    slot.write(line)
    return slot
  }

  #slotMark(slot: Buffer): { mark: Mark; written: number } | undefined {
    const lines = slot.toString('utf8').split('\n')
    // A mark of the first form has no tally.
    const told = lines[0] === 'safar mark 2' ? 1 : 0
    if (lines.length !== 8 + told || (!told && lines[0] !== 'safar mark 1')) return undefined
    const [, origin, size, root, registers] = lines as [string, string, string, string, string]
    const [tally, written, mac, rest] = [told ? lines[5]! : '-', ...lines.slice(5 + told)] as
      [string, string, string, string]
    if (rest.trim() !== '') return undefined
    const wanted = Buffer.from(this.#mac(lines.slice(0, 6 + told).join('\n')))
    const found = Buffer.from(mac)
    if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) return undefined
    const mark = {
      origin, size: Number(size), root: Buffer.from(root, 'base64'),
      registers: Buffer.from(registers, 'base64'), ...(tally !== '-' && { tally }),
    }
    return { mark, written: Number(written) }
  }

  #mac(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64')
  }
}
