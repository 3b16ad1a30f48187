// A file from outside was read whole: which version of which list it is, and how it differs.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { line } from '../../ui/fields/terms.ts'
import { listParts } from './list-parts.ts'
import { listVersions } from './list-versions.ts'
import { Counts, ListCode, mostParts, NumbersKept } from './terms.ts'

export const ListVersionPrepared = event('list-version-prepared', {
  about: 'A file was read as a version of a list; two officers may now put it in force.',
  subject: 'version',
  fields: {
    version: z.uuid(), list: ListCode, after: z.uuid().optional(), depth: z.int().min(1).max(100),
    format: line(40), file: line(200), fileDigest: line(64), fileBytes: z.int().min(0),
    digest: line(64), counts: Counts, faults: z.int().min(0),
    parts: z.int().min(0).max(mostParts),
    /** Of a list of numbers of documents: they are kept beside the journal, and not in it. */
    numbers: NumbersKept.optional(),
  },
  recordedBy: ['alert-owner'],
  withinQueries: true,
  travels: 'watch',
  reaches: 'every-post',
  once: true,
  tellsOf: ['list-versions'],
  async lawful({ version, parts }, known) {
    const said = await known.count(listParts, (q) => q.where('version', '=', version))
    if (said !== parts) return refuse('list-version-incomplete', { said, parts })
  },
  changes: (said, leaf) => [
    listVersions.put({ ...said, preparedAt: leaf.at, preparedBy: leaf.by }),
  ],
})
