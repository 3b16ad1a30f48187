// Says of a journal whether it is sound, and which leaf is the first that is not.
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import {
  readJournalFile, UnreadableJournalFile, type Chunks, type JournalFile,
} from './journal-file.ts';
import {
  keyName, readLeaf, sealedDigest, signedBy, UnreadableLeaf, type Leaf,
} from './leaf.ts';
import { Unreadable, verifier, type Verifier } from './note.ts';
import { emptyRoot, Frontier, leafHash } from './tree.ts';

/** A leaf's bytes as stored, and its sealed content where this place holds it. */
export type StoredLeaf = { bytes: Uint8Array; content?: Uint8Array | null };

export type JournalToVerify = {
  /** All leaves from number 0 on, in the order of the journal. */
  leaves: Iterable<StoredLeaf>;
  /** The pinned key; without it the journal is held only to the key that it names itself. */
  key?: string | Verifier;
  /** Every checkpoint that anyone kept of this journal; all must hold (J3). */
  checkpoints?: readonly Uint8Array[];
  /** 'none' leaves out the leaves' signatures (checkpoints are always verified): for a start
   *  that compares with a mark, never for an auditor. */
  checkSignatures: 'all' | 'none';
};

export type UnsoundReason =
  | 'empty' | 'file' | 'unreadable' | 'number' | 'origin' | 'device' | 'key' | 'signature' | 'time'
  | 'previous' | 'content' | 'checkpoint' | 'root' | 'missing';

/** `leaf` is the first leaf that is not as it must be, or the first of those among which one is
 *  not; null where no leaf can be named. `detail` is a sentence for an auditor. */
export type Unsound = {
  sound: false;
  leaf: number | null;
  reason: UnsoundReason;
  detail: string;
};

export type Sound = { sound: true; origin: string; size: number; root: Buffer; vkey: string };

export type Verdict = Sound | Unsound;

/**
 * Whether a journal is sound: numbers without gap, one origin, one device, one key; times that
 * never go back; each leaf signed and naming the one before; contents as sealed; and the tree's
 * root equal to each checkpoint at its size (PROMISES J2, J3, J6). The chain of `previous` is
 * checked besides and never instead of the tree (CVE-2022-36111).
 * Without checkpoints from outside nobody can see that leaves are missing at the end.
 * Throws UnreadableNote when the pinned key is not the line of a key.
 */
export function verifyJournal(journal: JournalToVerify): Verdict {
  const verification = new Verification(journal);
  for (const { bytes, content } of journal.leaves) {
    const unsound = verification.take(bytes, content ?? null);
    if (unsound) return unsound;
  }
  return verification.end();
}

/**
 * Verifies an exported journal: the file's own checkpoint must hold, and must be for exactly the
 * leaves in the file; so must those given besides. Never throws for what it reads.
 */
export function verifyJournalFile(
  chunks: Chunks,
  { checkpoints = [], ...how }: Omit<JournalToVerify, 'leaves'>,
): Verdict {
  let read = 0;
  let file: JournalFile | undefined;
  try {
    file = readJournalFile(chunks);
    const counted = count(file.leaves, () => { read += 1; });
    const all = [file.checkpoint, ...checkpoints];
    return verifyJournal({ ...how, leaves: counted, checkpoints: all });
  } catch (error) {
    if (!(error instanceof UnreadableJournalFile)) throw error;
    return { sound: false, leaf: file ? read : null, reason: 'file', detail: error.message };
  }
}

class Verification {
  readonly #checkpoints: readonly Uint8Array[];
  readonly #signatures: 'all' | 'none';
  readonly #frontier = new Frontier();
  #pinned: Verifier | undefined;
  #key: Verifier | undefined; // The pinned key, else that of leaf 0; set by leaf 0.
  #heads: Checkpoint[] = []; // Not yet reached, smallest first; set by leaf 0.
  #proven = 0; // The size up to which a checkpoint has vouched for the leaves.
  #before: Leaf | undefined;
  #beforeHash = '';

  constructor({ key, checkpoints, checkSignatures }: Omit<JournalToVerify, 'leaves'>) {
    this.#pinned = typeof key === 'string' ? verifier(key) : key;
    this.#checkpoints = checkpoints ?? [];
    this.#signatures = checkSignatures;
  }

  take(bytes: Uint8Array, content: Uint8Array | null): Unsound | undefined {
    const leaf = this.#read(bytes);
    if ('sound' in leaf) return leaf;
    const unsound = this.#place(leaf)
      ?? (this.#before ? undefined : this.#open(leaf))
      ?? this.#signature(leaf)
      ?? this.#follows(leaf)
      ?? this.#content(leaf, content);
    if (unsound) return unsound;
    const hash = leafHash(leaf.bytes);
    this.#frontier.append(hash);
    this.#before = leaf;
    this.#beforeHash = hash.toString('base64url');
    return this.#heldTo();
  }

  end(): Verdict {
    const { size } = this.#frontier;
    if (!this.#before || !this.#key) {
      return { sound: false, leaf: null, reason: 'empty', detail: 'a journal begins with leaf 0' };
    }
    const missed = this.#heads[0];
    if (missed) {
      return this.#unsound('missing', `a checkpoint says ${missed.size} leaves; ${size} are here`);
    }
    return {
      sound: true,
      origin: this.#before.body.origin,
      size,
      root: this.#frontier.root(),
      vkey: this.#key.vkey,
    };
  }

  #read(bytes: Uint8Array): Leaf | Unsound {
    try {
      return readLeaf(bytes);
    } catch (error) {
      if (error instanceof UnreadableLeaf) return this.#unsound('unreadable', error.message);
      throw error;
    }
  }

  #place({ body }: Leaf): Unsound | undefined {
    const { size } = this.#frontier;
    if (body.number !== size) {
      return this.#unsound('number', `leaf ${body.number} stands in the place of leaf ${size}`);
    }
    const first = this.#before?.body ?? body;
    if (body.origin !== first.origin) {
      return this.#unsound('origin', `of "${body.origin}", in the journal of "${first.origin}"`);
    }
    if (body.device !== first.device) {
      return this.#unsound('device', `of device "${body.device}", not of "${first.device}"`);
    }
    return undefined;
  }

  // Leaf 0 names the key. What it names is worth as much as the pin that it is compared with.
  #open({ body }: Leaf): Unsound | undefined {
    const named = verifier(body.opens!.vkey);
    if (this.#pinned && this.#pinned.vkey !== named.vkey) {
      return this.#unsound('key', `opened with the key ${named.vkey}, which is not the pinned one`);
    }
    this.#key = this.#pinned ?? named;
    const log = verifier({ name: body.origin, publicKey: this.#key.publicKey });
    try {
      this.#heads = this.#checkpoints
        .map((bytes) => openCheckpoint(bytes, { origin: body.origin, verifiers: [log] }))
        .sort((a, b) => a.size - b.size);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { sound: false, leaf: null, reason: 'checkpoint', detail: error.message };
    }
    if (this.#heads[0]?.size === 0 && !this.#heads[0].root.equals(emptyRoot())) {
      return this.#unsound('root', 'a checkpoint of no leaves has another root than that of none');
    }
    this.#heads = this.#heads.filter((head) => head.size > 0);
    return undefined;
  }

  #signature(leaf: Leaf): Unsound | undefined {
    if (this.#signatures === 'none' || signedBy(leaf, this.#key!)) return undefined;
    return this.#unsound('signature', `not signed by ${keyName(leaf.body)}, or wrongly`);
  }

  #follows(leaf: Leaf): Unsound | undefined {
    const before = this.#before;
    if (!before) return undefined;
    if (leaf.body.previous !== this.#beforeHash) {
      // When signatures were left out, they are asked now which of the two leaves was changed.
      if (!signedBy(before, this.#key!)) {
        return { ...this.#unsound('signature', 'changed'), leaf: before.body.number };
      }
      return this.#unsound('previous', 'does not follow the leaf before it');
    }
    const [was, is] = [before.body, leaf.body];
    if (is.at < was.at || (is.at === was.at && is.tick <= was.tick)) {
      return this.#unsound('time', `at ${is.at} (${is.tick}), after ${was.at} (${was.tick})`);
    }
    return undefined;
  }

  #content({ body }: Leaf, content: Uint8Array | null): Unsound | undefined {
    if (!content) return undefined;
    if (sealedDigest(content) === body.sealed) return undefined;
    return this.#unsound('content', 'the content here is not one that was sealed for this leaf');
  }

  // Each checkpoint must hold at its own size, whatever its signature and the chain say.
  #heldTo(): Unsound | undefined {
    const { size } = this.#frontier;
    while (this.#heads[0]?.size === size) {
      if (!this.#heads.shift()!.root.equals(this.#frontier.root())) {
        const detail = `a checkpoint of ${size} leaves has another root; `
          + `the leaves from ${this.#proven} to ${size - 1} are not those it was signed for`;
        return { sound: false, leaf: this.#proven, reason: 'root', detail };
      }
      if (this.#heads[0]?.size !== size) this.#proven = size;
    }
    return undefined;
  }

  #unsound(reason: UnsoundReason, detail: string): Unsound {
    return { sound: false, leaf: this.#frontier.size, reason, detail };
  }
}

function* count<T>(all: Iterable<T>, counted: () => void): Generator<T> {
  for (const each of all) {
    yield each;
    counted();
  }
}
