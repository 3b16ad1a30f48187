// The verifier: says of a folder or a file whether the journal in it is sound, and where it is not.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readReceipt, verifyReceipt } from '../kernel/journal/receipt.ts'
import { openCheckpoint, readHead } from '../kernel/journal/checkpoint.ts'
import { cosignaturesOn } from '../kernel/journal/cosignature.ts'
import { splitNote, Unreadable, verifier } from '../kernel/journal/note.ts'
import { readPolicy, UnreadablePolicy } from '../kernel/journal/policy.ts'
import { verifyJournal, verifyJournalFile, type Verdict } from '../kernel/journal/verify.ts'
import { readKeys } from '../kernel/keys.ts'
import { MarkFile, type Mark } from '../kernel/mark.ts'
import { CannotOpen } from '../kernel/cannot-open.ts'
import { leavesOf, originsOf } from '../kernel/leaves.ts'
import { openSqlite, type Cipher } from '../kernel/store/sqlite.ts'
import { StoreFailure } from '../kernel/store/store.ts'
import { realGiven } from './given.ts'

export interface VerifyOptions {
  checkpoint?: string
  keysFolder?: string
  /** A policy (C2SP tlog-policy): whose cosignatures the checkpoint must have. */
  policy?: string
  /** The pinned key of the journal (vkey text), got another way than with the journal. */
  key?: string
  cipher?: Cipher
}

/** The lines to print and the exit code: 0 sound, 1 not sound, 2 nothing to verify. */
export interface Report { lines: string[]; exit: 0 | 1 | 2 }

/** Verifies what lies at a path: a node's folder, an exported journal, or a traveller's receipt. */
export async function verifyPath(path: string, options: VerifyOptions = {}): Promise<Report> {
  for (const file of [path, options.checkpoint, options.policy]) {
    if (file !== undefined && !existsSync(file)) {
      return { lines: [`nothing is at ${file}`], exit: 2 }
    }
  }
  const checkpoint = options.checkpoint ? readFileSync(options.checkpoint) : undefined
  if (statSync(path).isDirectory()) {
    const report = await verifyFolder(path, checkpoint ? [checkpoint] : [], options)
    return heldToPolicy(report, checkpoint, options.policy)
  }
  const bytes = readFileSync(path)
  if (bytes.subarray(0, 19).toString() === 'c2sp.org/tlog-proof') {
    const report = verifySlip(bytes, options)
    return heldToPolicy(report, report.exit === 0 ? readReceipt(bytes).checkpoint : undefined,
      options.policy)
  }
  const verdict = verifyJournalFile(bytes, {
    checkSignatures: 'all', checkpoints: checkpoint ? [checkpoint] : [],
    ...(options.key && { key: options.key }),
  })
  return heldToPolicy(reportOf(verdict, options.key !== undefined), checkpoint, options.policy)
}

/**
 * What is sound is held to a policy besides: the checkpoint, of which the rest was verified, must
 * be of a log that the policy names, if it names any, and cosigned by its quorum.
 */
function heldToPolicy(report: Report, checkpoint: Buffer | undefined, path?: string): Report {
  if (path === undefined || report.exit !== 0) return report
  if (!checkpoint) {
    return { lines: ['a policy is about a cosigned checkpoint: --checkpoint FILE'], exit: 2 }
  }
  try {
    const policy = readPolicy(readFileSync(path))
    const parts = splitNote(checkpoint)
    const { origin } = readHead(parts.text.toString('utf8'))
    const logs = policy.logs.filter(({ name }) => name === origin)
    if (policy.logs.length > 0) openCheckpoint(checkpoint, { origin, verifiers: logs })
    const found = cosignaturesOn(parts, [...policy.witnesses.values()])
    const lines = found.map(({ by, seconds }) =>
      `cosigned by ${by.name} at ${new Date(seconds * 1000).toISOString()}`)
    if (policy.quorum(found.map(({ by }) => by))) {
      return { lines: [...report.lines, ...lines], exit: 0 }
    }
    const why = 'not sound: those who cosigned the checkpoint are not the quorum of the policy'
    return { lines: [why, ...lines], exit: 1 }
  } catch (failure) {
    if (failure instanceof UnreadablePolicy) return { lines: [failure.message], exit: 2 }
    if (failure instanceof Unreadable) {
      return { lines: [`not sound: the checkpoint: ${failure.message}`], exit: 1 }
    }
    throw failure
  }
}

async function verifyFolder(
  folder: string, checkpoints: Buffer[], options: VerifyOptions,
): Promise<Report> {
  try {
    const keys = readKeys(realGiven, options.keysFolder ?? join(folder, 'keys'))
    // The mark is read before the store: a running node writes them in the other order.
    const mark = new MarkFile(realGiven.disk, join(folder, 'mark'), keys.markKey).read()
    const store = openSqlite({
      path: join(folder, 'store.db'), cipher: options.cipher ?? 'aegis', key: keys.storeKey,
      readOnly: true,
    })
    try {
      const { origin } = keys.identity
      const leaves: { bytes: Buffer; content: Buffer | null }[] = []
      for await (const leaf of leavesOf(store.reading, origin)) leaves.push(leaf)
      const kept = await store.reading.all('select note from checkpoint where origin = ?', [origin])
      const verdict = verifyJournal({
        leaves, key: options.key ?? keys.vkey, checkSignatures: 'all',
        checkpoints: [
          ...kept.map((row) => row['note'] as Buffer), ...latestOf(folder), ...checkpoints
        ],
      })
      const against = verdict.sound ? markAgainst(mark, verdict) : undefined
      if (against) return { lines: [`not sound: ${against}`], exit: 1 }
      const report = reportOf(verdict, true)
      const others = (await originsOf(store.reading)).filter((each) => each !== origin)
      return { ...report, lines: [...report.lines, ...others.map((each) => `also here: ${each}`)] }
    } finally {
      store.close()
    }
  } catch (failure) {
    if (failure instanceof CannotOpen) return { lines: [failure.message], exit: 2 }
    if (failure instanceof StoreFailure) {
      return { lines: [`not sound: the store cannot be read (${failure.fault})`], exit: 1 }
    }
    throw failure
  }
}

function latestOf(folder: string): Buffer[] {
  const path = join(folder, 'checkpoint')
  return existsSync(path) ? [readFileSync(path)] : []
}

function markAgainst(
  mark: Mark | 'missing' | 'damaged', found: { size: number; origin: string },
): string | undefined {
  if (typeof mark !== 'object') return `the mark is ${mark}; ${found.size} leaves are here`
  if (mark.origin !== found.origin) return `the mark is of ${mark.origin}`
  return mark.size > found.size
    ? `the mark says ${mark.size} leaves; ${found.size} are here: ` +
      `leaf ${found.size} is missing` : undefined
}

function verifySlip(bytes: Buffer, options: VerifyOptions): Report {
  if (!options.key) {
    return { lines: ['a receipt is verified with the key of its journal: --key VKEY'], exit: 2 }
  }
  // The key of a journal bears the name origin/device; the same key signs checkpoints as the
  // origin.
  const device = verifier(options.key)
  const origin = device.name.slice(0, device.name.lastIndexOf('/'))
  const log = verifier({ name: origin, publicKey: device.publicKey })
  const verdict = verifyReceipt(bytes, { origin, verifiers: [log] })
  return verdict.sound
    ? {
      lines: [`sound: leaf ${readReceipt(bytes).index} is in ${origin} ` +
        `of ${verdict.checkpoint.size} leaves`],
      exit: 0,
    }
    : { lines: [`not sound: ${verdict.reason}, ${verdict.detail}`], exit: 1 }
}

function reportOf(verdict: Verdict, pinned: boolean): Report {
  if (!verdict.sound) {
    const where = verdict.leaf === null ? 'no leaf can be named' : `leaf ${verdict.leaf}`
    return { lines: [`not sound: ${where}: ${verdict.reason}: ${verdict.detail}`], exit: 1 }
  }
  return {
    lines: [
      `sound: ${verdict.origin}`,
      `leaves ${verdict.size}, root ${verdict.root.toString('base64')}`,
      ...(pinned ? [] : [`held only to the key it names itself: ${verdict.vkey}`]),
    ],
    exit: 0,
  }
}
