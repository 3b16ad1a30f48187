// The content of leaves: sealed on the way in, opened where this node holds the realm's key.

import { canonical } from '../../lib/canonical.ts'
import { broughtUp, type AnyEvent, type Realm } from '../event.ts'
import type { Luck } from '../given.ts'
import { readLeaf } from '../journal/leaf.ts'
import { headOf, type Recorded } from '../leaf-head.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { insertMany, rowsAmong, type ManyRows } from '../store/many.ts'
import type { Statements, Store } from '../store/store.ts'
import type { RealmKeyring } from './keyring.ts'
import { quarterOf } from './keyring.ts'
import {
  binding, keyBinding, openedAs, openUnder, orNothing, plainContent, randomSalt, saltOf, sealTo,
  sealUnder, unwrapKey, wrapKey,
  type Opened, type Sealed,
} from './sealing.ts'

const readKeys = 'select quarter, wrapped, maker from subject_key where subject = ? and realm = ?' +
  ' order by wrapped'
const readSamples = 'select realm, quarter, min(subject) as subject from subject_key' +
  ' where maker = ? group by realm, quarter'
const readSample = 'select wrapped from subject_key where subject = ? and realm = ? and maker = ?'
const insertKey = 'insert into subject_key (subject, realm, quarter, wrapped, maker)' +
  ' values (?, ?, ?, ?, ?) on conflict do nothing'
const readSubject = 'select bytes, content from leaf where subject = ? and event = ?'

/** A subject's key under its realm's key of a quarter. */
export interface WrappedKey { realm: string; quarter: string; wrapped: Buffer }

interface WrappedRow { quarter: string; wrapped: Buffer; maker: string }
/** Where the wrapped keys of a subject are found. */
type FindKeys = (subject: string, realm: string) => Promise<WrappedRow[]>

const manyKeys: ManyRows = {
  table: 'subject_key', conflict: 'nothing', columns: [
    ['subject', 'text'], ['realm', 'text'], ['quarter', 'text'], ['wrapped', 'bytea'],
    ['maker', 'text'],
  ],
}
const readSubjectsKeys = 'select subject, realm, quarter, wrapped, maker from subject_key where'

/** Seals and opens content with the keys that this node has. */
export class ContentKeeper {
  readonly keyring: RealmKeyring
  readonly #luck: Luck
  readonly #origin: string
  /** By realm, quarter and maker: a maker wraps a quarter's keys with few keys, often one. */
  #lastOpened = new Map<string, Buffer>()

  /** `origin` is the journal of this node, the maker of its keys. */
  constructor(keyring: RealmKeyring, luck: Luck, origin: string) {
    this.keyring = keyring
    this.#luck = luck
    this.#origin = origin
  }

  /** Whether this node can open what is said in a realm. */
  holds(realm: Realm): boolean {
    return this.keyring.holds(realm)
  }

  /** A realm and quarter whose own keys do not open with the keyring; nothing when all do. */
  async shutRealm(statements: Statements): Promise<string | undefined> {
    for (const row of await statements.all(readSamples, [this.#origin])) {
      const [realm, quarter] = [row['realm'] as Realm, row['quarter'] as string]
      const subject = row['subject'] as string
      const [sample] = await statements.all(readSample, [subject, realm, this.#origin])
      const opened = sample && this.#unwrapped(subject, realm, {
        quarter, wrapped: sample['wrapped'] as Buffer, maker: this.#origin,
      })
      if (!opened) return `${realm} ${quarter}`
    }
    return undefined
  }

  /** Seals what is said; the subject's key is made with its first leaf, in the same transaction. */
  async seal(
    kind: AnyEvent, subject: string, said: unknown, leaf: { at: string; number: number },
    statements: Statements,
  ): Promise<Sealed> {
    const bound = binding(subject, kind.name, kind.travels)
    const quarter = quarterOf(leaf.at)
    const to = this.keyring.toSeal(kind.travels, quarter)
    if ('sealedTo' in to) {
      const { plain, digest } = plainContent(said, kind.travels, () => randomSalt(this.#luck))
      return sealTo(to.sealedTo, plain, digest, bound, kind.travels)
    }
    const [known] = await this.#subjectKeys(subject, kind.travels, keysIn(statements))
    const key = known ?? this.#luck.bytes(32)
    if (!known) {
      const wrapped = wrapKey(to.key, key, keyBinding(subject, kind.travels, quarter))
      await statements.run(insertKey, [subject, kind.travels, quarter, wrapped, this.#origin])
    }
    const place = { origin: this.#origin, number: leaf.number, bound }
    const { plain, digest } = plainContent(said, kind.travels, (text) => saltOf(key, text, place))
    return sealUnder(key, plain, digest, bound)
  }

  /** Keeps subjects' keys that came along with leaves of other journals. */
  async keepKeys(
    to: { statements: Statements; dialect: Store['dialect'] },
    keys: readonly { subject: string; maker: string; key: WrappedKey }[],
  ): Promise<void> {
    await insertMany(to, manyKeys, keys.map(({ subject, maker, key }) =>
      [subject, key.realm, key.quarter, key.wrapped, maker]))
  }

  /** The same keeper for some subjects whose keys are read once, by one statement. */
  async among(
    to: { statements: Statements; dialect: Store['dialect'] }, subjects: readonly string[],
  ): Promise<Pick<ContentKeeper, 'holds' | 'open'>> {
    const rows = await rowsAmong(to, readSubjectsKeys,
      { column: 'subject', type: 'text' }, { values: subjects })
    rows.sort((a, b) => Buffer.compare(a['wrapped'] as Buffer, b['wrapped'] as Buffer))
    const found = Map.groupBy(rows, (row) => `${String(row['realm'])} ${String(row['subject'])}`)
    const find: FindKeys = async (subject, realm) =>
      (found.get(`${realm} ${subject}`) ?? []) as unknown as WrappedRow[]
    return {
      holds: (realm) => this.holds(realm),
      open: (kind, leaf, content) => this.#open(kind, leaf, content, find),
    }
  }

  /**
   * The keys of a subject in a realm; none where none was made, all were destroyed, or not ours.
   */
  async #subjectKeys(subject: string, realm: Realm, find: FindKeys): Promise<Buffer[]> {
    const keys: Buffer[] = []
    for (const row of await find(subject, realm)) {
      const key = this.#unwrapped(subject, realm, row)
      if (key) keys.push(key)
    }
    return keys
  }

  /** Tries the keys of the quarter, first the one that last opened what this maker wrapped. */
  #unwrapped(
    subject: string, realm: Realm, { quarter, wrapped, maker }: WrappedRow,
  ): Buffer | undefined {
    const bound = keyBinding(subject, realm, quarter)
    const name = `${realm} ${quarter} ${maker}`
    const last = this.#lastOpened.get(name)
    const opened = last && orNothing(() => unwrapKey(last, wrapped, bound))
    if (opened) return opened
    for (const realmKey of this.keyring.all(realm, quarter)) {
      const key = orNothing(() => unwrapKey(realmKey, wrapped, bound))
      if (!key) continue
      this.#lastOpened.set(name, realmKey)
      return key
    }
    return undefined
  }

  /** A subject's key in a realm that opens the content, and what was sealed; or nothing. */
  async openAs(
    { subject, event, realm }: { subject: string; event: string; realm: string },
    content: Buffer, statements: Statements,
  ): Promise<(Opened & { key: Buffer }) | undefined> {
    const bound = binding(subject, event, realm)
    for (const key of await this.#subjectKeys(subject, realm as Realm, keysIn(statements))) {
      const opened = orNothing(() => openedAs(key, content, bound))
      if (opened) return { ...opened, key }
    }
    return undefined
  }

  /** The keys of a subject in a realm as a maker wrapped them, or all. */
  async wrappedBy(
    maker: string | undefined, { subject, realm }: { subject: string; realm: string },
    statements: Statements,
  ): Promise<WrappedKey[]> {
    const rows = await statements.all(readKeys, [subject, realm])
    return rows.filter((row) => !maker || row['maker'] === maker).map((row) =>
      ({ realm, quarter: row['quarter'] as string, wrapped: row['wrapped'] as Buffer }))
  }

  /**
   * What a leaf says, brought up to the present shape; nothing where no key here opens it or the
   * event is unknown. That content is as its leaf says is for those who take and verify to see.
   */
  async open(
    kind: AnyEvent | undefined,
    leaf: { subject: string; event: string; realm: string; version: number },
    content: Buffer | null, statements: Statements,
  ): Promise<Record<string, unknown> | undefined> {
    return this.#open(kind, leaf, content, keysIn(statements))
  }

  async #open(
    kind: AnyEvent | undefined,
    leaf: { subject: string; event: string; realm: string; version: number },
    content: Buffer | null, find: FindKeys,
  ): Promise<Record<string, unknown> | undefined> {
    if (!kind || !content || !this.holds(leaf.realm as Realm)) return undefined
    const bound = binding(leaf.subject, leaf.event, leaf.realm)
    for (const key of await this.#subjectKeys(leaf.subject, leaf.realm as Realm, find)) {
      const said = orNothing(() => openUnder(key, content, bound))
      if (said) return broughtUp(kind, said as Record<string, unknown>, leaf.version)
    }
    return undefined
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
      if (before && canonical(before) === canonical(said)) {
        return { leaf: headOf(body), already: true }
      }
    }
    if (!kind.once || rows.length === 0) return undefined
    return refuse('already-recorded', { number: readLeaf(rows[0]!['bytes'] as Buffer).body.number })
  }
}

function keysIn(statements: Statements): FindKeys {
  return async (subject, realm) =>
    await statements.all(readKeys, [subject, realm]) as unknown as WrappedRow[]
}
