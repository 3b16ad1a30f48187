// `safar seal`: reads the seals in pictures or files of codes, and says whether they are believed.

import { basename } from 'node:path'
import { certificatesIn, mostCertificateBytes } from '../lib/chip/certificate.ts'
import { inspectSeal, SealSigners, type SealInspection } from '../lib/seals/inspect-seal.ts'
import { UnreadableTlv } from '../lib/chip/tlv.ts'
import { believe, bounded, filesUnder, textOfList } from './believed-issuers.ts'
import { codesIn } from './reading-codes.ts'

export interface SealOptions {
  json: boolean
  /** Files or folders of certificates (DER, PEM) of those who sign seals. */
  signer: readonly string[]
  csca: readonly string[]
  crl: readonly string[]
  /** The day of the inspection, ISO. */
  today: string
  write: (line: string) => void
}

/** A photograph of a telephone may have some megabytes. */
const mostPictureBytes = 32 * 1024 * 1024
const pictures = [
  Buffer.from('89504e47', 'hex'), Buffer.from('ffd8ff', 'hex'), Buffer.from('BM'),
]

/**
 * Inspects the seals of each file: a picture, or what a code held as text or bytes. The exit code:
 * 0 when there are seals and all are valid, 1 when one is not or a file has none, 2 without files.
 */
export async function sealCommand(
  paths: readonly string[], { json, signer, csca, crl, today, write }: SealOptions,
): Promise<0 | 1 | 2> {
  const { trust, told } = believe({ csca, crl })
  told.forEach((line) => write(json ? JSON.stringify(line) : textOfList(line)))
  const signers = signersOf(signer, { json, write })
  const files = paths.flatMap(filesUnder)
  if (files.length === 0) {
    write('no files here: give pictures of seals, or files with what their codes hold')
    return 2
  }
  let worst: 0 | 1 = 0
  for (const path of files) {
    const seals = (await codesOf(path)).flatMap(({ format, bytes }) => {
      const found = inspectSeal({ presented: bytes, signers, trust, today })
      return found ? [{ format, ...found }] : []
    })
    if (seals.length === 0 || seals.some(({ outcome }) => outcome !== 'valid')) worst = 1
    const none = { outcome: 'unreadable' as const, reason: 'no-seal-found' }
    for (const each of seals.length > 0 ? seals : [none]) {
      write(json ? JSON.stringify({ file: path, ...each }) : textOf(basename(path), each))
    }
  }
  return worst
}

/** Who signs seals; a file that holds no certificate is named, and the others are taken. */
function signersOf(
  paths: readonly string[], { json, write }: Pick<SealOptions, 'json' | 'write'>,
): SealSigners {
  const signers = new SealSigners()
  for (const path of paths.flatMap(filesUnder)) {
    try {
      certificatesIn(bounded(path, mostCertificateBytes) ?? Buffer.alloc(0))
        .forEach((each) => signers.add(each))
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
      write(json ? JSON.stringify({ signer: path, taken: false, reason: failure.message })
        : `${basename(path)}: no certificate of a signer (${failure.message})`)
    }
  }
  return signers
}

async function codesOf(path: string) {
  const bytes = bounded(path, mostPictureBytes)
  if (!bytes) return []
  const isPicture = pictures.some((begin) => bytes.subarray(0, begin.length).equals(begin))
  return isPicture ? codesIn(bytes) : [{ format: 'file', bytes }]
}

function textOf(name: string, { outcome, reason, kind, country, fields }: SealInspection): string {
  const head = [name + ':', outcome, kind, country, reason && `(${reason})`].filter(Boolean)
  const said = Object.entries(fields ?? {}).map(([field, value]) =>
    `  ${field}: ${value.replaceAll('\n', ' / ')}`)
  return [head.join(' '), ...said].join('\n')
}
