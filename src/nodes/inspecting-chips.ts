// `safar chip`: inspects the files of chips against the issuers that were given, a line a document.

import { closeSync, openSync, readSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileOf } from '../lib/chip/data-groups.ts'
import { inspectChip, mostFileBytes, type ChipInspection } from '../lib/chip/inspect-chip.ts'
import { believe, bounded, filesUnder, textOfList } from './believed-issuers.ts'

export interface ChipOptions {
  json: boolean
  /** Files or folders of certificates (DER, PEM) and master lists that are believed. */
  csca: readonly string[]
  crl: readonly string[]
  /** The day of the inspection, ISO. */
  today: string
  write: (line: string) => void
}

/**
 * Inspects every document among files and folders: the files beside one EF.SOD are one document.
 * Returns the exit code: 0 when every document is valid, 1 when one is not, 2 with nothing to do.
 */
export function chipCommand(paths: readonly string[], options: ChipOptions): 0 | 1 | 2 {
  const { trust, told } = believe(options)
  told.forEach((line) => options.write(options.json ? JSON.stringify(line) : textOfList(line)))
  const documents = documentsIn(paths)
  if (documents.length === 0) {
    options.write('no chip files here: give a folder with EF.SOD and DG files, or the files')
    return 2
  }
  let worst: 0 | 1 = 0
  for (const { name, files } of documents) {
    const began = performance.now()
    const inspection = inspectChip({ files, trust, today: options.today })
    const ms = Math.round((performance.now() - began) * 10) / 10
    if (inspection.outcome !== 'valid') worst = 1
    options.write(options.json ? JSON.stringify({ document: name, ...inspection, ms })
      : textOf(name, inspection))
  }
  return worst
}

/** A file of such a name is a chip's even where its first byte says nothing. */
const nameOfChipFile = /(^|[^a-z])(dg|datagroup)_?\d{1,2}([^0-9]|$)|sod|ef[._]?com/i

interface Document { name: string; files: Buffer[] }

/** Files that lie in one folder with one security object belong together. */
function documentsIn(paths: readonly string[]): Document[] {
  const byFolder = new Map<string, { path: string; bytes: Buffer }[]>()
  for (const path of paths.flatMap(filesUnder)) {
    const bytes = firstOf(path)
    if (fileOf(bytes) === undefined && !nameOfChipFile.test(basename(path))) continue
    const folder = dirname(path)
    byFolder.set(folder, [...byFolder.get(folder) ?? [], { path, bytes }])
  }
  return [...byFolder].flatMap(([folder, found]) => {
    const objects = found.filter(({ bytes }) => fileOf(bytes) === 'sod')
    if (objects.length <= 1) return [{ name: folder, files: found.map(({ bytes }) => bytes) }]
    return objects.map(({ path, bytes }) => ({ name: path, files: [bytes] }))
  })
}

/** A file, or the beginning of one that is larger than any chip's, which is then cut short. */
function firstOf(path: string): Buffer {
  const whole = bounded(path, mostFileBytes)
  if (whole) return whole
  const file = openSync(path, 'r')
  try {
    const begin = Buffer.alloc(64)
    readSync(file, begin)
    return begin
  } finally {
    closeSync(file)
  }
}

function textOf(name: string, { outcome, checks, signer }: ChipInspection): string {
  const amiss = checks.filter(({ result }) => result !== 'ok').map((each) =>
    `  ${each.check}: ${[each.result, each.reason, each.detail].filter(Boolean).join(' ')}`)
  const by = signer ? ` signed by ${signer.country ?? '?'} ${signer.serial}` : ''
  return [`${name}: ${outcome}${by}`, ...amiss].join('\n')
}
