// `safar post FOLDER --enrol FILE` and `--admit FILE`: a node asks a hub, and takes its answer in.

import { readFileSync, statSync } from 'node:fs'
import { mostAdmissionBytes, readAdmission } from '../country/network/admission.ts'
import { enrollingOf, pasted, type Enrolling } from '../country/network/enrolling.ts'
import { fingerprintOf } from '../country/network/fingerprint.ts'
import { openNode, type Node, type NodeOptions } from '../kernel/node.ts'
import { isRefusal, refuse, type Refusal } from '../kernel/refusal.ts'
import { LinkDown } from '../kernel/sync/link.ts'
import { pinOf } from '../kernel/sync/pinned.ts'
import { certificateOf } from './certificate.ts'
import { wrong } from './command.ts'
import { recoverOver } from './recovering.ts'
import { httpsLink } from './sync-link.ts'
import { hintsFrom, readWords } from './words.ts'

/** Exit code where a person has to compare letters, or the file is not to be taken in. */
export const notTaken = 4

/** Opens a node that is not running, lets it enrol, and closes it. */
async function withNode<T>(
  options: NodeOptions, work: (enrolling: Enrolling, node: Node) => Promise<T>,
): Promise<T> {
  const node = await openNode(options)
  try {
    return await work(enrollingFor(node, options), node)
  } finally {
    await node.close()
  }
}

/** Both ends of enrolling for an open node; at a hub, `addresses` are where others reach it. */
export function enrollingFor(
  node: Node, { given, folder, keysFolder = `${folder}/keys` }: NodeOptions,
  addresses: () => readonly string[] = () => [],
): Enrolling {
  const { der } = certificateOf(given, keysFolder, node.journal.options.origin)
  return enrollingOf({ node, certificate: der, addresses })
}

/** Writes a node's request into a file and says the letters to compare; returns the exit code. */
export async function writeEnrolment(options: NodeOptions, file: string): Promise<number> {
  return withNode(options, async (enrolling, node) => {
    const request = enrolling.ask()
    options.given.disk.replace(file, request)
    process.stdout.write(`${[
      `request of ${node.journal.options.origin} in ${file}`,
      `letters to compare at the hub: ${fingerprintOf(request)}`,
      'Carry the file to the hub. Until its answer is taken in with --admit, this request is open.',
    ].join('\n')}\n`)
    return 0
  })
}

/** Takes a hub's answer in, where its letters are those that were typed; returns the exit code. */
export async function takeAdmission(
  options: NodeOptions, { file, hub }: { file: string; hub?: string },
): Promise<number> {
  const bytes = fileOf(file)
  if (!bytes) return wrong(`${file} is not there, or is not the answer of a hub`)
  const read = readAdmission(bytes)
  if (isRefusal(read)) return told(read)
  if (hub === undefined) {
    process.stderr.write(`${[
      `This answer is of ${read.said.hub}, whose letters are ${read.fingerprint}.`,
      'Ask somebody at the hub to read the letters on its own screen. Where they are the same, run',
      `this again with --hub ${read.fingerprint}; where they differ, take nothing in.`,
    ].join('\n')}\n`)
    return notTaken
  }
  return withNode(options, async (enrolling) => {
    const taken = await enrolling.takeIn(bytes, hub)
    if (isRefusal(taken)) return told(taken)
    process.stdout.write(`admitted by ${taken.hub}\n`)
    return 0
  })
}

/** Brings back from the hub what the incarnation before had said; returns the exit code. */
export async function recoverFrom(options: NodeOptions): Promise<number> {
  // Nobody is at the counter yet: all of the machine verifies.
  return withNode({ ...options, apart: true }, async (enrolling, node) => {
    const hub = await enrolling.hub()
    if (!hub) return told(refuse('no-hub-yet'))
    const { given, folder, keysFolder = `${folder}/keys` } = options
    const link = httpsLink({
      addresses: hub.addresses, pin: pinOf(Buffer.from(hub.certificate, 'base64')),
      own: certificateOf(given, keysFolder, node.journal.options.origin),
    })
    try {
      const began = given.clock.elapsed()
      const done = await recoverOver(node, hub, link)
      if (isRefusal(done)) return told(done)
      const seconds = Math.round((given.clock.elapsed() - began) / 1000)
      process.stdout.write(`${done.leaves} leaves of ${done.origin} are back, in ${seconds} s\n`)
      return 0
    } catch (failure) {
      if (!(failure instanceof LinkDown)) throw failure
      process.stderr.write(`${failure.message}; run this again: it goes on from where it was\n`)
      return notTaken
    } finally {
      link.close()
    }
  })
}

/** The file, or the codes that were scanned into it. */
function fileOf(file: string): Buffer | undefined {
  try {
    if (statSync(file).size > mostAdmissionBytes) return undefined
    const bytes = pasted(readFileSync(file, 'utf8'))
    return isRefusal(bytes) ? undefined : bytes
  } catch {
    return undefined
  }
}

/** Says why, and what to do, on the error stream; returns the exit code. */
export function told(refusal: Refusal): number {
  const hint = hintsFrom(readWords())(refusal.reason, 'en')
  process.stderr.write(`${refusal.reason}: ${hint}\n`)
  return notTaken
}
