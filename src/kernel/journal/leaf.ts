// A leaf: one numbered statement, signed by the device that wrote it, kept byte for byte.
import { hash, verify } from 'node:crypto';
import { tryCanonical } from '../../lib/canonical.ts';
import {
  signNote, splitNote, Unreadable, UnreadableNote, verifier, verifyNote,
  type NoteParts, type Signer, type Verifier,
} from './note.ts';
import { MAX_LEAF_BYTES } from './tiles.ts';
import { validSize } from './tree.ts';

/** Names, ids and kinds inside a leaf; a UUID has 36 characters, an origin some 60. */
export const MAX_TEXT = 200;

/** The second officer of an act that needs two (A4): who, under which sign-in, when. */
export type SecondOfficer = { officer: string; signIn: string; at: string };

/** How a journal names its own key, and the journal that this node kept before, if any. */
export type Opening = {
  vkey: string;
  predecessor: null | { origin: string; size: number; root: string };
};

/** What a leaf says about itself; docs/journal.md says each field in full. */
export type LeafBody = {
  safar: 1;
  origin: string;
  number: number;
  /** UTC, milliseconds, fixed width: 2026-11-22T04:51:42.123Z. */
  at: string;
  /** Orders leaves of the same millisecond: greater than in the leaf before, if `at` is equal. */
  tick: number;
  event: string;
  /** The version of the event's own fields. */
  version: number;
  realm: string;
  subject: string;
  /** The officer, or 'node' where no person acted. */
  by: string;
  signIn?: string;
  second?: SecondOfficer;
  device: string;
  post: string;
  boot: string;
  /** Milliseconds since that boot, whole. */
  monotonicMs: number;
  clock: 'good' | 'unsure';
  /** `saidDigest` of what is said. */
  said: string;
  /** `sealedDigest` of the sealed content; null where the leaf has none. */
  sealed: string | null;
  /** The hash of the leaf before, base64url; a convenience, never accepted as proof. */
  previous: string | null;
  /** In leaf 0 only. */
  opens?: Opening;
};

/** A leaf as read: its statement with all fields known and unknown, its bytes as they were. */
export type Leaf = NoteParts & {
  body: LeafBody & { readonly [unknown: string]: unknown };
  bytes: Buffer;
};

export type LeafReason = 'too-long' | 'note' | 'json' | 'not-canonical' | 'format' | 'field';

/** Bytes that are not a leaf of this format; the message names the field or the rule. */
export class UnreadableLeaf extends Unreadable<LeafReason> {}

/**
 * The bytes of a leaf: a signed note whose text is the statement as one line of JSON in the
 * canonical form of RFC 8785. Throws UnreadableLeaf when the statement could not be read back,
 * and TypeError when the signer is not the key of this origin and device.
 */
export function writeLeaf(body: LeafBody, signer: Signer): Buffer {
  checkBody(body);
  if (signer.name !== keyName(body)) {
    throw new TypeError(`${signer.name} cannot sign for ${keyName(body)}`);
  }
  const bytes = signNote(`${bodyText(body)}\n`, [signer]);
  if (bytes.length > MAX_LEAF_BYTES) throw tooLong();
  return bytes;
}

/**
 * Reads a leaf and checks its form; signatures are not verified (`signedBy` does that).
 * Throws UnreadableLeaf.
 */
export function readLeaf(bytes: Uint8Array): Leaf {
  if (bytes.length > MAX_LEAF_BYTES) throw tooLong();
  const parts = noteParts(bytes);
  const line = parts.text.toString('utf8');
  const body = parse(line);
  checkBody(body);
  // One statement has one spelling, so two verifiers cannot read it differently (a name twice,
  // a number that one of them rounds). The bytes are still those that were signed.
  if (`${bodyText(body)}\n` !== line) {
    throw new UnreadableLeaf('not-canonical', 'the statement is not in canonical JSON (RFC 8785)');
  }
  return { ...parts, body, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
}

/** Whether this key signed the leaf; false also when its signature is wrong or there twice. */
export function signedBy(leaf: Leaf, key: Verifier): boolean {
  try {
    return verifyNote(leaf, [key]).length === 1;
  } catch (error) {
    if (error instanceof UnreadableNote) return false;
    throw error;
  }
}

/** The same, computed beside the caller's own work: many at once use all of the machine. */
export async function signedByLater(leaf: Leaf, key: Verifier): Promise<boolean> {
  const [line, second] = leaf.signatures.filter(({ name, keyId }) =>
    name === key.name && keyId.equals(key.keyId));
  if (!line || second || line.signature.length !== 64) return false;
  return new Promise((answer) => {
    verify(null, leaf.text, key.publicKey, line.signature,
      (failure, sound) => { answer(!failure && sound); });
  });
}

/** The name of the key that signs an origin's leaves on a device. */
export function keyName({ origin, device }: { origin: string; device: string }): string {
  return `${origin}/${device}`;
}

/**
 * The digest that a leaf carries of what is said: base64url of SHA-256(salt || said), where
 * `said` is its canonical JSON (RFC 8785) in UTF-8. Without the salt, sixteen random bytes kept
 * beside the content, short statements could be guessed from their digest.
 */
export function saidDigest(salt: Uint8Array, said: Uint8Array | string): string {
  if (salt.length !== 16) throw new RangeError('a salt has 16 bytes');
  return hash('sha256', Buffer.concat([salt, Buffer.from(said)]), 'base64url');
}

/** The digest that a leaf carries of its sealed content: base64url of SHA-256 of the bytes. */
export function sealedDigest(sealed: Uint8Array): string {
  return hash('sha256', sealed, 'base64url');
}

/** 32 bytes from base64url without padding, or undefined. */
export function fromDigest(text: unknown): Buffer | undefined {
  if (typeof text !== 'string' || text.length !== 43) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === text ? bytes : undefined;
}

/**
 * The statement in canonical JSON (RFC 8785). The known fields are written from a template in
 * their sorted order, as this is done for every leaf; an unknown field takes the general way.
 */
export function bodyText(body: LeafBody): string {
  for (const name in body) {
    if (!KNOWN.has(name)) {
      return canonical(Object.fromEntries(Object.entries(body).filter(([, v]) => v !== undefined)));
    }
  }
  const b = body;
  return `{"at":${q(b.at)},"boot":${q(b.boot)},"by":${q(b.by)},"clock":${q(b.clock)}`
    + `,"device":${q(b.device)},"event":${q(b.event)},"monotonicMs":${b.monotonicMs}`
    + `,"number":${b.number}${b.opens ? `,"opens":${canonical(b.opens)}` : ''}`
    + `,"origin":${q(b.origin)},"post":${q(b.post)},"previous":${digestText(b.previous)}`
    + `,"realm":${q(b.realm)},"safar":1,"said":"${b.said}","sealed":${digestText(b.sealed)}`
    + `${b.second ? `,"second":${canonical(b.second)}` : ''}`
    + `${b.signIn === undefined ? '' : `,"signIn":${q(b.signIn)}`}`
    + `,"subject":${q(b.subject)},"tick":${b.tick},"version":${b.version}}`;
}

const KNOWN = new Set([
  'at', 'boot', 'by', 'clock', 'device', 'event', 'monotonicMs', 'number', 'opens', 'origin',
  'post', 'previous', 'realm', 'safar', 'said', 'sealed', 'second', 'signIn', 'subject', 'tick',
  'version',
]);

const digestText = (digest: string | null): string => (digest === null ? 'null' : `"${digest}"`);

function q(text: string): string {
  if (!text.isWellFormed()) throw new UnreadableLeaf('field', 'half a character in a text');
  return JSON.stringify(text);
}

function canonical(value: unknown): string {
  const text = tryCanonical(value);
  if (typeof text === 'string') return text;
  throw new UnreadableLeaf('field', `no canonical form: ${text.refused} at ${text.at || '/'}`);
}

function noteParts(bytes: Uint8Array): NoteParts {
  try {
    return splitNote(bytes);
  } catch (error) {
    if (error instanceof UnreadableNote) throw new UnreadableLeaf('note', error.message);
    throw error;
  }
}

function parse(line: string): Leaf['body'] {
  try {
    return JSON.parse(line) as Leaf['body'];
  } catch {
    throw new UnreadableLeaf('json', 'the statement is not JSON');
  }
}

const tooLong = (): UnreadableLeaf =>
  new UnreadableLeaf('too-long', `longer than ${MAX_LEAF_BYTES} bytes`);

const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Every field as docs/journal.md says; what is said under unknown names is nobody's concern. */
function checkBody(body: LeafBody): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new UnreadableLeaf('json', 'the statement is not an object');
  }
  if (body.safar !== 1) throw new UnreadableLeaf('format', 'not a leaf of format 1');
  must(isOrigin(body.origin), 'origin');
  must(isDevice(body.device), 'device');
  must(validSize(body.number), 'number');
  must(isTime(body.at), 'at');
  must(isCount(body.tick), 'tick');
  must(isCount(body.version), 'version');
  must(isCount(body.monotonicMs), 'monotonicMs');
  must(body.clock === 'good' || body.clock === 'unsure', 'clock');
  must(isText(body.event), 'event');
  must(isText(body.realm), 'realm');
  must(isText(body.subject), 'subject');
  must(isText(body.by), 'by');
  must(isText(body.post), 'post');
  must(isText(body.boot), 'boot');
  must(body.signIn === undefined || isText(body.signIn), 'signIn');
  must(body.second === undefined || isSecond(body.second), 'second');
  must(fromDigest(body.said), 'said');
  must(body.sealed === null || fromDigest(body.sealed), 'sealed');
  must(body.number === 0 ? body.previous === null : fromDigest(body.previous), 'previous');
  must(body.number === 0 ? isOpening(body) : body.opens === undefined, 'opens');
}

function must(holds: unknown, field: string): void {
  if (!holds) throw new UnreadableLeaf('field', `"${field}" is missing or not as it must be`);
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT
  && !value.includes('\0');
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime = (value: unknown): boolean =>
  typeof value === 'string' && value.length === 24 && TIME.test(value);
// An origin is the first line of every checkpoint and a part of key names, hence no spaces and
// no plus; a brace at its start would let a statement be taken for a checkpoint.
const isOrigin = (value: unknown): boolean =>
  isText(value) && /^[^\s\u0085+{][^\s\u0085+]*$/u.test(value);
// Without a slash, so that the name of a key can be split in one way only.
const isDevice = (value: unknown): boolean =>
  isText(value) && value.length <= 50 && /^[^\s\u0085+/]+$/u.test(value);
const isSecond = (second: SecondOfficer | null): boolean =>
  typeof second === 'object' && isText(second?.officer) && isText(second.signIn)
  && isTime(second.at);

function isOpening({ event, origin, device, opens }: LeafBody): boolean {
  if (event !== 'journal-opened' || typeof opens !== 'object' || opens === null) return false;
  const before = opens.predecessor;
  if (before !== null && !(typeof before === 'object' && isOrigin(before.origin)
    && validSize(before.size) && fromDigest(before.root))) return false;
  try {
    return verifier(opens.vkey).name === keyName({ origin, device });
  } catch {
    return false;
  }
}
