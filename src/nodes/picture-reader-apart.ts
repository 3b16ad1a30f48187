// The process that opens pictures and reads their zones: a file that breaks it breaks nothing else.

import { readFileSync, statSync } from 'node:fs'
import { layersOf } from '../lib/zone-picture/line-net.ts'
import { readPicture } from '../lib/zone-picture/read-picture.ts'
import { mostFileBytes, pictureOf } from './picture-file.ts'
import type { PictureAsked, PictureRead } from './picture-reader.ts'

const layers = layersOf(readFileSync(
  new URL('../lib/zone-picture/line-net.bin', import.meta.url),
))
/** A picture in which nothing was found by then has nothing to find. */
const searchMs = 3000

process.on('message', (asked: PictureAsked) => {
  void answer(asked).then((read) => process.send!(read))
})
// Whoever asked is gone: there is nobody to answer.
process.on('disconnect', () => process.exit(0))

async function answer({ file, today }: PictureAsked): Promise<PictureRead> {
  const began = performance.now()
  const before = process.cpuUsage()
  const read = await readingOf(file, today)
  const { user, system } = process.cpuUsage(before)
  return { read, timeMs: performance.now() - began, cpuMs: (user + system) / 1000 }
}

async function readingOf(file: string, today: string): Promise<PictureRead['read']> {
  let bytes: Uint8Array
  try {
    if (statSync(file).size > mostFileBytes) return { unreadable: 'file-too-large' }
    bytes = readFileSync(file)
  } catch {
    return { unreadable: 'no-file' }
  }
  const picture = await pictureOf(bytes)
  if ('no' in picture) return { unreadable: picture.no }
  const until = performance.now() + searchMs
  return readPicture(picture, { layers, today, mayGoOn: () => performance.now() < until })
}
