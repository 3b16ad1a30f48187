// Taking a picture in: looked at by its bytes, sealed at once, named in the journal.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { sealPicture } from '../../kernel/realms/pictures.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Attachments } from '../../kernel/sync/attachments.ts'
import { readPicture } from '../../lib/pictures.ts'
import { biometricOffice } from '../../country/network/register.ts'
import { PagePictured } from './page-pictured.ts'
import { crossings } from './register.ts'
import { mostPictureLetters, PicturedPage } from './terms.ts'

export const PicturePage = query('picture-page', {
  about: 'Seals a picture (JPEG or PNG) of a page of the document to the biometric office, and ' +
    'records that it was taken; nobody at this post can open it afterwards.',
  seenBy: ['primary-officer', 'secondary-officer'],
  asks: {
    crossing: z.uuid(),
    page: PicturedPage,
    /** The bytes of the picture, base64. */
    picture: z.base64().min(4).max(mostPictureLetters),
  },
  method: 'POST',
  async answer(known, { crossing, page, picture: letters }) {
    const plain = Buffer.from(letters, 'base64')
    try {
      if (!readPicture(plain)) return refuse('not-a-picture')
      const office = await biometricOffice(known)
      if (!office) return refuse('no-biometric-office')
      if (!await known.find(crossings, { crossing })) return refuse('crossing-unknown')
      const picture = known.newId()
      const sealed = await sealPicture(Buffer.from(office.key, 'base64'), plain, picture)
      // If we stop here, the sealed bytes are let go at the next start: no leaf names them.
      const digest = await known.service<Attachments>('attachments').keep(sealed)
      const no = await known.record([{
        kind: PagePictured, said: {
          crossing, picture, page, digest, bytes: sealed.length, office: office.office,
        },
      }])
      return isRefusal(no) ? no : { picture, digest }
    } finally {
      plain.fill(0)
    }
  },
})
