// Pictures as nobody takes them: cut, torn, turned to noise, of odd sizes.

import type { Gray } from './gray.ts'
import { calm, photographPage } from './pages-on-trial.ts'
import type { Chance } from './photograph-on-trial.ts'

/** A small page whose zone can just be read. */
export function smallPage(chance: Chance): Gray {
  return photographPage(['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6',
    'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'], { pitch: 7, turned: 0, leaning: 0, chance, camera: calm })
}

/** A part of the page, damaged in some way, of any size from one pixel on. */
export function mutatedPicture(page: Gray, chance: Chance): Gray {
  const width = chance.whole(1, chance.next() < 0.1 ? page.width : 120)
  const height = chance.whole(1, chance.next() < 0.1 ? page.height : 90)
  const [left, top] = [chance.whole(0, page.width - width), chance.whole(0, page.height - height)]
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = page.data[(top + y) * page.width + left + x]!
    }
  }
  const way = chance.whole(0, 5)
  if (way === 1) for (let i = 0; i < data.length; i++) data[i] = 255 - data[i]!
  if (way === 2) for (let i = 0; i < data.length; i++) data[i] = chance.whole(0, 255)
  if (way === 3) data.fill(chance.whole(0, 255), chance.whole(0, data.length))
  if (way === 4) data.copyWithin(chance.whole(0, data.length), chance.whole(0, data.length))
  if (way === 5) for (let i = 0; i < data.length; i += chance.whole(1, 40)) data[i] = 0
  return { width, height, data }
}
