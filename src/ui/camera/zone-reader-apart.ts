// The browser's own reader of zones, in a thread of its own: no picture leaves the machine.

import { grayOf } from '../../lib/zone-picture/gray.ts'
import { layersOf } from '../../lib/zone-picture/line-net.ts'
import { readPicture, type PictureReading, type PictureRefusal } from
  '../../lib/zone-picture/read-picture.ts'

/** A picture to read, or a file of one. */
export interface ZoneAsked { picture: ImageBitmap | Blob; today: string }

/** What was read, with corners in shares of the picture's width and height. */
export type ZoneTold = PictureReading | { unreadable: PictureRefusal['unreadable'] | NoPicture }
type NoPicture = 'not-a-picture' | 'too-many-pixels'

/** The longer side of a picture as it is read: characters then have pixels enough. */
const longestSide = 2000
const mostPixels = 50_000_000
const searchMs = 4000

const weights = fetch(new URL('../../lib/zone-picture/line-net.bin', import.meta.url))
  .then((answer) => answer.arrayBuffer()).then(layersOf)

addEventListener('message', (event: MessageEvent<ZoneAsked>) => {
  void answer(event.data).then((told) => postMessage(told))
})

async function answer({ picture, today }: ZoneAsked): Promise<ZoneTold> {
  const bitmap = picture instanceof Blob
    ? await createImageBitmap(picture).catch(() => undefined) : picture
  if (!bitmap) return { unreadable: 'not-a-picture' }
  const { width, height } = bitmap
  if (width * height > mostPixels) return { unreadable: 'too-many-pixels' }
  const scale = Math.min(1, longestSide / Math.max(width, height))
  const size = [Math.round(width * scale), Math.round(height * scale)] as const
  const canvas = new OffscreenCanvas(...size)
  const drawing = canvas.getContext('2d', { willReadFrequently: true })!
  drawing.fillStyle = '#fff'
  drawing.fillRect(0, 0, ...size)
  drawing.imageSmoothingQuality = 'high'
  drawing.drawImage(bitmap, 0, 0, ...size)
  bitmap.close()
  const gray = grayOf(drawing.getImageData(0, 0, ...size))
  const until = performance.now() + searchMs
  const read = readPicture(gray, {
    layers: await weights, today, mayGoOn: () => performance.now() < until,
  })
  if ('unreadable' in read) return read
  return {
    ...read,
    corners: read.corners.map((line) => line.map(([x, y]) => [x / size[0], y / size[1]])),
  }
}
