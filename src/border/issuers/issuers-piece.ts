// A piece of a file of issuers is handed over; with the last, what was found in it is answered.

import { z } from 'zod'
import { query, type Asking } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Issuers } from './believing.ts'
import { fingerprintOf } from './certificate-facts.ts'
import type { IssuerDesk, ReadFile } from './issuer-desk.ts'
import { contentsOf } from './issuer-parts.ts'
import { issuerSources } from './issuer-sources.ts'
import { SourceCode } from './terms.ts'

/** Characters of base64: 256 kB of the file. */
const longestPiece = 350_000

export const IssuersPiece = query('issuers-piece', {
  about: 'Hands over a piece of a file of issuers; with the last, tells what is in it.',
  seenBy: ['administrator'],
  asks: {
    reading: z.uuid(), source: SourceCode, file: z.string().min(1).max(200),
    number: z.number().int().min(0).max(1000), piece: z.base64().max(longestPiece),
    last: z.boolean(),
  },
  method: 'POST',
  async answer(known, { piece, ...asked }) {
    const taken = known.service<IssuerDesk>('issuer-desk')
      .take({ ...asked, by: known.by, bytes: Buffer.from(piece, 'base64') })
    if ('refused' in taken) return refuse(taken.refused)
    if ('took' in taken) return { pieces: taken.took }
    return { pieces: asked.number + 1, found: await foundIn(known, taken.read) }
  },
})

async function foundIn(known: Asking, read: ReadFile) {
  const now = await known.find(issuerSources, { source: read.source })
  const { added, gone, all } = await comparedWith(known, now?.version, read)
  const { format, unreadable, revocations } = read.found
  return {
    format, digest: read.digest, unreadable, revocations: revocations.length,
    signed: await signedBy(known, read), ...(now && { now }),
    counts: { all: all.size, added: added.length, removed: gone.length },
  }
}

/** How a file's issuers differ from those of a version: base64 of new ones, fingerprints gone. */
export async function comparedWith(known: Asking, version: string | undefined, read: ReadFile) {
  const before = await contentsOf(known, version, fingerprintOf)
  const all = new Map(read.found.certificates.map(({ whole }) => {
    const base64 = whole.toString('base64')
    return [fingerprintOf(base64), base64] as const
  }))
  return {
    all, added: [...all].filter(([fingerprint]) => !before.certificates.has(fingerprint))
      .map(([, base64]) => base64),
    gone: [...before.certificates.keys()].filter((fingerprint) => !all.has(fingerprint)),
  }
}

/**
 * Whose signature a master list bears: of somebody whose State is believed already, of somebody who
 * is not known yet (the officers must know otherwise that it is genuine), or one that is wrong.
 */
export async function signedBy(known: Asking, { found: { signer, format } }: ReadFile) {
  if (format !== 'master-list') return 'not-signed'
  if (signer === false || signer === undefined) return 'signature-wrong'
  const { trust } = await known.service<Issuers>('issuers').believed(known)
  const issued = trust.issuerOf(signer)
  if (issued.issuer) return 'believed'
  return issued.why === 'certificate-changed' ? 'signature-wrong' : 'unknown-here'
}
