// The words of issuers: certificates as leaves carry them, sources, and why belief ends.

import { z } from 'zod'
import { line, oneOf, passage, wholeDay } from '../../ui/fields/terms.ts'

/** Who sent the issuers: a State's master list, ICAO's directory, a file of one's own. */
export const SourceCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, 'source-code')
  .meta({ widget: 'latin' })

/** A certificate in DER, in base64: real ones have one to three thousand bytes. */
export const SaidCertificate = z.base64().min(40).max(12_000)
/** A revocation list in DER; a longer one is left out and counted. */
export const longestRevocations = 40_000
export const SaidRevocations = z.base64().max(Math.ceil(longestRevocations / 3) * 4)

/** SHA-256 of a certificate, in hexadecimal: what two people compare by telephone. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/, 'fingerprint')
  .meta({ widget: 'text' })

/** What one leaf says is at most so long, in characters of base64. */
export const longestPart = 48_000
/** Parts of a version: the whole directory has some. */
export const mostParts = 2_000

/** How many issuers a version has, and how many are other than in the one before. */
export const IssuerCounts = z.strictObject({
  all: z.int().min(0), added: z.int().min(0), removed: z.int().min(0),
})

export const doubtReasons = ['key-stolen', 'not-of-that-state', 'mistaken', 'other'] as const
export const issuerEndReasons = ['withdrawn', 'replaced', 'mistaken', 'other'] as const

/** What two officers say when they believe a version. */
export const beliefTerms = {
  name: line(120), howKnown: passage(500), reviewBy: wholeDay('future'),
}

/** What they say when they end a source, and when they doubt one issuer. */
export const endTerms = {
  source: SourceCode, why: oneOf(issuerEndReasons, 'issuersEnding'), note: passage(1000).optional(),
}
export const doubtTerms = {
  issuer: Fingerprint, why: oneOf(doubtReasons, 'issuerDoubt'), note: passage(1000).optional(),
}
