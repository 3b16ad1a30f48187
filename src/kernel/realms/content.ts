// The content of leaves: sealed on the way in, opened where this node holds the realm's key.

import { canonical } from '../../lib/canonical.ts'
import { broughtUp, type AnyEvent, type Realm } from '../event.ts'
import type { Luck } from '../given.ts'
import { readLeaf } from '../journal/leaf.ts'
import { headOf, type Recorded } from '../leaf-head.ts'
import { refuse, type Refusal } from '../refusal.ts'
import type { Statements } from '../store/store.ts'
import type { RealmKeyring } from './keyring.ts'
import { quarterOf } from './keyring.ts'
import {
  binding, openUnder, plainContent, sealTo, sealUnder, unwrapKey, wrapKey, type Sealed,
} from './sealing.ts'

const readKey = 'select quarter, wrapped from subject_key where subject = ? and realm = ?'
const readSamples = 'select realm, quarter, min(subject) as subject, wrapped from subject_key' +
  ' group by realm, quarter'
const insertKey = 'insert into subject_key (subject, realm, quarter, wrapped) values (?, ?, ?, ?)'
const readSubject = 'select bytes, content from leaf where subject = ? and event = ?'

/** Seals and opens content with the keys that this node has. */
export class ContentKeeper {
  readonly keyring: RealmKeyring
  readonly #luck: Luck

  constructor(keyring: RealmKeyring, luck: Luck) {
    this.keyring = keyring
    this.#luck = luck
  }

  /** Whether this node can open what is said in a realm. */
  holds(realm: Realm): boolean {
    return this.keyring.holds(realm)
  }

  /** A realm and quarter whose subjects' keys do not open with the keyring; nothing when all do. */
  async shutRealm(statements: Statements): Promise<string | undefined> {
    for (const row of await statements.all(readSamples)) {
      const [realm, quarter] = [row['realm'] as Realm, row['quarter'] as string]
      try {
        const { key } = this.keyring.toOpen(realm, quarter)
        unwrapKey(key, row['wrapped'] as Buffer, boundKey(row['subject'] as string, realm, quarter))
      } catch {
        return `${realm} ${quarter}`
      }
    }
    return undefined
  }

  /** Seals what is said; the subject's key is made with its first leaf, in the same transaction. */
  async seal(
    kind: AnyEvent, subject: string, said: unknown, at: string, statements: Statements,
  ): Promise<Sealed> {
    const bound = binding(subject, kind.name, kind.travels)
    const { plain, digest } = plainContent(said, kind.travels, this.#luck)
    const quarter = quarterOf(at)
    const to = this.keyring.toSeal(kind.travels, quarter)
    if ('sealedTo' in to) return sealTo(to.sealedTo, plain, digest, bound, kind.travels)
    let key = await this.subjectKey(subject, kind.travels, statements)
    if (!key) {
      key = this.#luck.bytes(32)
      const wrapped = wrapKey(to.key, key, boundKey(subject, kind.travels, quarter), this.#luck)
      await statements.run(insertKey, [subject, kind.travels, quarter, wrapped])
    }
    return sealUnder(key, plain, digest, bound, this.#luck)
  }

  /** The key of a subject in a realm; nothing where it was never made, destroyed, or is not ours. */
  async subjectKey(subject: string, realm: Realm, statements: Statements): Promise<Buffer | undefined> {
    const [row] = await statements.all(readKey, [subject, realm])
    if (!row) return undefined
    const quarter = row['quarter'] as string
    const realmKey = this.keyring.find(realm, quarter)
    return realmKey && unwrapKey(realmKey, row['wrapped'] as Buffer, boundKey(subject, realm, quarter))
  }

  /**
   * What a leaf says, brought up to the present shape; nothing where this node cannot open it or
   * does not know the event. Throws where the content was tampered with.
   */
  async open(
    kind: AnyEvent | undefined, leaf: { subject: string; event: string; realm: string; version: number },
    content: Buffer | null, statements: Statements,
  ): Promise<Record<string, unknown> | undefined> {
    if (!kind || !content || !this.holds(leaf.realm as Realm)) return undefined
    const key = await this.subjectKey(leaf.subject, leaf.realm as Realm, statements)
    if (!key) return undefined
    const said = openUnder(key, content, binding(leaf.subject, leaf.event, leaf.realm))
    return broughtUp(kind, said as Record<string, unknown>, leaf.version)
  }

  /**
   * The leaf in which the same was already said of the same subject: a repeated request is answered
   * with it. Where the fact happens once only and something else was said, a refusal.
   */
  async saidBefore(
    kind: AnyEvent, subject: string, said: unknown, statements: Statements,
  ): Promise<Recorded | Refusal | undefined> {
    const rows = await statements.all(readSubject, [subject, kind.name])
    for (const row of rows) {
      const { body } = readLeaf(row['bytes'] as Buffer)
      const before = await this.open(kind, body, row['content'] as Buffer | null, statements)
      if (before && canonical(before) === canonical(said)) return { leaf: headOf(body), already: true }
    }
    if (!kind.once || rows.length === 0) return undefined
    return refuse('already-recorded', { number: readLeaf(rows[0]!['bytes'] as Buffer).body.number })
  }
}

function boundKey(subject: string, realm: string, quarter: string): string {
  return `safar/key/${realm}/${quarter}/${subject}`
}
