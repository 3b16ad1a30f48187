// Subtree proofs: every true one is accepted, and no altered one (PROMISES T5).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mth } from '../../../testdata/journal/second-verifier.js';
import { treeOf } from '../../../testdata/journal/galafi.ts';
import { subtreeProof, validSubtree, verifySubtree } from './subtree.ts';
import { consistencyProof, inclusionProof, leafHash, rootAt, rootOfRange } from './tree.ts';

const all = process.env['SAFAR_PROVE'] === '1';
const largest = all ? 256 : 64;
const leaves = Array.from({ length: largest }, (_, n) => ({ bytes: Buffer.from(`leaf ${n}`) }));
const { hashAt } = treeOf(leaves);
const roots = Array.from({ length: largest + 1 }, (_, n) => rootAt(n, hashAt));

function turned(hash: Buffer, bit: number): Buffer {
  const copy = Buffer.from(hash);
  copy[(bit >> 3) % 32]! ^= 1 << (bit & 7);
  return copy;
}

/** Every subtree of a tree of `size` leaves. */
function* subtreesOf(size: number) {
  for (let start = 0; start < size; start += 1) {
    for (let end = start + 1; end <= size; end += 1) {
      if (validSubtree({ start, end })) yield { start, end };
    }
  }
}

/** The definition of the draft (§4.4.1), on leaves. */
function defined(start: number, end: number, d: Buffer[], known: boolean): Buffer[] {
  if (start === 0 && end === d.length) return known ? [] : [mth(d)];
  let k = 1;
  while (k * 2 < d.length) k *= 2;
  const [before, after] = [d.slice(0, k), d.slice(k)];
  if (end <= k) return [...defined(start, end, before, known), mth(after)];
  if (k <= start) return [...defined(start - k, end - k, after, known), mth(before)];
  return [...defined(0, end - k, after, false), mth(before)];
}

test('a subtree begins at a multiple of the least power of two that holds it', () => {
  const valid = [[0, 1], [5, 6], [4, 6], [4, 7], [4, 8], [0, 7], [8, 13], [256, 300], [256, 512]];
  const not = [[5, 7], [4, 9], [2, 5], [0, 0], [3, 2], [-2, 0], [0.5, 1], [128, 257], [0, NaN]];
  for (const [start, end] of valid) assert(validSubtree({ start: start!, end: end! }), `${start}`);
  for (const [start, end] of not) assert(!validSubtree({ start: start!, end: end! }), `${start}`);
});

test('subtree proofs are those of the definition in the draft', () => {
  for (let size = 1; size <= 24; size += 1) {
    const some = leaves.slice(0, size).map(({ bytes }) => bytes);
    for (const range of subtreesOf(size)) {
      const proof = subtreeProof(range, size, hashAt);
      assert.deepEqual(proof, defined(range.start, range.end, some, true));
      const root = rootOfRange(range.start, range.end, hashAt);
      assert.deepEqual(root, mth(some.slice(range.start, range.end)));
    }
  }
});

test('the subtree of one leaf has its inclusion proof, that of the first its consistency', () => {
  for (let size = 1; size <= 40; size += 1) {
    for (let n = 0; n < size; n += 1) {
      const one = subtreeProof({ start: n, end: n + 1 }, size, hashAt);
      assert.deepEqual(one, inclusionProof(n, size, hashAt));
      const first = subtreeProof({ start: 0, end: n + 1 }, size, hashAt);
      assert.deepEqual(first, consistencyProof(n + 1, size, hashAt));
    }
  }
});

test(`each subtree in each journal up to ${largest} is proved, and in no other way`, () => {
  let altered = 0;
  for (let size = 1; size <= largest; size += 1) {
    const tree = { size, root: roots[size]! };
    for (const range of subtreesOf(size)) {
      const proof = subtreeProof(range, size, hashAt);
      const root = rootOfRange(range.start, range.end, hashAt);
      const claim = { ...range, root, tree, proof };
      const what = `${range.start} to ${range.end} of ${size}`;
      assert(verifySubtree(claim), what);
      const bit = range.start * 31 + range.end * 7 + size * 17;
      const others = [
        ...proof.map((hash, at) => proof.with(at, turned(hash, bit + at))),
        ...proof.map((_, at) => proof.toSpliced(at, 1)),
        [...proof, leafHash(Buffer.of())], [leafHash(Buffer.of()), ...proof],
        [...proof, Buffer.alloc(31)],
      ];
      for (const other of others) assert(!verifySubtree({ ...claim, proof: other }), what);
      assert(!verifySubtree({ ...claim, root: turned(root, bit) }), what);
      const elsewhere = { size, root: turned(tree.root, bit) };
      assert(!verifySubtree({ ...claim, tree: elsewhere }), what);
      altered += others.length + 2;
    }
  }
  assert(altered > (all ? 1_000_000 : 60_000), `${altered} altered proofs were tried`);
});

test('every one bit of a proof counts', () => {
  const size = 45;
  const tree = { size, root: roots[size]! };
  for (const range of [{ start: 0, end: 45 }, { start: 32, end: 45 }, { start: 8, end: 14 }]) {
    const proof = subtreeProof(range, size, hashAt);
    const root = rootOfRange(range.start, range.end, hashAt);
    for (let at = 0; at < proof.length; at += 1) {
      for (let bit = 0; bit < 256; bit += 1) {
        const other = proof.with(at, turned(proof[at]!, bit));
        assert(!verifySubtree({ ...range, root, tree, proof: other }), `hash ${at}, bit ${bit}`);
      }
    }
  }
});

test('what is no subtree of the tree is neither proved nor believed', () => {
  for (const range of [{ start: 3, end: 5 }, { start: 0, end: 0 }, { start: 0, end: 9 }]) {
    assert.throws(() => subtreeProof(range, 8, hashAt), RangeError);
    const claim = { ...range, root: roots[1]!, tree: { size: 8, root: roots[8]! }, proof: [] };
    assert(!verifySubtree(claim));
  }
  assert.throws(() => subtreeProof({ start: 0, end: 1 }, 2 ** 60, hashAt), RangeError);
  const one = { start: 0, end: 1, root: roots[1]! };
  assert(verifySubtree({ ...one, tree: { size: 1, root: roots[1]! }, proof: [] }));
  for (const size of [0, -1, 0.5, 2 ** 60, NaN]) {
    assert(!verifySubtree({ ...one, tree: { size, root: roots[1]! }, proof: [] }), `${size}`);
  }
  const longer = { start: 0, end: 2, root: roots[2]!, tree: { size: 1, root: roots[2]! } };
  assert(!verifySubtree({ ...longer, proof: [] }));
});
