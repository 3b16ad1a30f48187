// What a camera sees at a counter: a page held before it, as a film for the browser's own camera.

import { writeFileSync } from 'node:fs'
import type { Gray } from '../src/lib/zone-picture/gray.ts'

/** Writes a still picture as a film of a width and height (YUV4MPEG2), grey around it. */
export function writeFilm(path: string, picture: Gray, width = 1280, height = 720): void {
  const light = Buffer.alloc(width * height, 90)
  const left = Math.max(0, (width - picture.width) >> 1)
  const top = Math.max(0, (height - picture.height) >> 1)
  for (let y = 0; y < Math.min(picture.height, height); y++) {
    for (let x = 0; x < Math.min(picture.width, width); x++) {
      // Video is black at 16 and white at 235 (ITU-R BT.601).
      const shade = 16 + picture.data[y * picture.width + x]! * 219 / 255
      light[(top + y) * width + left + x] = shade
    }
  }
  const colourless = Buffer.alloc(width * height / 2, 128)
  const frame = [Buffer.from('FRAME\n'), light, colourless]
  writeFileSync(path, Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420mpeg2\n`),
    ...Array.from({ length: 3 }, () => frame).flat(),
  ]))
}
