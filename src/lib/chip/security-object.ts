// The security object: which data groups a chip has, and their digests, signed (9303-10 §4.6.2).

import { hashOf } from './signatures.ts'
import { readSignedData, type SignedData } from './signed-data.ts'
import { as, integerOf, octets, partsOf, readAs, readTlv, UnreadableTlv } from './tlv.ts'

const securityObjectOid = '2.23.136.1.1.1'
/** What early issuers wrote in its place. */
const olderOids = ['1.2.528.1.1006.1.20.1', '1.2.840.113549.1.7.1', '1.3.27.1.1.1']

export interface SecurityObject {
  signed: SignedData
  hash: string
  /** Number of the data group → its digest. */
  digests: ReadonlyMap<number, Buffer>
  ldsVersion: string | undefined
}

/** Reads EF.SOD, with or without its tag 77; throws UnreadableTlv. */
export function readSecurityObject(bytes: Uint8Array): SecurityObject {
  const outer = readTlv(bytes)
  const signed = readSignedData(outer.tag === 0x77 ? outer.value : outer.whole)
  if (signed.kind !== securityObjectOid && !olderOids.includes(signed.kind)) {
    throw new UnreadableTlv('unexpected', 'signed content that is no security object')
  }
  const [, algorithm, groups, version] = partsOf(readAs(signed.content, 0x30, 'digests'))
  const digests = new Map<number, Buffer>()
  for (const group of partsOf(as(groups, 0x30, 'digests of data groups'))) {
    const [number, value] = partsOf(as(group, 0x30, 'a digest of a data group'))
    digests.set(integerOf(number), octets(as(value, 0x04, 'a digest')))
  }
  return {
    signed, digests, hash: hashOf(as(algorithm, 0x30, 'a digest algorithm')),
    ldsVersion: version && partsOf(version)[0]?.value.toString('latin1'),
  }
}
