// Square and striped codes in pictures: what a camera or a scanner saw, read by ZXing.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** A code in a picture. */
export interface CodeFound { format: string; bytes: Buffer }

/** Documents bear no others; of each there are a few in a picture at most. */
const formats = ['DataMatrix', 'QRCode', 'Aztec', 'PDF417'] as const
const mostCodes = 8
let ready = false

/** The codes in a picture (PNG, JPEG, BMP), or none where it is no picture. */
export async function codesIn(picture: Uint8Array): Promise<CodeFound[]> {
  if (!ready) {
    const program = readFileSync(
      fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
    // By itself the library would fetch its program from elsewhere.
    prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(program).buffer } })
    ready = true
  }
  const found = await readBarcodes(Uint8Array.from(picture), {
    formats: [...formats], tryHarder: true, maxNumberOfSymbols: mostCodes,
  })
  return found.filter(({ isValid }) => isValid).map(({ format, bytes }) =>
    ({ format, bytes: Buffer.from(bytes) }))
}
