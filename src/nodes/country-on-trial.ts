// A hub and posts for tests: real nodes with the same realm keys, over links that answer at once.

import { copyFileSync } from 'node:fs'
import { makeKeys } from '../kernel/keys.ts'
import { heldByPost } from '../kernel/realms/keyring.ts'
import { bundleDoor } from '../kernel/sync/bundle-door.ts'
import { BundleLog } from '../kernel/sync/bundles.ts'
import { carried } from '../kernel/sync/carried-on-trial.ts'
import { Following } from '../kernel/sync/following.ts'
import type { Capability } from '../kernel/capability.ts'
import { offerBundle } from '../country/bundles/offer-bundle.ts'
import { PostRegistered } from '../country/posts/post-registered.ts'
import { capabilities as all } from './capabilities.ts'
import { trial, type Trial } from './trial.ts'

/** A post of a country on trial. */
export interface PostOnTrial extends Trial {
  code: string
  following: Following
  /** What was said here since the last time goes to the hub. */
  up(): Promise<void>
  /** What the hub has for posts comes here, all of it. */
  down(): Promise<void>
}

export interface CountryOnTrial {
  hub: Trial
  log: BundleLog
  posts: readonly PostOnTrial[]
  /** Two rounds of every post: afterwards all know what all said. */
  sync(): Promise<void>
  end(): Promise<void>
}

/** A hub with posts of these codes in Kenya, each registered at the hub and known to all. */
export async function countryOnTrial(
  codes: readonly string[], capabilities: readonly Capability[] = all,
): Promise<CountryOnTrial> {
  const hub = await trial(capabilities, {
    founding: { country: 'test', kind: 'hub', post: 'HQ', device: 'rack-1' },
  })
  for (const realm of heldByPost) hub.node.keys.keyring.toSeal(realm, '2026Q4')
  const log = await BundleLog.open(hub.node)
  const vkeys = new Map<string, string>()
  const posts: PostOnTrial[] = []
  const nasir = { ...hub.officer('nasir', 'administrator'), post: 'HQ' }
  for (const code of codes) {
    await hub.said(PostRegistered, {
      post: hub.newId(), code, name: { en: code }, country: 'KEN', kind: 'land', lanes: 2,
    }, nasir)
    posts.push(await postOf({ hub, log, vkeys }, code, capabilities))
  }
  async function sync(): Promise<void> {
    for (const _ of [1, 2]) {
      for (const post of posts) {
        await post.up()
        await post.down()
      }
    }
  }
  await sync()
  return {
    hub, log, posts, sync,
    async end() {
      for (const each of [...posts, hub]) await each.end()
    },
  }
}

async function postOf(
  { hub, log, vkeys }: { hub: Trial; log: BundleLog; vkeys: Map<string, string> },
  code: string, capabilities: readonly Capability[],
): Promise<PostOnTrial> {
  const keysFolder = `${hub.folder}/keys-of-${code}`
  makeKeys(hub.given, keysFolder, { country: 'test', kind: 'post', post: code, device: 'desk-1' })
  copyFileSync(`${hub.folder}/keys/realms.json`, `${keysFolder}/realms.json`)
  const t = await trial(capabilities, { keysFolder })
  const { origin } = t.node.journal.options
  vkeys.set(origin, t.node.keys.vkey)
  const door = bundleDoor({ node: hub.node, log, holds: async () => heldByPost })
  const following = await Following.open({
    node: t.node, link: { ask: (request) => door.answer(request, { origin }) },
    hub: { origin: hub.node.journal.options.origin, vkey: hub.node.keys.vkey },
    believed: async (of) => (vkeys.has(of) ? { vkey: vkeys.get(of)! } : undefined),
    decidesWho: new Set(),
  })
  offerBundle(t.node, following)
  let sent = 0
  return Object.assign(t, {
    code, following,
    async up() {
      const leaves = await carried(t, sent)
      sent += leaves.length
      await hub.node.take(leaves, vkeys)
    },
    async down() {
      while ((await following.once()).more);
    },
    officer(...[name, roles, second]: Parameters<Trial['officer']>) {
      return { ...hub.officer(name, roles, second), post: code }
    },
  })
}
