// Which text of a square code is a digital seal, told by its beginning; for browsers too.

/** The longest text that a square code holds (ISO/IEC 18004, version 40). */
export const longestSealText = 8_192

/** Whether a scanned text begins as a seal does: ICAO's barcode, VDS-NC, an EU certificate. */
export function looksLikeSeal(text: string): boolean {
  return /^\s*(?:HC1:|[RN]DB1[A-D][A-Z2-7]|\{\s*"(?:data|sig)"\s*:)/.test(text)
}
