// Whom a command believes: certificates, master lists and revocations out of files that were named.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { certificatesIn } from '../lib/chip/certificate.ts'
import { UnreadableTlv } from '../lib/chip/tlv.ts'
import { readMasterList, Trust } from '../lib/chip/trust.ts'

/** A master list may have some megabytes; a file that is larger is not read. */
const mostListBytes = 32 * 1024 * 1024

/** What became of one list. */
export interface ListTold {
  list: string
  certificates: number
  signer: 'believed' | 'unknown' | 'signature-wrong' | 'none'
  taken: boolean
}

/**
 * Gathers whom to believe: single certificates first, then master lists. A list whose signature is
 * wrong is not taken; one whose signer nobody given here issued is taken as the caller's own choice
 * and said so.
 */
export function believe(
  { csca, crl }: { csca: readonly string[]; crl: readonly string[] },
): { trust: Trust; told: ListTold[] } {
  const trust = new Trust()
  const told: ListTold[] = []
  const lists: { path: string; bytes: Buffer }[] = []
  for (const path of csca.flatMap(filesUnder)) {
    const bytes = bounded(path, mostListBytes)
    if (!bytes) continue
    try {
      for (const certificate of certificatesIn(bytes)) trust.add(certificate)
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
      lists.push({ path, bytes })
    }
  }
  for (const { path, bytes } of lists) told.push(takeList(trust, basename(path), bytes))
  for (const path of crl.flatMap(filesUnder)) {
    const bytes = bounded(path, mostListBytes)
    try {
      if (bytes) trust.addRevocations(bytes)
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
      told.push({ list: basename(path), certificates: 0, signer: 'none', taken: false })
    }
  }
  return { trust, told }
}

function takeList(trust: Trust, list: string, bytes: Buffer): ListTold {
  try {
    const { certificates, signer } = readMasterList(bytes)
    if (!signer) {
      return { list, certificates: certificates.length, signer: 'signature-wrong', taken: false }
    }
    const believed = trust.issuerOf(signer).issuer !== undefined
    certificates.forEach((each) => trust.add(each))
    return {
      list, certificates: certificates.length, signer: believed ? 'believed' : 'unknown',
      taken: true,
    }
  } catch (failure) {
    if (!(failure instanceof UnreadableTlv)) throw failure
    return { list, certificates: 0, signer: 'none', taken: false }
  }
}

/** A file, or all files of a folder and its folders, in the order of their names. */
export function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)))
}

/** The bytes of a file that is not larger than anything of its kind. */
export function bounded(path: string, most: number): Buffer | undefined {
  return statSync(path).size <= most ? readFileSync(path) : undefined
}

/** The same in a line for a person. */
export function textOfList({ list, certificates, signer, taken }: ListTold): string {
  return `${list}: ${taken ? `${certificates} issuers` : 'not taken'}, signer ${signer}`
}
