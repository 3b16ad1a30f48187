// A page of the document was pictured at the counter; what is seen on it only one office can open.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { crossings, pictures } from './register.ts'
import * as terms from './terms.ts'

/** A passport with its visas and stamps has fewer pages that matter. */
const mostOfCrossing = 12

export const PagePictured = event('page-pictured', {
  about: 'An officer pictured a page of the document; it is sealed to the biometric office.',
  subject: 'crossing',
  fields: {
    crossing: z.uuid(),
    picture: z.uuid(),
    page: terms.PicturedPage,
    /** base64url of the SHA-256 of the sealed bytes, by which they go up after this. */
    digest: z.string().regex(/^[\w-]{43}$/),
    bytes: z.int().min(1),
    /** The office to whose key it is sealed. */
    office: z.uuid(),
  },
  recordedBy: ['primary-officer', 'secondary-officer'],
  travels: 'border',
  // It says nothing by itself: the node says it once it has sealed the picture.
  withinQueries: true,
  attaches: ({ digest }) => [digest],
  async lawful({ crossing }, known) {
    if (!await known.find(crossings, { crossing })) return refuse('crossing-unknown')
    const before = await known.all(pictures, { crossing }, { limit: mostOfCrossing })
    return before.length === mostOfCrossing ? refuse('pictures-enough') : undefined
  },
  changes: (said, leaf) => [pictures.put({
    ...said, at: leaf.at, officer: leaf.by, post: leaf.post, origin: leaf.origin,
    number: leaf.number,
  })],
})
