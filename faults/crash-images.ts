// Cuts the power at any point of a trace, and writes the folder that the next start would find.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CachedDisk, apply, rename } from './cached-disk.ts'
import type { DiskSettings, Pending, Stored, StoredFile } from './cached-disk.ts'
import { luck } from './luck.ts'
import type { Luck } from './luck.ts'
import { readTrace } from './trace.ts'
import type { Trace } from './trace.ts'

const SECTOR_BYTES = 512

export interface PowerCut {
  /** The folder after the cut; written anew for each cut, free to be changed. */
  folder: string
  /** What was acknowledged before the cut, in order. */
  acked: string[]
  /** The cut comes before this operation of the trace. */
  at: number
  /** Number of the cut: with seed, trace and number of images it makes the same folder again. */
  number: number
  /** What became of content that was not fsynced, for a message. */
  fate: Fate
}

export interface PowerCutSettings extends DiskSettings {
  /** The trace, or the file that holds it. */
  trace: Trace | string
  images: number
  seed: number
  /** Cuts fall from this operation (0 if not given) up to and with `to` (the end). */
  from?: number
  to?: number
  /** Only this cut, to look at a failure again. */
  only?: number
}

export interface PowerCutTally {
  images: number
  milliseconds: number
  operations: number
}

const FATES = ['lost', 'kept', 'oldest kept', 'newest kept', 'some kept', 'torn'] as const
export type Fate = (typeof FATES)[number]

/**
 * Gives `check` one folder for each cut. What was fsynced is there; of the rest each write is
 * kept, lost or torn at sectors of 512 bytes, and each name made, moved or removed may be undone.
 * What `check` throws is thrown on, with the cut's number and seed in front.
 */
export async function cutPower(
  settings: PowerCutSettings,
  check: (cut: PowerCut) => void | Promise<void>,
): Promise<PowerCutTally> {
  const { images, seed } = settings
  const trace = typeof settings.trace === 'string' ? readTrace(settings.trace) : settings.trace
  const end = settings.to ?? trace.operations.length
  const from = settings.from ?? 0
  const where = luck(seed)
  // Sorted, so that one pass over the trace meets every cut.
  const cuts = Array.from({ length: images }, () => from + where.below(end - from + 1))
  cuts.sort((one, other) => one - other)
  const folder = mkdtempSync(join(fastFolder(), 'safar-cut-'))
  const disk = new CachedDisk(settings)
  const start = performance.now()
  let done = 0
  let acks = 0
  try {
    for (const [number, at] of cuts.entries()) {
      for (; done < at; done++) disk.step(trace.operations[done]!)
      while (acks < trace.acks.length && trace.acks[acks]!.after <= at) acks++
      if (settings.only !== undefined && settings.only !== number) continue
      const fate = writeImage(disk, folder, luck(seed, number))
      const acked = trace.acks.slice(0, acks).map((ack) => ack.text)
      try {
        await check({ folder, acked, at, number, fate })
      } catch (cause) {
        const told = `power cut ${number} of ${images} (seed ${seed}, operation ${at}, ${fate})`
        throw new Error(`${told}: ${cause instanceof Error ? cause.message : cause}`, { cause })
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { images, milliseconds: performance.now() - start, operations: trace.operations.length }
}

/**
 * The first difference between what the trace says and the folder that the program left, or
 * undefined. A difference means that the shim missed a call, and no image is to be trusted.
 */
export function unseenChange(trace: Trace, left: string, settings: DiskSettings = {}) {
  const disk = new CachedDisk(settings)
  for (const operation of trace.operations) disk.step(operation)
  for (const [path, node] of disk.seen) {
    if (!existsSync(join(left, path))) return `${path} is in the trace only`
    if (node === 'folder') continue
    const file = { bytes: Buffer.from(node.bytes), size: node.size }
    for (const change of node.pending) apply(file, change)
    const real = readFileSync(join(left, path))
    if (!real.equals(file.bytes.subarray(0, file.size))) return `${path} differs from the trace`
  }
  const found = [...new CachedDisk({ ...settings, before: left }).seen.keys()]
  const extra = found.find((path) => !disk.seen.has(path))
  return extra === undefined ? undefined : `${extra} is in the folder only`
}

/** A folder in memory if the machine has one (no wear, no waiting), or the temporary one. */
export function fastFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
}

function writeImage(disk: CachedDisk, folder: string, chance: Luck): Fate {
  const names = survivingNames(disk, chance)
  const fate = chance.pick(FATES)
  const contents = survivingContents(disk, fate, chance)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const present = (path: string): boolean => {
    const above = dirname(path)
    return above === '.' || (names.get(above) === 'folder' && present(above))
  }
  for (const [path, node] of [...names].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!present(path)) continue
    if (node === 'folder') mkdirSync(join(folder, path))
    else {
      const file = contents.get(node) ?? node
      writeFileSync(join(folder, path), file.bytes.subarray(0, file.size))
    }
  }
  return fate
}

/** Names after the cut: none, all, the oldest or any of the changes that were not yet durable. */
function survivingNames(disk: CachedDisk, chance: Luck): Map<string, Stored> {
  const names = new Map(disk.durable)
  const way = chance.below(4)
  const oldest = chance.below(disk.nameChanges.length + 1)
  for (const [number, change] of disk.nameChanges.entries()) {
    const kept = [false, true, number < oldest, chance.coin(0.5)][way]
    if (kept) rename(names, change)
  }
  return names
}

function survivingContents(disk: CachedDisk, fate: Fate, chance: Luck) {
  const pending = disk
    .unsettled()
    .flatMap((file) => file.pending.map((change) => ({ file, change })))
    .sort((one, other) => one.change.order - other.change.order)
  const edge = chance.below(pending.length + 1)
  const contents = new Map<StoredFile, { bytes: Buffer; size: number }>()
  for (const [number, { file, change }] of pending.entries()) {
    let content = contents.get(file)
    if (!content) {
      content = { bytes: Buffer.from(file.bytes.subarray(0, file.size)), size: file.size }
      contents.set(file, content)
    }
    const kept = survives(fate, number, edge, chance)
    if (kept === 'torn') tear(content, change, chance)
    else if (kept) apply(content, change)
  }
  return contents
}

function survives(fate: Fate, number: number, edge: number, chance: Luck): boolean | 'torn' {
  switch (fate) {
    case 'lost': return false
    case 'kept': return true
    case 'oldest kept': return number < edge || (number === edge && 'torn')
    case 'newest kept': return number > edge || (number === edge && 'torn')
    case 'some kept': return chance.coin(0.5)
    case 'torn': return chance.coin(0.5) ? 'torn' : chance.coin(0.5)
  }
}

/** Some sectors reach the disk. Past the old end a lost one is zeros, or the file stays short. */
function tear(file: { bytes: Buffer; size: number }, change: Pending, chance: Luck): void {
  if ('size' in change) {
    if (chance.coin(0.5)) apply(file, change)
    return
  }
  const end = change.at + change.data.length
  if (chance.coin(0.5) && end > file.size) apply(file, { order: 0, size: end })
  for (let from = change.at; from < end;) {
    const next = Math.min(end, (Math.floor(from / SECTOR_BYTES) + 1) * SECTOR_BYTES)
    const data = change.data.subarray(from - change.at, next - change.at)
    if (chance.coin(0.5)) apply(file, { order: 0, at: from, data })
    from = next
  }
}
