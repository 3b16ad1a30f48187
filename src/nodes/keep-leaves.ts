// One real leaf of every kind of fact of this release, with its content and keys, to be kept for
// ever.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aDay, type FactOfDay } from '../../testdata/leaves/a-day.ts'
import { nodeItself, type Attestation } from '../kernel/attestation.ts'
import { leavesOf } from '../kernel/leaves.ts'
import { writeJournalFile } from '../kernel/journal/journal-file.ts'
import { keepAttachment } from '../kernel/sync/attachments.ts'
import type { Node } from '../kernel/node.ts'
import type { AnyRegister } from '../kernel/register.ts'
import { capabilities } from './capabilities.ts'
import { trial, type Trial } from './trial.ts'
import { version } from './version.ts'
import { sourceFolder } from './words.ts'

/** Where the leaves of releases lie. */
export const leavesFolder = join(sourceFolder, '..', 'testdata', 'leaves')

/** What is kept beside a journal: who signs it, what opens it, and what it adds up to. */
export interface KeptKeys {
  vkey: string
  /** The keyring of the realms, as a node's key folder has it. */
  realms: Record<string, unknown>
  /** Subject → its keys, each wrapped by its realm's key (base64). */
  subjects: Record<string, { realm: string; quarter: string; wrapped: string }[]>
}

/** Says a day at a trial post and writes what came of it under the release's name. */
export async function keepLeaves(): Promise<string> {
  // A hub says all there is to say: also who is in the network.
  const t = await trial(capabilities, {
    founding: { country: 'test', kind: 'hub', post: 'dhobley', device: 'desk-1' },
  })
  const checkpoint = (await t.node.checkpoint()).toString()
  const place = { newId: t.newId, checkpoint, day: '2026-11-22', leaves: t.node.journal.size }
  for (const fact of aDay(place)) {
    t.clock.pass(1000)
    if (fact.attached) await keepAttachment(t.node, fact.attached)
    await t.said(t.node.contents.events.get(fact.event)!, fact.said, attesting(t, fact))
  }
  await t.said(
    t.node.contents.events.get('clock-jumped')!, { jump: t.newId(), byMs: 3000 },
    nodeItself('dhobley'),
  )
  await t.said(t.node.contents.events.get('registers-rebuilt')!,
    { rebuild: t.newId(), why: 'tables-changed' }, nodeItself('dhobley'))
  const folder = join(leavesFolder, version)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'day.journal'), await journalOf(t.node))
  writeFileSync(join(folder, 'keys.json'), json(await keysOf(t)))
  writeFileSync(join(folder, 'registers.json'), json(await registersOf(t.node)))
  await t.end()
  return folder
}

/** All rows of all registers, by register and key. */
export async function registersOf(node: Node): Promise<Record<string, Record<string, unknown>[]>> {
  const known = node.known(nodeItself('dhobley'))
  const rows: Record<string, Record<string, unknown>[]> = {}
  for (const register of node.contents.registers.values() as Iterable<AnyRegister>) {
    rows[register.name] = await known.all(register, {}, { order: `${register.key} asc` })
  }
  return rows
}

function attesting(t: Trial, { by, second }: FactOfDay): Attestation {
  if (by === 'node') return nodeItself('dhobley')
  return t.officer(by, by, second && { name: `${second}.two`, roles: [second] })
}

async function journalOf(node: Node): Promise<Buffer> {
  const leaves: { bytes: Buffer; content: Buffer | null }[] = []
  for await (const leaf of leavesOf(node.store.reading, node.journal.options.origin)) {
    leaves.push(leaf)
  }
  const checkpoint = await node.checkpoint()
  return Buffer.concat([...writeJournalFile({ checkpoint, contents: 'contents', leaves })])
}

async function keysOf(t: Trial): Promise<KeptKeys> {
  const { node, given, folder } = t
  const subjects: KeptKeys['subjects'] = {}
  for (const row of await node.store.reading.all(
    'select * from subject_key order by subject, realm',
  )) {
    const wrapped = (row['wrapped'] as Buffer).toString('base64')
    const key = { realm: String(row['realm']), quarter: String(row['quarter']), wrapped };
    (subjects[String(row['subject'])] ??= []).push(key)
  }
  const realms = JSON.parse(given.disk.read(`${folder}/keys/realms.json`)!.toString('utf8'))
  return { vkey: node.keys.vkey, realms, subjects }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
