// The screening of a person found an alert that may be about them; the second line has it now.

import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { listVersions } from '../lists/list-versions.ts'
import { lists } from '../lists/lists.ts'
import { alertOf } from '../lists/digest-terms.ts'
import { alerts } from './alerts.ts'
import { foreignLists } from './foreign-terms.ts'
import { hitPersons, hits, raisedHit } from './hits.ts'
import { personKeysOf } from './person-keys.ts'

export const HitRaised = event('hit-raised', {
  about: 'A person, document or vehicle that was looked up may be the one of an alert.',
  subject: 'hit',
  fields: raisedHit,
  recordedBy: ['primary-officer', 'secondary-officer', 'supervisor', 'node'],
  withinQueries: true,
  travels: 'watch',
  reaches: 'every-post',
  once: true,
  tellsOf: ['hits'],
  async lawful({ alert, listed, foreign, list }, known) {
    if (foreign) {
      const its = foreignLists[foreign.database].code === list.code &&
        alertOf(list.code, foreign.record) === alert
      // What another authority answered is known to the node that asked, and to nobody before it.
      return its && known.roles.includes('node') ? undefined : refuse('alert-unknown')
    }
    if (listed) {
      const outside = await known.find(lists, { list: list.code })
      const of = await known.find(listVersions, { version: listed.version })
      const its = of?.list === list.code && alertOf(list.code, listed.entry) === alert
      return !outside || outside.endedAt || !its ? refuse('alert-unknown') : undefined
    }
    const row = await known.find(alerts, { alert })
    // A silent alert is as unknown here as one that does not exist.
    if (!row || row.silent || row.endedAt) return refuse('alert-unknown')
  },
  changes(said, leaf) {
    const { list, ...hit } = said
    const personKeys = personKeysOf(said.person)
    return [
      hits.put({
        ...hit, list: list.code, listName: list.name, personKeys, status: 'new',
        raisedAt: leaf.at, raisedBy: leaf.by, post: leaf.post,
      }),
      ...personKeys.map((personKey, index) =>
        hitPersons.put({ pair: `${said.hit}/${index}`, hit: said.hit, personKey })),
    ]
  },
})
