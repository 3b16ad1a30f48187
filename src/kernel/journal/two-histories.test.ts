// Evidence of two histories convicts one key, and nobody whose journal only grew.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { treeOf } from '../../../testdata/journal/galafi.ts';
import { signCheckpoint } from './checkpoint.ts';
import { signer, Unreadable } from './note.ts';
import {
  consistencyProof, powerOfTwo, rootAt, rootBefore, type HashAt,
} from './tree.ts';
import { provesTwoHistories } from './two-histories.ts';

const origin = 'safar.xx/post/galafi';
const { privateKey } = generateKeyPairSync('ed25519');
const vkey = signer(`${origin}/desk-1`, privateKey).vkey;
const leaves = (from: number, word: string) => Array.from({ length: 40 }, (_, n) =>
  ({ bytes: Buffer.from(n < from ? `leaf ${n}` : `${word} ${n}`) }));
const [one, other] = [treeOf(leaves(5, 'one')).hashAt, treeOf(leaves(5, 'other')).hashAt];
const signed = (hashAt: HashAt, size: number) => signCheckpoint(
  { origin, size, root: rootAt(size, hashAt) }, [signer(origin, privateKey)]);
const hashesOf = (hashAt: HashAt, from: number, to: number) => [
  ...(powerOfTwo(from) ? [rootAt(from, hashAt)] : []), ...consistencyProof(from, to, hashAt),
];

test('the root before is what the hashes say, and nothing where they lead elsewhere', () => {
  for (let to = 2; to <= 40; to += 1) {
    const second = { size: to, root: rootAt(to, one) };
    for (let from = 1; from < to; from += 1) {
      const hashes = hashesOf(one, from, to);
      assert.deepEqual(rootBefore(from, second, hashes), rootAt(from, one), `${from} of ${to}`);
      assert.equal(rootBefore(from, { size: to, root: rootAt(to, other) }, hashes)
        ?.toString('hex'), to > 5 ? undefined : rootAt(from, one).toString('hex'));
      assert.equal(rootBefore(from, second, hashes.slice(1)), undefined);
      assert.equal(rootBefore(from, second, [...hashes, hashes[0]!]), undefined);
      assert.equal(rootBefore(from, second, [...hashes.slice(0, -1), Buffer.alloc(31)]), undefined);
    }
    assert.equal(rootBefore(to, second, [second.root]), undefined);
    assert.equal(rootBefore(0, second, []), undefined);
    assert.equal(rootBefore(0.5, second, [second.root]), undefined);
  }
  assert.equal(rootBefore(1, { size: 2 ** 60, root: rootAt(2, one) }, [rootAt(1, one)]), undefined);
});

test('two roots of a size, or a larger tree that began otherwise, are two histories', () => {
  for (const [small, large] of [[9, 9], [6, 9], [8, 9], [16, 40], [7, 33]] as const) {
    const proof = small === large ? [] : hashesOf(other, small, large);
    const evidence = { origin, known: signed(one, small), shown: signed(other, large), proof };
    assert.equal(provesTwoHistories(evidence, vkey), true, `${small} and ${large}`);
    const turned = { ...evidence, known: evidence.shown, shown: evidence.known };
    assert.equal(provesTwoHistories(turned, vkey), true);
  }
});

test('a journal that only grew has one history, whatever hashes are shown', () => {
  for (const [small, large] of [[9, 9], [3, 5], [6, 9], [8, 9], [16, 40]] as const) {
    const evidence = { origin, known: signed(one, small), shown: signed(one, large) };
    for (const proof of [[], hashesOf(one, small, large), hashesOf(other, small, large),
      consistencyProof(small, large, one), [Buffer.alloc(32)]]) {
      assert.equal(provesTwoHistories({ ...evidence, proof }, vkey), false, `${small}, ${large}`);
    }
  }
  const common = { origin, known: signed(one, 4), shown: signed(other, 9), proof: [] };
  assert.equal(provesTwoHistories({ ...common, proof: hashesOf(other, 4, 9) }, vkey), false);
});

test('what another key signed convicts nobody', () => {
  const stranger = signer(`${origin}/desk-1`, generateKeyPairSync('ed25519').privateKey).vkey;
  const evidence = { origin, known: signed(one, 9), shown: signed(other, 9), proof: [] };
  assert.throws(() => provesTwoHistories(evidence, stranger), Unreadable);
  assert.throws(() => provesTwoHistories({ ...evidence, origin: 'safar.xx/post/loyada' }, vkey),
    Unreadable);
  const unread = { ...evidence, shown: Buffer.from('x') };
  assert.throws(() => provesTwoHistories(unread, vkey), Unreadable);
});
