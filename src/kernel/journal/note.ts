// A signed note: text that carries the signatures of those who vouch for it (C2SP signed-note).
import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';

/** One million bytes: what the Go reference implementation allows, and 16 post-quantum
 *  signatures (which must be accepted) are a tenth of it. */
export const MAX_NOTE_BYTES = 1_000_000;
/** At least 16 must be accepted (signed-note, Format); beyond 100 nobody can have meant it. */
export const MAX_SIGNATURES = 100;
/** A post-quantum signature is nearly 5 kB, 6.7 kB in base64, and a name stands before it. */
export const MAX_SIGNATURE_LINE = 8_192;
/** Names are like addresses; longer ones would not fit on a printed receipt. */
export const MAX_KEY_NAME = 255;

const ED25519 = 0x01;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const NEWLINE = 0x0a;
const BLANK_LINE = Buffer.from('\n\n');
const DASH = '\u2014 ';
// The SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) is these bytes and then the key.
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type NoteReason =
  | 'too-long' | 'not-text' | 'no-signatures' | 'too-many-signatures' | 'signature-line'
  | 'signed-twice' | 'signature-wrong' | 'nobody-known-signed';

/** Bytes that cannot be read or believed: `reason` for programs, the message for an auditor. */
export class Unreadable<Reason extends string> extends Error {
  readonly reason: Reason;
  constructor(reason: Reason, message: string) {
    super(message);
    this.name = new.target.name;
    this.reason = reason;
  }
}

/** A note that cannot be read, or that nobody known vouches for. */
export class UnreadableNote extends Unreadable<NoteReason> {}

/** Who can sign: a name, the four bytes that stand for the key, the key as a line to pin. */
export type Signer = {
  readonly name: string;
  readonly keyId: Buffer;
  readonly vkey: string;
  sign(text: Uint8Array): Buffer;
};

/** Who is believed: a name and a public key, and the line that a person pins. */
export type Verifier = {
  readonly name: string;
  readonly keyId: Buffer;
  readonly vkey: string;
  readonly publicKey: KeyObject;
  verify(text: Uint8Array, signature: Uint8Array): boolean;
};

export type NoteSignature = { name: string; keyId: Buffer; signature: Buffer };

/** A note taken apart; nothing is verified yet. `text` ends in a newline. */
export type NoteParts = { text: Buffer; signatures: NoteSignature[] };

/**
 * A signer of the given name with an Ed25519 private key (signed-note, signature type 0x01).
 * Throws when the name is empty, too long, or has a space or a plus in it.
 */
export function signer(name: string, privateKey: KeyObject): Signer {
  const publicKey = rawKey(createPublicKey(privateKey));
  const keyId = keyIdOf(name, ED25519, publicKey);
  return {
    name,
    keyId,
    vkey: vkeyOf(name, ED25519, publicKey),
    sign: (text) => sign(null, text, privateKey),
  };
}

/**
 * A verifier from its line `name+keyid+key`, or from a name and an Ed25519 public key.
 * Throws when the line is not of that form, or its key ID is not that of its name and key.
 */
export function verifier(from: string | { name: string; publicKey: KeyObject }): Verifier {
  if (typeof from === 'string') return verifierOfLine(from);
  const raw = rawKey(from.publicKey);
  const keyId = keyIdOf(from.name, ED25519, raw);
  return {
    name: from.name,
    keyId,
    vkey: vkeyOf(from.name, ED25519, raw),
    publicKey: from.publicKey,
    verify: (text, signature) =>
      signature.length === SIGNATURE_BYTES && verify(null, text, from.publicKey, signature),
  };
}

/**
 * The bytes of the note: the text, a blank line, a line for each signer (signed-note, Format).
 * The text must end in a newline and have no other control characters; this is not checked
 * here, because those who write notes (leaves, checkpoints) make it so by construction.
 */
export function signNote(text: string, signers: readonly Signer[]): Buffer {
  const said = Buffer.from(text, 'utf8');
  let lines = '\n';
  for (const each of signers) {
    lines += signatureLine(each.name, each.keyId, each.sign(said));
  }
  return Buffer.concat([said, Buffer.from(lines, 'utf8')]);
}

/**
 * The note's text and those of `verifiers` who signed it. Signatures of keys not asked about
 * are ignored; a wrong signature of a known key refuses the note, as does none of a known key.
 * Throws UnreadableNote.
 */
export function openNote(
  bytes: Uint8Array,
  verifiers: readonly Verifier[],
): { text: string; signedBy: Verifier[] } {
  const parts = splitNote(bytes);
  return { text: parts.text.toString('utf8'), signedBy: verifyNote(parts, verifiers) };
}

/** Those of `verifiers` who signed these parts; at least one. Throws UnreadableNote. */
export function verifyNote(parts: NoteParts, verifiers: readonly Verifier[]): Verifier[] {
  const signedBy: Verifier[] = [];
  for (const line of parts.signatures) {
    const known = verifiers.find((v) => v.name === line.name && v.keyId.equals(line.keyId));
    if (!known) continue;
    if (signedBy.includes(known)) {
      throw new UnreadableNote('signed-twice', `two signatures of ${known.name}`);
    }
    if (!known.verify(parts.text, line.signature)) {
      throw new UnreadableNote('signature-wrong', `the signature of ${known.name} is wrong`);
    }
    signedBy.push(known);
  }
  if (signedBy.length === 0) {
    throw new UnreadableNote('nobody-known-signed', 'no signature is of a key that is known here');
  }
  return signedBy;
}

/**
 * Takes a note apart without verifying it; the text must not be relied on before
 * `verifyNote`. Throws UnreadableNote.
 */
export function splitNote(bytes: Uint8Array): NoteParts {
  if (bytes.length > MAX_NOTE_BYTES) {
    throw new UnreadableNote('too-long', `longer than ${MAX_NOTE_BYTES} bytes`);
  }
  const note = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const byte of note) {
    if (byte < 0x20 && byte !== NEWLINE) {
      throw new UnreadableNote('not-text', 'a control character that is not a newline');
    }
  }
  const blank = note.lastIndexOf(BLANK_LINE);
  if (blank < 0 || blank + 2 >= note.length || note.at(-1) !== NEWLINE) {
    throw new UnreadableNote('no-signatures', 'no blank line with signatures after it');
  }
  const text = note.subarray(0, blank + 1);
  const lines = decode(note.subarray(blank + 2, note.length - 1)).split('\n');
  decode(text);
  if (lines.length > MAX_SIGNATURES) {
    throw new UnreadableNote('too-many-signatures', `more than ${MAX_SIGNATURES} signatures`);
  }
  return { text, signatures: lines.map(readSignatureLine) };
}

/**
 * The four bytes that stand for a key: SHA-256(name || 0x0A || signature type || public key)[:4]
 * (signed-note, Signatures). Throws UnreadableNote where the name cannot be that of a key.
 */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): Buffer {
  if (!goodName(name)) {
    throw new UnreadableNote('signature-line', `"${name}" cannot be the name of a key`);
  }
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), publicKey]);
  return hash('sha256', named, 'buffer').subarray(0, 4);
}

/** A public key as a line to pin: `name+keyid+key` (signed-note, Verifier keys). */
export function vkeyOf(name: string, type: number, publicKey: Uint8Array): string {
  const key = Buffer.concat([Buffer.from([type]), publicKey]);
  return `${name}+${keyIdOf(name, type, publicKey).toString('hex')}+${key.toString('base64')}`;
}

/** The parts of a line to pin. Throws UnreadableNote when its key ID is not that of the rest. */
export function readVkey(line: string): { name: string; type: number; key: Buffer } {
  const [, name = '', keyId = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(line) ?? [];
  const typed = fromBase64(base64);
  if (!typed || typed.length < 2) {
    throw new UnreadableNote('signature-line', 'not a key of the form name+keyid+key');
  }
  const [type, key] = [typed[0]!, typed.subarray(1)];
  if (keyIdOf(name, type, key).toString('hex') !== keyId) {
    throw new UnreadableNote('signature-line', 'the key ID is not that of the name and the key');
  }
  return { name, type, key };
}

/** One line below a note's text, its newline included (signed-note, Format). */
export function signatureLine(name: string, keyId: Uint8Array, signature: Uint8Array): string {
  return `${DASH}${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
}

/** Bytes from standard base64 (RFC 4648 §4), or undefined where another spelling was used. */
export function fromBase64(text: string): Buffer | undefined {
  // Node ignores what it does not know, so the only proof of a right spelling is to spell again.
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

function readSignatureLine(line: string): NoteSignature {
  const [name = '', base64 = '', ...more] = line.startsWith(DASH) ? line.slice(2).split(' ') : [];
  const bytes = line.length <= MAX_SIGNATURE_LINE ? fromBase64(base64) : undefined;
  if (!goodName(name) || !bytes || bytes.length < 5 || more.length > 0) {
    throw new UnreadableNote('signature-line', 'a line below the text is not a signature');
  }
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function verifierOfLine(line: string): Verifier {
  const { name, type, key } = readVkey(line);
  if (type !== ED25519 || key.length !== KEY_BYTES) {
    throw new UnreadableNote('signature-line', 'not a key of the form name+keyid+key (Ed25519)');
  }
  const spki = Buffer.concat([SPKI, key]);
  return verifier({ name, publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }) });
}

function rawKey(publicKey: KeyObject): Buffer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}

// U+0085 is a space to Unicode and to Go, though not to JavaScript's \s.
function goodName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_KEY_NAME && name.isWellFormed()
    && !/[\s\u0085+]/u.test(name);
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UnreadableNote('not-text', 'not UTF-8');
  }
}
