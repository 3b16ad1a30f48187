// A receipt on paper: the proof that a leaf was in the journal (C2SP tlog-proof).
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { fromBase64, Unreadable, type Verifier } from './note.ts';
import { HASH_BYTES, leafHash as hashOfLeaf, validSize, verifyInclusion } from './tree.ts';

/** Three times a receipt that bears sixteen signatures; what is larger was never printed. */
export const MAX_RECEIPT_BYTES = 65_536;

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/** A receipt as read; nothing is verified yet. `checkpoint` is a signed note, verbatim. */
export type Receipt = { leafHash: Buffer; index: number; proof: Buffer[]; checkpoint: Buffer };

export type ReceiptVerdict =
  | { sound: true; checkpoint: Checkpoint; leafHash: Buffer }
  | { sound: false; reason: 'unreadable' | 'other-leaf' | 'checkpoint' | 'proof'; detail: string };

/** Text that is not a receipt. */
export class UnreadableReceipt extends Unreadable<'receipt'> {}

/**
 * The receipt's text (C2SP tlog-proof, Format), about 1,300 bytes for a journal of a million
 * leaves. The leaf hash goes into the `extra` line, so that the paper alone can be checked; it
 * needs no trust, because the proof holds for that hash only.
 */
export function writeReceipt(
  { leafHash, index, proof, checkpoint }: {
    leafHash: Uint8Array;
    index: number;
    proof: readonly Uint8Array[];
    checkpoint: Uint8Array;
  },
): string {
  if (leafHash.length !== HASH_BYTES) throw new RangeError('a leaf hash has 32 bytes');
  if (!validSize(index)) throw new RangeError('not the number of a leaf');
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const lines = [FIRST_LINE, `extra ${base64(leafHash)}`, `index ${index}`, ...proof.map(base64)];
  return `${lines.join('\n')}\n\n${Buffer.from(checkpoint).toString('utf8')}`;
}

/** Reads a receipt's text without verifying it. Throws UnreadableReceipt. */
export function readReceipt(text: string | Uint8Array): Receipt {
  if (text.length > MAX_RECEIPT_BYTES) throw unreadable('too long for a receipt');
  const bytes = Buffer.from(text);
  const end = bytes.indexOf('\n\n');
  const lines = bytes.subarray(0, Math.max(0, end)).toString().split('\n');
  const [first, extra, index, ...hashes] = lines;
  if (first !== FIRST_LINE) throw unreadable(`does not begin with ${FIRST_LINE}`);
  const leafHash = hashLine(extra?.startsWith('extra ') ? extra.slice(6) : '', 'extra');
  const number = /^index (0|[1-9]\d{0,15})$/.exec(index ?? '')?.[1];
  if (number === undefined || !validSize(Number(number))) {
    throw unreadable('the index line is not the number of a leaf');
  }
  return {
    leafHash,
    index: Number(number),
    proof: hashes.map((line) => hashLine(line, 'proof')),
    checkpoint: bytes.subarray(end + 2),
  };
}

/**
 * Whether the receipt proves that a leaf was in the journal of this origin, under one of these
 * keys; when the leaf's bytes are given, that it was this leaf.
 */
export function verifyReceipt(
  text: string | Uint8Array,
  pinned: { origin: string; verifiers: readonly Verifier[]; leaf?: Uint8Array },
): ReceiptVerdict {
  try {
    const { leafHash, index, proof, checkpoint: note } = readReceipt(text);
    if (pinned.leaf && !hashOfLeaf(pinned.leaf).equals(leafHash)) {
      return { sound: false, reason: 'other-leaf', detail: 'the receipt is for another leaf' };
    }
    const checkpoint = openCheckpoint(note, pinned);
    if (!verifyInclusion({ ...checkpoint, leafHash, index, proof })) {
      return { sound: false, reason: 'proof', detail: 'the proof does not lead to the root' };
    }
    return { sound: true, checkpoint, leafHash };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const reason = error instanceof UnreadableReceipt ? 'unreadable' : 'checkpoint';
    return { sound: false, reason, detail: error.message };
  }
}

const unreadable = (message: string) => new UnreadableReceipt('receipt', message);

function hashLine(line: string, name: string): Buffer {
  const bytes = fromBase64(line);
  if (bytes?.length !== HASH_BYTES) throw unreadable(`a ${name} line is not a hash`);
  return bytes;
}
