// All that a hub answers to other nodes: it mirrors, witnesses, gives keys and sends bundles down.

import { hkdfSync } from 'node:crypto'
import { quartersAhead } from '../kernel/realms/keyring.ts'
import { cosigner } from '../kernel/journal/cosignature.ts'
import type { Node } from '../kernel/node.ts'
import { attachmentRoutes } from '../kernel/sync/attachments.ts'
import { bundleDoor, bundlePath } from '../kernel/sync/bundle-door.ts'
import { BundleLog } from '../kernel/sync/bundles.ts'
import { copyRoutes } from '../kernel/sync/copies.ts'
import { doorOf } from '../kernel/sync/door.ts'
import { keyRoutes } from '../kernel/sync/key-routes.ts'
import type { Door } from '../kernel/sync/link.ts'
import { Mirror } from '../kernel/sync/mirror.ts'
import { recoveryRoutes, type Recoverable } from '../kernel/sync/recovering.ts'
import { contentRoutes } from '../kernel/sync/taking-contents.ts'
import { Witness } from '../kernel/sync/witness.ts'
import { Contacts, type ContactsNow } from '../country/network/contact.ts'
import { mirrorCosigner } from '../country/network/enrolling.ts'
import { keepTwoHistories } from '../country/network/showing-histories.ts'
import { AuditRounds } from './auditing.ts'
import { Members } from './members.ts'
import { version } from './version.ts'

/** What a hub runs for other nodes. */
export interface HubDoor {
  door: Door
  members: Members
  mirror: Mirror
  bundles: BundleLog
  audits: AuditRounds
  stop(): Promise<void>
}

const dayMs = 86_400_000

/** Opens the door of a node that is a hub; what carries the requests is handed the door. */
export async function openHubDoor(node: Node): Promise<HubDoor> {
  const { identity, deviceKey, mirrorKey, markKey } = node.keys
  const members = await Members.open(node)
  const { keyOf } = members
  const witness = new Witness({
    node, keyOf, cosigners: [cosigner(identity.origin, deviceKey)],
    twoHistories: (found) => keepTwoHistories(node, found),
  })
  const mirror = new Mirror({
    node, keyOf, witness, cosigners: [mirrorCosigner(identity.origin, mirrorKey)],
    ticketKey: Buffer.from(hkdfSync('sha256', markKey, '', 'safar ticket', 32)),
  })
  const bundles = await BundleLog.open(node)
  const contacts = new Contacts(node.given, node.folder)
  const offered: ContactsNow = {
    version, of: (origin) => contacts.of(origin),
    bundleSize: async () => (await bundles.checkpoint()).size,
  }
  node.offer('contacts', offered)
  const holds = async (origin: string) => (await members.holderOf(origin))?.realms ?? []
  const down = bundleDoor({
    node, log: bundles, holds, heard: (origin, status) => contacts.heard(origin, status),
  })
  const door = doorOf(
    witness.routes, mirror.routes, contentRoutes({ node, keyOf }),
    attachmentRoutes({ node, keyOf }), keyRoutes({ node, holderOf: members.holderOf }),
    copyRoutes({ node, mirror, mayRead: async (reader, journal) => reader === journal }),
    recoveryRoutes({ node, of: (origin) => recoverable(members, mirror, origin) }),
    { [`GET ${bundlePath}`]: (request, peer) => down.answer(request, peer) },
  )
  const offKeys = keysAhead(node)
  const audits = new AuditRounds(node, members)
  node.offer('audit', audits)
  return {
    door, members, mirror, bundles, audits,
    async stop() {
      await audits.stop()
      offKeys()
      members.stop()
      contacts.keep()
      bundles.letGo()
    },
  }
}

/** The journal that an incarnation comes from, as its enrolment says. */
async function recoverable(
  members: Members, mirror: Mirror, origin: string,
): Promise<Recoverable | undefined> {
  const own = members.find(origin)
  const before = own?.standing === 'enrolled' && own.node.predecessor
  const lost = before ? members.find(before.origin) : undefined
  if (!lost) return undefined
  const { note } = await mirror.mirrored(lost.node.origin)
  return { origin: lost.node.origin, vkey: lost.node.vkey, checkpoint: note }
}

/** The hub makes the keys of the coming year, and looks again every day. */
function keysAhead(node: Node): () => void {
  let off = () => {}
  const look = () => {
    node.keys.keyring.makeAhead(quartersAhead(node.time.wall()))
    off = node.given.timers.after(dayMs, look)
  }
  look()
  return () => off()
}
