// A checkpoint: a journal's size and root, signed; what others keep to hold us to our word.
import {
  fromBase64, openNote, signNote, Unreadable, UnreadableNote, verifier, type Signer, type Verifier,
} from './note.ts';
import { HASH_BYTES, validSize } from './tree.ts';

/** The head of a journal: its name, how many leaves it has, the root of the tree over them. */
export type Head = { origin: string; size: number; root: Buffer };

/** A head that is signed; `extensions` are lines of other programs, ours has none. */
export type Checkpoint = Head & { extensions: string[]; signedBy: Verifier[] };

/** A checkpoint that is not of the form, or is of another journal. */
export class UnreadableCheckpoint extends Unreadable<'form' | 'origin'> {}

/**
 * The checkpoint's bytes: a signed note of three lines (C2SP tlog-checkpoint, Note text).
 * One signer must bear the origin as its name (tlog-checkpoint, Signatures).
 * The caller must never sign two heads of which neither is the beginning of the other (J4).
 */
export function signCheckpoint(
  { origin, size, root }: { origin: string; size: number; root: Uint8Array },
  signers: readonly Signer[],
): Buffer {
  if (!/^[^\s\u0085+{][^\s\u0085+]*$/u.test(origin) || !validSize(size)) {
    throw new RangeError('not the head of a journal');
  }
  if (root.length !== HASH_BYTES) throw new RangeError('a root has 32 bytes');
  if (!signers.some((each) => each.name === origin)) {
    throw new TypeError(`no signer is named ${origin}`);
  }
  return signNote(`${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`, signers);
}

/**
 * Reads a checkpoint of this origin that one of these verifiers signed; both are pinned, since
 * a client that accepts any origin or any key can be shown any journal (CVE-2022-39199).
 * Throws UnreadableNote or UnreadableCheckpoint.
 */
export function openCheckpoint(
  bytes: Uint8Array,
  pinned: { origin: string; verifiers: readonly Verifier[] },
): Checkpoint {
  const { text, signedBy } = openNote(bytes, pinned.verifiers);
  const { origin, size, root, extensions } = readHead(text);
  if (origin !== pinned.origin) {
    throw new UnreadableCheckpoint('origin', `of "${origin}", not of "${pinned.origin}"`);
  }
  return { origin, size, root, extensions, signedBy };
}

/**
 * Who signs the checkpoints of an origin: the key of its leaves under the origin's name. `vkey` is
 * the pinned line of the journal, of the name origin/device, or of a log of another kind, of its
 * origin. Throws UnreadableNote where it is neither.
 */
export function checkpointVerifier(origin: string, vkey: string): Verifier {
  const pinned = verifier(vkey);
  if (pinned.name !== origin && !pinned.name.startsWith(`${origin}/`)) {
    throw new UnreadableNote('signature-line', `${pinned.name} is not a key of ${origin}`);
  }
  return verifier({ name: origin, publicKey: pinned.publicKey });
}

/**
 * The head that a checkpoint's text says, whoever signed it. Throws UnreadableCheckpoint when the
 * text is not of the form (tlog-checkpoint, Note text).
 */
export function readHead(text: string): Head & { extensions: string[] } {
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n');
  const hash = fromBase64(root);
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || !validSize(Number(size))) {
    throw new UnreadableCheckpoint('form', 'the second line is not the number of leaves');
  }
  if (hash?.length !== HASH_BYTES) {
    throw new UnreadableCheckpoint('form', 'the third line is not a root');
  }
  if (extensions.includes('')) {
    throw new UnreadableCheckpoint('form', 'an empty line in the text');
  }
  if (origin === '') throw new UnreadableCheckpoint('form', 'the first line is empty');
  return { origin, size: Number(size), root: hash, extensions };
}
