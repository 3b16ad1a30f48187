// The words in which posts are declared: codes, kinds and names in the languages of the counter.

import { z } from 'zod'
import { roles } from '../../kernel/event.ts'
import { line, oneOf } from '../../ui/fields/terms.ts'

/** What lies at a post: a road, a runway, a quay, a platform or a landing on a river. */
export const POST_KINDS = ['land', 'air', 'sea', 'rail', 'river'] as const
export const PostKind = oneOf(POST_KINDS, 'postKind')

/** The code of a post, which is the name its node goes by in leaves. */
export const PostCode = z.string().min(2).max(32).regex(/^[A-Za-z][A-Za-z0-9-]+$/, 'latin')
  .meta({ widget: 'text' })

/** The name of a place; every other language falls back to English. */
export const PlaceName = z.strictObject({
  en: line(80), fr: line(80).optional(), ar: line(80).optional(), so: line(80).optional(),
})

/** Three letters of ISO 3166-1, also of those left to users: a trial country has one of these. */
export const Country = z.string().regex(/^[A-Z]{1,3}$/, 'not-in-list').meta({ widget: 'country' })

/** UN/LOCODE: two letters of the country, three letters or figures 2–9 of the place. */
export const Unlocode = z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'latin').meta({ widget: 'latin' })

/** What everybody who works here may know. */
export const everyRole = roles
