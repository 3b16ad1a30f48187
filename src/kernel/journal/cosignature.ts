// A cosignature: another's word on a checkpoint, and when it was given (C2SP tlog-cosignature).
import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { readHead, UnreadableCheckpoint } from './checkpoint.ts';
import {
  keyIdOf, readVkey, signatureLine, splitNote, UnreadableNote, verifyNote, vkeyOf,
  type NoteParts, type Verifier,
} from './note.ts';

/** Signature types of signed-note: timestamped Ed25519, and timestamped ML-DSA-44. */
const types = { ed25519: 0x04, 'ml-dsa-44': 0x06 } as const;
type KeyKind = keyof typeof types;
const keyBytes = { ed25519: 32, 'ml-dsa-44': 1312 } as const;
const signatureBytes = { ed25519: 64, 'ml-dsa-44': 2420 } as const;
// The SubjectPublicKeyInfo of either key (RFC 8410 §4, RFC 9881 §4) is these bytes and the key.
const spki = {
  ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  'ml-dsa-44': Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
} as const;
const timeBytes = 8;
const subtreeLabel = Buffer.from('subtree/v1\n\0');

/** Who cosigns checkpoints of others: a name, a key, and the line by which others pin it. */
export type Cosigner = {
  readonly name: string;
  readonly keyId: Buffer;
  readonly vkey: string;
  /** The timestamped signature over a checkpoint's text, at a POSIX time in seconds. */
  cosign(text: Uint8Array, seconds: number): Buffer;
};

/** Who cosigned, and when, in seconds since 1970; `signature` is the line's bytes after the key. */
export type Cosignature = { by: Verifier; seconds: number; signature: Buffer };

/**
 * A cosigner of a name with an Ed25519 or ML-DSA-44 private key. A key cosigns for one name only:
 * the message of Ed25519 does not say it.
 */
export function cosigner(name: string, privateKey: KeyObject): Cosigner {
  const { kind, raw } = rawKey(createPublicKey(privateKey));
  const keyId = keyIdOf(name, types[kind], raw);
  return {
    name, keyId, vkey: vkeyOf(name, types[kind], raw),
    cosign(text, seconds) {
      const signature = sign(null, message(kind, name, text, seconds), privateKey);
      return Buffer.concat([timeOf(seconds), signature]);
    },
  };
}

/**
 * A verifier of cosignatures, from its line to pin (types 0x04 and 0x06) or a name and public key.
 * Throws UnreadableNote when the line is not of such a key.
 */
export function cosignatureVerifier(
  from: string | { name: string; publicKey: KeyObject },
): Verifier {
  const { name, publicKey } = typeof from === 'string' ? keyOfLine(from) : from;
  const { kind, raw } = rawKey(publicKey);
  return {
    name, publicKey, keyId: keyIdOf(name, types[kind], raw), vkey: vkeyOf(name, types[kind], raw),
    verify(text, signature) {
      const seconds = secondsOf(signature);
      const length = timeBytes + signatureBytes[kind];
      if (seconds === undefined || signature.length !== length) return false;
      try {
        const said = message(kind, name, text, seconds);
        return verify(null, said, publicKey, signature.subarray(timeBytes));
      } catch (error) {
        if (error instanceof UnreadableCheckpoint) return false;
        throw error;
      }
    },
  };
}

/** The lines that cosigners put below a checkpoint's text at a time in seconds. */
export function cosignatureLines(
  checkpoint: Uint8Array, cosigners: readonly Cosigner[], seconds: number,
): string {
  const { text } = splitNote(checkpoint);
  return cosigners.map((each) =>
    signatureLine(each.name, each.keyId, each.cosign(text, seconds))).join('');
}

/**
 * Those of `verifiers` who cosigned these parts; lines of other keys are ignored, and none may be
 * left. Throws UnreadableNote when a known key's line is wrong or there twice.
 */
export function cosignaturesOn(
  parts: NoteParts, verifiers: readonly Verifier[],
): Cosignature[] {
  const known = parts.signatures.some((line) =>
    verifiers.some((each) => each.name === line.name && each.keyId.equals(line.keyId)));
  if (!known) return [];
  return verifyNote(parts, verifiers).map((by) => {
    const { signature } = parts.signatures.find((line) =>
      line.name === by.name && line.keyId.equals(by.keyId))!;
    return { by, seconds: secondsOf(signature)!, signature };
  });
}

// tlog-cosignature, Ed25519 signed message and ML-DSA-44 signed message.
function message(kind: KeyKind, name: string, text: Uint8Array, seconds: number): Buffer {
  if (kind === 'ed25519') {
    return Buffer.concat([Buffer.from(`cosignature/v1\ntime ${seconds}\n`), text]);
  }
  const { origin, size, root } = readHead(Buffer.from(text).toString('utf8'));
  return Buffer.concat([
    subtreeLabel, sized(name), timeOf(seconds), sized(origin), timeOf(0), timeOf(size), root,
  ]);
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length === 0 || bytes.length > 255) {
    throw new UnreadableCheckpoint('form', 'a name or an origin of more than 255 bytes');
  }
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function timeOf(seconds: number): Buffer {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError('not a POSIX time');
  const bytes = Buffer.alloc(timeBytes);
  bytes.writeBigUInt64BE(BigInt(seconds));
  return bytes;
}

// What is beyond 2^53 seconds is in the future, which a verifier may refuse.
function secondsOf(signature: Uint8Array): number | undefined {
  if (signature.length < timeBytes) return undefined;
  const seconds = Number(Buffer.from(signature).readBigUInt64BE());
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

function keyOfLine(line: string): { name: string; publicKey: KeyObject } {
  const { name, type, key } = readVkey(line);
  const kind = (Object.keys(types) as KeyKind[]).find((each) => types[each] === type);
  if (!kind || key.length !== keyBytes[kind]) {
    throw new UnreadableNote('signature-line', 'not a key that cosigns (type 4 or 6)');
  }
  const der = Buffer.concat([spki[kind], key]);
  return { name, publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

function rawKey(publicKey: KeyObject): { kind: KeyKind; raw: Buffer } {
  const kind = publicKey.asymmetricKeyType as KeyKind;
  if (!(kind in types)) throw new TypeError('not an Ed25519 or ML-DSA-44 key');
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return { kind, raw: der.subarray(spki[kind].length) };
}
