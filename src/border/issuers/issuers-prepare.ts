// A file of issuers that was read becomes a version of its source: what is other is recorded.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { IssuerDesk } from './issuer-desk.ts'
import { deepest, depthOf } from './issuer-parts.ts'
import { issuerSources } from './issuer-sources.ts'
import { comparedWith, signedBy } from './issuers-piece.ts'
import { IssuersPrepared } from './issuers-prepared.ts'
import { IssuersSaid } from './issuers-said.ts'
import { longestPart, longestRevocations } from './terms.ts'

/** So many parts are recorded in one durable transaction. */
const partsAtOnce = 40

export const IssuersPrepare = query('issuers-prepare', {
  about: 'Makes a version of the file that was read: its issuers that are new, and those gone.',
  seenBy: ['administrator'],
  asks: { reading: z.uuid() },
  method: 'POST',
  async answer(known, { reading }) {
    const desk = known.service<IssuerDesk>('issuer-desk')
    const read = desk.find(reading, known.by)
    if (!read) return refuse('issuers-not-read')
    const now = await known.find(issuerSources, { source: read.source })
    const compared = await comparedWith(known, now?.version, read)
    const follows = now !== undefined && await depthOf(known, now.version) < deepest
    const { all, added, gone } = compared
    const short = read.found.revocations.filter(({ length }) => length <= longestRevocations)
    const parts = partsOf(follows ? added : [...all.values()], follows ? gone : [],
      short.map((each) => each.toString('base64')))
    const version = known.newId()
    for (let from = 0; from < parts.length; from += partsAtOnce) {
      const facts = parts.slice(from, from + partsAtOnce).map((part, at) => ({
        kind: IssuersSaid, said: { part: known.newId(), version, number: from + at, ...part },
      }))
      // If we stop here: parts of a version that nobody prepared lie unused.
      const no = await known.record(facts)
      if (isRefusal(no)) return no
    }
    const left = read.found.revocations.length - short.length
    const no = await known.record([{ kind: IssuersPrepared, said: {
      version, source: read.source, ...(follows && { after: now.version }),
      format: read.found.format, file: read.file, fileDigest: read.digest,
      signed: await signedBy(known, read), unreadable: read.found.unreadable + left,
      parts: parts.length,
      counts: { all: all.size, added: added.length, removed: gone.length },
    } }])
    if (isRefusal(no)) return no
    desk.clear(reading)
    return { version }
  },
})

interface Part { certificates: string[]; gone: string[]; revocations: string[] }

/** Certificates, fingerprints and revocation lists in parts of which each fits a leaf. */
function partsOf(certificates: string[], gone: string[], revocations: string[]): Part[] {
  const parts: Part[] = []
  let left = 0
  const room = (needed: number) => {
    if (parts.length === 0 || left < needed) {
      parts.push({ certificates: [], gone: [], revocations: [] })
      left = longestPart
    }
    left -= needed
    return parts.at(-1)!
  }
  const least = (each: string, atMost: number) => Math.max(each.length, longestPart / atMost)
  for (const each of certificates) room(least(each, 200)).certificates.push(each)
  for (const each of gone) room(least(each, 600)).gone.push(each)
  for (const each of revocations) room(least(each, 20)).revocations.push(each)
  return parts
}
