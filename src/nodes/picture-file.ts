// A file of a picture, opened within limits: its shades, upright, or why it is no picture for us.

import sharp from 'sharp'
import type { Gray } from '../lib/zone-picture/gray.ts'

/** Why a file cannot be read as one picture. */
export type NoPicture = 'file-too-large' | 'not-a-picture' | 'broken' | 'animated'
  | 'too-many-pixels'

/** A photograph of 50 megapixels as JPEG has 25 MB at most. */
export const mostFileBytes = 32 * 1024 * 1024
/** What telephones take; more is a bomb of compression. */
const mostPixels = 50_000_000
/** The longer side of a picture as it is read: characters of a zone then have pixels enough. */
const longestSide = 2600

const known = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'])

// One thread: what is measured is the processor's time, and a post has other things to do.
sharp.concurrency(1)
sharp.cache(false)
// Pictures of lines and text are programs of a kind; nobody photographs a passport with them.
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick'] })

/** The shades of the picture in a file's bytes, turned as its camera was held. */
export async function pictureOf(bytes: Uint8Array): Promise<Gray | { no: NoPicture }> {
  if (bytes.length > mostFileBytes) return { no: 'file-too-large' }
  if (bytes.length === 0) return { no: 'not-a-picture' }
  const found = await sharp(bytes, { limitInputPixels: false }).metadata().catch(() => undefined)
  if (!found || !known.has(found.format)) return { no: 'not-a-picture' }
  if ((found.pages ?? 1) > 1) return { no: 'animated' }
  if (found.width * found.height > mostPixels) return { no: 'too-many-pixels' }
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' }).toColourspace('b-w').raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    if (channels === 1) return { width, height, data: new Uint8Array(data) }
    const shades = new Uint8Array(width * height)
    for (let i = 0; i < shades.length; i++) shades[i] = data[i * channels]!
    return { width, height, data: shades }
  } catch {
    return { no: 'broken' }
  }
}
