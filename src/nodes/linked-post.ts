// What runs beside a post that may have a hub: screening and the watch, and the link.

import { clocksOf, standingOf } from '../country/bundles/offer-bundle.ts'
import type { BundleNow } from '../country/bundles/terms.ts'
import { pinOf } from '../kernel/sync/pinned.ts'
import type { NodeOptions } from '../kernel/node.ts'
import { beside } from './beside.ts'
import { certificateOf } from './certificate.ts'
import { couriersOf } from '../country/network/couriers.ts'
import { Linking } from './linking.ts'
import type { PostOptions } from './post.ts'
import { httpsLink } from './sync-link.ts'

/** Starts the link with the rest, offers it to queries, and tells every screen how it stands. */
export function linkedBeside(
  { given, folder, keysFolder = `${folder}/keys` }: NodeOptions,
  alongside: PostOptions['beside'] = beside,
  /** Other ways to the hub than those it told. */
  ways?: readonly string[],
): Pick<PostOptions, 'beside' | 'place'> {
  let linking: Linking | undefined
  return {
    async beside(node) {
      const stop = await alongside(node)
      const own = certificateOf(given, keysFolder, node.journal.options.origin)
      linking = await Linking.open({
        node,
        linkTo: ({ addresses, certificate }) => httpsLink({
          addresses: ways ?? addresses, pin: pinOf(Buffer.from(certificate, 'base64')), own,
        }),
      })
      const opened = linking
      node.offer('link', opened)
      const bundle: BundleNow = () => {
        const followed = opened.followed()
        return followed ? standingOf(followed, clocksOf(node)) : { is: 'own' }
      }
      node.offer('bundle', bundle)
      node.offer('couriers', couriersOf({
        node,
      }))
      return async () => {
        await opened.stop()
        await stop()
      }
    },
    place: async () => (linking ? { link: linking.now() } : {}),
  }
}
