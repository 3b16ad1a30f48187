// A file of issuers from outside: a master list, the directory of ICAO's PKD, or certificates.

import {
  certificatesIn, readCertificate, readRevocationList, type Certificate,
} from './certificate.ts'
import { readTlv, UnreadableTlv } from './tlv.ts'
import { readMasterList } from './trust.ts'

/** The largest master list has two megabytes, the PKD's largest part some sixty. */
export const mostIssuerFileBytes = 96 * 1024 * 1024
/** More certificates than all States together have. */
const mostCertificates = 60_000

export interface IssuerFile {
  format: 'master-list' | 'ldif' | 'certificates' | 'revocation-list'
  certificates: Certificate[]
  /** Lists of revoked signers, in DER. */
  revocations: Buffer[]
  /** Entries that could not be read: kept out, and counted. */
  unreadable: number
  /** Of a master list: who signed it, where the signature holds; false where it does not. */
  signer?: Certificate | false
  /** Certificates that came with a master list, one of which may have issued the signer's. */
  alongside: Certificate[]
}

/** Reads a file of issuers; throws UnreadableTlv where it is none. */
export function readIssuerFile(bytes: Buffer): IssuerFile {
  if (bytes.length > mostIssuerFileBytes) throw new UnreadableTlv('too-many', 'bytes')
  if (isLdif(bytes)) return fromLdif(bytes.toString('latin1'))
  const nothing = { certificates: [], revocations: [], unreadable: 0, alongside: [] }
  if (isRevocationList(bytes)) {
    return { ...nothing, format: 'revocation-list', revocations: [bytes] }
  }
  try {
    return { ...nothing, format: 'certificates', certificates: certificatesIn(bytes) }
  } catch (failure) {
    if (!(failure instanceof UnreadableTlv)) throw failure
  }
  const { certificates, unreadable, signer, alongside } = readMasterList(bytes)
  return {
    ...nothing, format: 'master-list', certificates, unreadable, signer: signer ?? false, alongside,
  }
}

/** An issuer's own certificate, one that links an old key to a new one, or a signer's. */
export function kindOf(certificate: Certificate): 'csca' | 'link' | 'signer' {
  const { issues, selfIssued, authorityKey, subjectKey } = certificate
  if (!issues) return 'signer'
  // RFC 4210 §4.4: a link certificate bears one name twice, and another key signed it.
  const otherKey = authorityKey && subjectKey && !authorityKey.equals(subjectKey)
  return selfIssued && !otherKey ? 'csca' : 'link'
}

function isRevocationList(bytes: Buffer): boolean {
  try {
    readRevocationList(bytes)
    return true
  } catch (failure) {
    if (!(failure instanceof UnreadableTlv)) throw failure
    return false
  }
}

function isLdif(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096).toString('latin1')
  return /^(?:\s*#[^\n]*\n)*\s*(?:version:\s*1|dn::?\s)/i.test(head)
}

/**
 * The PKD's files (RFC 2849): values in base64, folded over lines that begin with a space. Its
 * attributes are certificates, revocation lists, and master lists (ICAO 9303-12 §8.2).
 */
function fromLdif(text: string): IssuerFile {
  const file: IssuerFile = {
    format: 'ldif', certificates: [], revocations: [], unreadable: 0, alongside: [],
  }
  const attribute = /^(\w+)(?:;binary)?::[ \t]*((?:[^\n]*(?:\r?\n[ \t][^\n]*)*))/gim
  for (const [, name, folded] of text.matchAll(attribute)) {
    const kind = name!.toLowerCase()
    if (!(kind in taking)) continue
    if (file.certificates.length >= mostCertificates) {
      throw new UnreadableTlv('too-many', 'certificates')
    }
    try {
      taking[kind]!(file, Buffer.from(folded!.replace(/\s/g, ''), 'base64'))
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
      file.unreadable += 1
    }
  }
  return file
}

const taking: Record<string, (file: IssuerFile, bytes: Buffer) => void> = {
  usercertificate: (file, bytes) => {
    file.certificates.push(readCertificate(readTlv(bytes).whole))
  },
  cacertificate: (file, bytes) => {
    file.certificates.push(readCertificate(readTlv(bytes).whole))
  },
  certificaterevocationlist: (file, bytes) => {
    readRevocationList(bytes)
    file.revocations.push(bytes)
  },
  pkdmasterlistcontent: (file, bytes) => {
    const { certificates, unreadable } = readMasterList(bytes)
    file.certificates.push(...certificates)
    file.unreadable += unreadable
  },
  cscamasterlistdata: (file, bytes) => taking['pkdmasterlistcontent']!(file, bytes),
}
