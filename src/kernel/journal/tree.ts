// The tree over a journal's leaves, and the proofs from it (RFC 6962 §2.1, SHA-256).
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;
/** 2^48 leaves: a thousand a second for nine thousand years, and every sum below stays exact. */
export const MAX_TREE_SIZE = 2 ** 48;

/** The hash of the complete subtree of 2^level leaves that begins at leaf index · 2^level. */
export type HashAt = (level: number, index: number) => Uint8Array;

/** SHA-256(0x00 || leaf), RFC 6962 §2.1. */
export function leafHash(leaf: Uint8Array): Buffer {
  if (leaf.length >= prefixed.length) prefixed = Buffer.alloc(1 + leaf.length);
  prefixed.set(leaf, 1);
  return hash('sha256', prefixed.subarray(0, 1 + leaf.length), 'buffer');
}

/** Where a leaf is put behind its 0x00; owned by `leafHash`, which never writes its first byte. */
let prefixed = Buffer.alloc(64 * 1024);

const pair = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01);

/** SHA-256(0x01 || before || after), RFC 6962 §2.1. */
export function nodeHash(before: Uint8Array, after: Uint8Array): Buffer {
  if (before.length !== HASH_BYTES || after.length !== HASH_BYTES) {
    throw new RangeError('a hash in the tree has 32 bytes');
  }
  pair.set(before, 1);
  pair.set(after, 1 + HASH_BYTES);
  return hash('sha256', pair, 'buffer');
}

/** The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export function emptyRoot(): Buffer {
  return hash('sha256', Buffer.alloc(0), 'buffer');
}

/**
 * The growing edge of a tree: one hash for each complete subtree, largest first, which is all
 * that must be remembered to append and to know the root.
 */
export class Frontier {
  #size = 0;
  #edge: Buffer[] = []; // Owned by append; the hashes themselves are never changed.

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash. `seen` is told each hash that is now complete, the leaf's first. */
  append(
    leaf: Uint8Array,
    seen?: (level: number, index: number, subtree: Buffer) => void,
  ): void {
    if (leaf.length !== HASH_BYTES) throw new RangeError('a leaf hash has 32 bytes');
    if (this.#size >= MAX_TREE_SIZE) throw new RangeError('the tree is full');
    let subtree: Buffer = Buffer.from(leaf);
    let index = this.#size;
    seen?.(0, index, subtree);
    for (let level = 1; index % 2 === 1; level += 1) {
      index = (index - 1) / 2;
      subtree = nodeHash(this.#edge.pop()!, subtree);
      seen?.(level, index, subtree);
    }
    this.#edge.push(subtree);
    this.#size += 1;
  }

  /** The root of the tree of `size` leaves. */
  root(): Buffer {
    if (this.#edge.length === 0) return emptyRoot();
    return this.#edge.reduceRight((after, before) => nodeHash(before, after));
  }

  /** The edge of the first `size` leaves of a tree whose hashes are known. */
  static at(size: number, hashAt: HashAt): Frontier {
    if (!validSize(size)) throw new RangeError('not a size of a tree');
    const frontier = new Frontier();
    frontier.#size = size;
    let start = 0;
    for (let level = 48; level >= 0; level -= 1) {
      if (Math.floor(size / 2 ** level) % 2 === 0) continue;
      frontier.#edge.push(Buffer.from(hashAt(level, start / 2 ** level)));
      start += 2 ** level;
    }
    return frontier;
  }

  copy(): Frontier {
    const other = new Frontier();
    other.#size = this.#size;
    other.#edge = [...this.#edge];
    return other;
  }

  /** The size in eight bytes, big-endian, then the hashes of the edge, largest subtree first. */
  save(): Buffer {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(this.#size));
    return Buffer.concat([size, ...this.#edge]);
  }

  /** What `save` gave. Throws RangeError when the length is not that of the size. */
  static load(bytes: Uint8Array): Frontier {
    const saved = Buffer.from(bytes);
    const size = saved.length >= 8 ? Number(saved.readBigUInt64BE()) : -1;
    if (!validSize(size) || saved.length !== 8 + HASH_BYTES * ones(size)) {
      throw new RangeError('not a saved frontier');
    }
    const frontier = new Frontier();
    frontier.#size = size;
    for (let at = 8; at < saved.length; at += HASH_BYTES) {
      frontier.#edge.push(saved.subarray(at, at + HASH_BYTES));
    }
    return frontier;
  }
}

/** The root of the first `size` leaves. */
export function rootAt(size: number, hashAt: HashAt): Buffer {
  if (!validSize(size)) throw new RangeError('not a size of a tree');
  return size === 0 ? emptyRoot() : rootOfRange(0, size, hashAt);
}

/**
 * The root of the leaves from `start` to before `end`, MTH(D[start:end]) of RFC 6962 §2.1, for a
 * range that is a subtree: `start` is a multiple of the least power of two not below its length.
 */
export function rootOfRange(start: number, end: number, hashAt: HashAt): Buffer {
  const count = end - start;
  if (powerOfTwo(count)) {
    const found = hashAt(Math.log2(count), start / count);
    if (!isHash(found)) throw new RangeError('a hash in the tree has 32 bytes');
    return Buffer.from(found);
  }
  const middle = start + split(count);
  return nodeHash(rootOfRange(start, middle, hashAt), rootOfRange(middle, end, hashAt));
}

/** Proves that leaf `index` is in the tree of `size` leaves: PATH(m, D[n]), RFC 6962 §2.1.1. */
export function inclusionProof(index: number, size: number, hashAt: HashAt): Buffer[] {
  if (!validSize(size) || !validSize(index) || index >= size) {
    throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  }
  return path(index, 0, size, hashAt);
}

/**
 * Proves that the tree of `m` leaves is the beginning of that of `n`: PROOF(m, D[n]),
 * RFC 6962 §2.1.2. Nothing needs proving from an empty tree or between equal sizes.
 */
export function consistencyProof(m: number, n: number, hashAt: HashAt): Buffer[] {
  if (!validSize(m) || !validSize(n) || m > n) {
    throw new RangeError(`a tree of ${m} is not the beginning of one of ${n}`);
  }
  return m === 0 ? [] : subproof({ m, start: 0, end: n, known: true }, hashAt);
}

/** Whether the proof shows the leaf at that place under that root (RFC 9162 §2.1.3.2). */
export function verifyInclusion({ leafHash: leaf, index, size, proof, root }: {
  leafHash: Uint8Array; index: number; size: number; proof: readonly Uint8Array[]; root: Uint8Array;
}): boolean {
  if (!validSize(size) || !validSize(index) || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let [fn, sn, found] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      found = nodeHash(sibling, found);
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      found = nodeHash(found, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(found, root);
}

/** Whether the proof shows that the first tree is the beginning of the second
 *  (RFC 9162 §2.1.4.2). */
export function verifyConsistency({ first, second, proof }: {
  first: { size: number; root: Uint8Array }; second: { size: number; root: Uint8Array };
  proof: readonly Uint8Array[];
}): boolean {
  const [m, n] = [first.size, second.size];
  if (!validSize(m) || !validSize(n) || m > n) return false;
  if (![first.root, second.root, ...proof].every(isHash)) return false;
  // Sizes of zero have one root only; the RFC leaves it unsaid, and a forger would not.
  if (m === 0 && !same(first.root, emptyRoot())) return false;
  if (m === n) return proof.length === 0 && same(first.root, second.root);
  if (m === 0 || proof.length === 0) return m === 0 && proof.length === 0;
  const climbed = climb(m, n, powerOfTwo(m) ? [first.root, ...proof] : proof);
  return climbed !== undefined && same(climbed.before, first.root)
    && same(climbed.after, second.root);
}

/**
 * The root that a tree had at `m` leaves, as hashes show that lead to the root of a larger one;
 * undefined where they do not. They are those of a consistency proof, and before it, where `m` is a
 * power of two and the proof has no need to say it, that root itself.
 */
export function rootBefore(
  m: number, second: { size: number; root: Uint8Array }, hashes: readonly Uint8Array[],
): Buffer | undefined {
  if (!validSize(m) || !validSize(second.size) || m >= second.size) return undefined;
  if (m === 0 || ![second.root, ...hashes].every(isHash)) return undefined;
  const climbed = climb(m, second.size, hashes);
  return climbed && same(climbed.after, second.root) ? Buffer.from(climbed.before) : undefined;
}

// Both roots that a proof leads to, from the hash that the smaller tree ends with (RFC 9162
// §2.1.4.2); undefined where it has a hash too few or too many.
function climb(
  m: number, n: number, hashes: readonly Uint8Array[],
): { before: Uint8Array; after: Uint8Array } | undefined {
  if (hashes.length === 0) return undefined;
  let [fn, sn] = [m - 1, n - 1];
  while (odd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [before, after] = [hashes[0]!, hashes[0]!];
  for (const each of hashes.slice(1)) {
    if (sn === 0) return undefined;
    if (odd(fn) || fn === sn) {
      [before, after] = [nodeHash(each, before), nodeHash(each, after)];
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      after = nodeHash(after, each);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? { before, after } : undefined;
}

/** Whether this can be the number of leaves of a tree. */
export function validSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0 && size <= MAX_TREE_SIZE;
}

function path(index: number, start: number, end: number, hashAt: HashAt): Buffer[] {
  if (end - start === 1) return [];
  const middle = start + split(end - start);
  return index < middle
    ? [...path(index, start, middle, hashAt), rootOfRange(middle, end, hashAt)]
    : [...path(index, middle, end, hashAt), rootOfRange(start, middle, hashAt)];
}

// SUBPROOF(m - start, D[start:end], known): `known` while the verifier has the old root itself.
function subproof(
  { m, start, end, known }: { m: number; start: number; end: number; known: boolean },
  hashAt: HashAt,
): Buffer[] {
  if (m === end) return known ? [] : [rootOfRange(start, end, hashAt)];
  const middle = start + split(end - start);
  return m <= middle
    ? [...subproof({ m, start, end: middle, known }, hashAt), rootOfRange(middle, end, hashAt)]
    : [...subproof({ m, start: middle, end, known: false }, hashAt),
      rootOfRange(start, middle, hashAt)];
}

/** The largest power of two smaller than n (RFC 6962 §2.1). Sizes pass 2^32: no bit operators. */
export function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function ones(n: number): number {
  let count = 0;
  for (let rest = n; rest > 0; rest = half(rest)) count += rest % 2;
  return count;
}

export const powerOfTwo = (n: number): boolean => ones(n) === 1;
export const odd = (n: number): boolean => n % 2 === 1;
export const half = (n: number): number => Math.floor(n / 2);
export const isHash = (bytes: Uint8Array): boolean => bytes?.length === HASH_BYTES;
export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
