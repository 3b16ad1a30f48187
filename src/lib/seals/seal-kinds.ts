// Which documents bear seals, and which features each has: ICAO's own, and those of States.

import { valueOf, type Coding, type Feature } from './seal-values.ts'

/** A feature's name here and how it is written, by its tag. */
export type Named = Readonly<Record<number, readonly [name: string, coding: Coding]>>

/** What a kind of seal is called and what it has. */
export interface SealKind { kind: string; features: Named }

const visa: Named = {
  1: ['zone', 'mrv-a'], 2: ['zone', 'mrv-b'], 3: ['entries', 'byte'], 4: ['stay', 'stay'],
  5: ['passportNumber', 'letters'], 6: ['visaType', 'bytes'], 7: ['more', 'bytes'],
}
const sticker: Named = {
  1: ['documentNumber', 'letters'], 2: ['municipality', 'letters'], 3: ['address', 'letters'],
}

/**
 * Kinds of visible digital seals by their two bytes of reference: ICAO 9303-13 §4 (visa) and §5
 * (emergency travel document); those from `f0` on are of BSI TR-03137, which travellers show too.
 */
export const vdsKinds: Readonly<Record<string, SealKind>> = {
  '5d01': { kind: 'visa', features: visa },
  '5e03': { kind: 'emergency-travel-document', features: { 2: ['zone', 'td2'] } },
  fb06: {
    kind: 'residence-permit',
    features: { 2: ['zone', 'td2'], 3: ['passportNumber', 'letters'] },
  },
  fa06: {
    kind: 'supplementary-sheet', features: { 4: ['zone', 'td2'], 5: ['sheetNumber', 'letters'] },
  },
  fd02: {
    kind: 'arrival-attestation', features: { 2: ['zone', 'td2'], 3: ['fileNumber', 'letters'] },
  },
  f908: { kind: 'address-sticker', features: sticker },
  f90c: { kind: 'address-sticker', features: sticker },
  f80a: {
    kind: 'address-sticker',
    features: { ...sticker, 3: ['postalCode', 'letters'] },
  },
  fc04: {
    kind: 'social-insurance-card',
    features: {
      1: ['number', 'letters'], 2: ['surname', 'text'], 3: ['givenNames', 'text'],
      4: ['birthName', 'text'],
    },
  },
}

/** Messages of ICAO's Datastructure for Barcode whose value is features again (its §4). */
export const idbKinds: Readonly<Record<number, SealKind>> = {
  1: { kind: 'visa', features: visa },
  2: { kind: 'emergency-travel-document', features: { 2: ['zone', 'td2'] } },
  3: {
    kind: 'proof-of-testing',
    features: {
      1: ['certificate', 'letters'], 2: ['name', 'letters'], 3: ['birthDate', 'day-partly-known'],
      4: ['documentType', 'letters'], 5: ['documentNumber', 'letters'],
      6: ['facility', 'letters'], 7: ['country', 'letters'], 8: ['telephone', 'letters'],
      9: ['mail', 'text'], 10: ['address', 'text'], 11: ['sampledAt', 'moment'],
      12: ['reportedAt', 'moment'], 13: ['test', 'byte'], 14: ['result', 'byte'],
      15: ['method', 'byte'], 16: ['more', 'letters'],
    },
  },
  4: {
    kind: 'proof-of-vaccination',
    features: {
      1: ['certificate', 'letters'], 2: ['validFrom', 'day-partly-known'],
      3: ['validUntil', 'day-partly-known'], 4: ['name', 'letters'],
      5: ['birthDate', 'day-partly-known'], 6: ['sex', 'text'], 7: ['identifier', 'letters'],
      8: ['otherIdentifier', 'letters'], 9: ['vaccination', 'bytes'], 10: ['more', 'letters'],
    },
  },
  5: {
    kind: 'proof-of-recovery',
    features: {
      1: ['certificate', 'letters'], 2: ['validFrom', 'day-partly-known'],
      3: ['validUntil', 'day-partly-known'], 4: ['name', 'letters'],
      5: ['birthDate', 'day-partly-known'], 6: ['documentType', 'letters'],
      7: ['documentNumber', 'letters'], 8: ['country', 'letters'],
      9: ['firstPositive', 'day-partly-known'], 10: ['more', 'letters'],
    },
  },
  6: {
    kind: 'digital-travel-authorization',
    features: {
      1: ['authorization', 'letters'], 2: ['name', 'letters'], 3: ['passportNumber', 'letters'],
      4: ['birthDate', 'day-partly-known'], 5: ['nationality', 'letters'], 6: ['sex', 'text'],
      7: ['place', 'letters'], 8: ['validFrom', 'day-partly-known'],
      9: ['validUntil', 'day-partly-known'], 10: ['stay', 'letters'], 11: ['entries', 'byte'],
      12: ['visaType', 'letters'], 13: ['more', 'letters'],
    },
  },
}

/** Messages of the same that are one value (its §4.1); pictures stay bytes. */
export const idbValues: Named = {
  7: ['zone', 'td1'], 8: ['zone', 'td3'], 9: ['cardAccessNumber', 'letters'],
  10: ['cardAccess', 'bytes'], 128: ['face', 'bytes'], 129: ['zone', 'td2'],
  130: ['document', 'letters'], 131: ['fileNumber', 'letters'],
  132: ['validUntil', 'day-partly-known'], 133: ['documentNumber', 'letters'],
  134: ['nationalKind', 'byte'],
}

/** Features by their names; one that the kind does not know keeps its tag as its name. */
export function fieldsOf(features: readonly Feature[], named: Named): Record<string, string> {
  return Object.fromEntries(features.map(({ tag, value }) => {
    const [name, coding] = named[tag] ?? [`feature-${tag}`, 'bytes' as const]
    return [name, valueOf(coding, value)]
  }))
}
