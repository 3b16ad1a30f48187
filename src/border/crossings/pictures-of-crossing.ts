// The pictures of a crossing, and where each is: at the hub, or on its way and how far.

import { z } from 'zod'
import { isHubs } from '../../kernel/origin.ts'
import { query, type Asking } from '../../kernel/query.ts'
import type { RowOf } from '../../kernel/register.ts'
import { pieceBytes, type Attachments } from '../../kernel/sync/attachments.ts'
import { pictures } from './register.ts'

/**
 * `at-hub`: all of it is there and signed for; `waits`: `here` of its `of` pieces are at the hub;
 * `here`: this place has no hub above it; `elsewhere`: it was taken at another post.
 */
export interface PictureWhere {
  is: 'at-hub' | 'waits' | 'here' | 'elsewhere'
  here?: number
  of?: number
}

/** What a node offers under the name `link`, as far as this asks. */
interface LinkOffered { now(): { hub?: string }; sent(digest: string): number }

export const PicturesOfCrossing = query('pictures-of-crossing', {
  about: 'Which pages of the document were pictured at a crossing, and where each picture is.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  asks: { crossing: z.uuid() },
  method: 'GET',
  async answer(known, { crossing }) {
    const rows = await known.all(pictures, { crossing }, { order: 'at asc' })
    return {
      pictures: await Promise.all(rows.map(async (row) => ({
        picture: row.picture, page: row.page, at: row.at, officer: row.officer, post: row.post,
        where: await whereIs(known, row),
      }))),
    }
  },
})

async function whereIs(
  known: Asking, { digest, origin, bytes }: RowOf<typeof pictures>,
): Promise<PictureWhere> {
  const found = await known.service<Attachments>('attachments').here(digest)
  const of = found?.of ?? Math.ceil(bytes / pieceBytes)
  if (isHubs(known.origin) && origin !== known.origin) {
    return found?.is === 'whole' ? { is: 'at-hub' } : { is: 'waits', here: found?.here ?? 0, of }
  }
  if (origin !== known.origin) return { is: 'elsewhere' }
  if (found?.is === 'gone') return { is: 'at-hub' }
  const link = known.offered<LinkOffered>('link')
  return link?.now().hub ? { is: 'waits', here: link.sent(digest), of } : { is: 'here' }
}
