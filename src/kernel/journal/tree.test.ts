// The tree's proofs: every one that is true is accepted, and no altered one (PROMISES J3, T5).
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { path, proof as proofOf, mth } from '../../../testdata/journal/second-verifier.js';
import { treeOf } from '../../../testdata/journal/galafi.ts';
import { decodeBundle, encodeBundle, hashAtFrom, tilePath, tileWidth } from './tiles.ts';
import {
  consistencyProof, emptyRoot, Frontier, inclusionProof, leafHash, MAX_TREE_SIZE, nodeHash, rootAt,
  verifyConsistency, verifyInclusion,
} from './tree.ts';

const all = process.env.SAFAR_PROVE === '1';
const largest = all ? 256 : 128;
const leaves = Array.from({ length: largest }, (_, n) => ({ bytes: Buffer.from(`leaf ${n}`) }));
const { hashAt } = treeOf(leaves);
const roots = Array.from({ length: largest + 1 }, (_, n) => rootAt(n, hashAt));
const hashes = leaves.map(({ bytes }) => leafHash(bytes));

/** The proof with one bit turned in each hash, a hash dropped, doubled, added, and two swapped. */
function* alteredProofs(proof: Buffer[], seed: number): Generator<Buffer[]> {
  for (let i = 0; i < proof.length; i += 1) {
    yield proof.map((hash, at) => (at === i ? turned(hash, seed + i) : hash));
    yield proof.toSpliced(i, 1);
    yield proof.toSpliced(i, 0, proof[i]!);
    if (i > 0) yield proof.toSpliced(i - 1, 2, proof[i]!, proof[i - 1]!);
  }
  yield [...proof, hashes[0]!];
  yield [emptyRoot(), ...proof];
  yield [...proof, Buffer.alloc(31)];
}

function turned(hash: Buffer, bit: number): Buffer {
  const copy = Buffer.from(hash);
  copy[(bit >> 3) % 32]! ^= 1 << (bit & 7);
  return copy;
}

test('the roots of certificate-transparency are ours', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657',
    '606162636465666768696a6b6c6d6e6f'];
  const known = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const frontier = new Frontier();
  const seen = [frontier.root().toString('hex')];
  for (const input of inputs) {
    frontier.append(leafHash(Buffer.from(input, 'hex')));
    seen.push(frontier.root().toString('hex'));
  }
  assert.deepEqual(seen, known);
  const tree = treeOf(inputs.map((input) => ({ bytes: Buffer.from(input, 'hex') })));
  assert.deepEqual(consistencyProof(6, 8, tree.hashAt).map((h) => h.toString('hex')), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  assert.deepEqual(inclusionProof(5, 8, tree.hashAt).map((h) => h.toString('hex')), [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test(`each leaf is proved to be in each journal up to ${largest}, no other way`, () => {
  let altered = 0;
  for (let size = 1; size <= largest; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionProof(index, size, hashAt);
      const claim = { leafHash: hashes[index]!, index, size, proof, root: roots[size]! };
      assert(verifyInclusion(claim), `leaf ${index} of ${size}`);
      const bit = index * 31 + size * 17;
      for (const other of alteredProofs(proof, bit)) {
        altered += 1;
        assert(!verifyInclusion({ ...claim, proof: other }), `leaf ${index} of ${size}`);
      }
      assert(!verifyInclusion({ ...claim, leafHash: turned(claim.leafHash, bit) }));
      assert(!verifyInclusion({ ...claim, root: turned(claim.root, bit) }));
      assert(!verifyInclusion({ ...claim, index: index + 1 }));
      assert(!verifyInclusion({ ...claim, index: index - 1 }));
      altered += 4;
    }
  }
  assert(altered > (all ? 800_000 : 150_000), `${altered} altered proofs were tried`);
});

test(`each journal up to ${largest} is proved to begin with each shorter one, no other way`, () => {
  let altered = 0;
  for (let n = 1; n <= largest; n += 1) {
    for (let m = 1; m <= n; m += 1) {
      const proof = consistencyProof(m, n, hashAt);
      const [first, second] = [{ size: m, root: roots[m]! }, { size: n, root: roots[n]! }];
      assert(verifyConsistency({ first, second, proof }), `${m} of ${n}`);
      const bit = m * 31 + n * 17;
      for (const other of alteredProofs(proof, bit)) {
        altered += 1;
        assert(!verifyConsistency({ first, second, proof: other }), `${m} of ${n}`);
      }
      const [firstTurned, secondTurned] = [turned(first.root, bit), turned(second.root, bit)];
      assert(!verifyConsistency({ first: { size: m, root: firstTurned }, second, proof }));
      assert(!verifyConsistency({ first, second: { size: n, root: secondTurned }, proof }));
      altered += 2;
    }
  }
  assert(altered > (all ? 800_000 : 150_000), `${altered} altered proofs were tried`);
});

test('proofs and roots are those of the definitions in RFC 6962', () => {
  for (let n = 1; n <= 48; n += 1) {
    const some = leaves.slice(0, n).map(({ bytes }) => bytes);
    assert.deepEqual(roots[n], mth(some));
    for (let m = 1; m <= n; m += 1) {
      assert.deepEqual(inclusionProof(m - 1, n, hashAt), path(m - 1, some));
      assert.deepEqual(consistencyProof(m, n, hashAt), proofOf(m, some));
    }
  }
});

test('another program (sigstore) accepts our proofs of inclusion and none that is altered', () => {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sigstore/verify');
  const { verifyMerkleInclusion } = require(entry.replace(/index\.js$/, 'tlog/merkle.js')) as {
    verifyMerkleInclusion(leaf: object, head: object): void;
  };
  for (let size = 1; size <= largest; size += size < 20 ? 1 : 7) {
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionProof(index, size, hashAt);
      const leaf = (of: Buffer[]) => ({
        canonicalizedBody: leaves[index]!.bytes,
        inclusionProof: { logIndex: String(index), hashes: of },
      });
      const head = { logSize: BigInt(size), logHash: roots[size]! };
      verifyMerkleInclusion(leaf(proof), head);
      if (index % 8 !== 0) continue;
      for (const other of alteredProofs(proof, index)) {
        assert.throws(() => verifyMerkleInclusion(leaf(other), head));
      }
    }
  }
});

test('an empty journal has one root, and nothing else is proved from nothing', () => {
  const [empty, one] = [{ size: 0, root: emptyRoot() }, { size: 1, root: roots[1]! }];
  assert(verifyConsistency({ first: empty, second: one, proof: [] }));
  assert(verifyConsistency({ first: empty, second: empty, proof: [] }));
  assert(!verifyConsistency({ first: { size: 0, root: roots[1]! }, second: one, proof: [] }));
  assert(!verifyConsistency({ first: empty, second: one, proof: [roots[1]!] }));
  assert(!verifyConsistency({ first: one, second: empty, proof: [] }));
  const claim = { leafHash: hashes[0]!, index: 0, proof: [], root: roots[1]! };
  for (const size of [0, -1, 1.5, NaN, Infinity, 2 ** 53, 2 ** 60]) {
    assert(!verifyInclusion({ ...claim, size }));
    assert(!verifyInclusion({ ...claim, size: 1, index: size === 0 ? 1 : size }));
    assert(!verifyConsistency({ first: { ...one, size: size || -0.5 }, second: one, proof: [] }));
  }
});

test('proofs hold in journals of more than four thousand million leaves', () => {
  const level = [hashes[0]!];
  for (let n = 1; n <= 48; n += 1) level.push(nodeHash(level[n - 1]!, level[n - 1]!));
  const same = (n: number) => level[n]!; // Every leaf alike, so a subtree is known by its level.
  for (const size of [2 ** 32 + 5, 2 ** 40 - 1, MAX_TREE_SIZE]) {
    const root = rootAt(size, same);
    for (const index of [0, 2 ** 31 + 1, size - 1]) {
      const proof = inclusionProof(index, size, same);
      assert(verifyInclusion({ leafHash: level[0]!, index, size, proof, root }));
    }
    const first = { size: 2 ** 32 - 3, root: rootAt(2 ** 32 - 3, same) };
    const proof = consistencyProof(first.size, size, same);
    assert(verifyConsistency({ first, second: { size, root }, proof }));
  }
});

test('a saved edge goes on growing as the one that was saved, and damage to its size shows', () => {
  const frontier = new Frontier();
  for (const hash of hashes) {
    const restored = Frontier.load(frontier.save());
    const copy = frontier.copy();
    for (const each of [frontier, restored, copy]) each.append(hash);
    assert.deepEqual(restored.root(), frontier.root());
    assert.deepEqual(copy.save(), frontier.save());
  }
  const saved = frontier.save();
  for (const bytes of [saved.subarray(1), Buffer.concat([saved, hashes[0]!]), Buffer.alloc(0),
    Buffer.alloc(8, 0xff)]) {
    assert.throws(() => Frontier.load(bytes), RangeError);
  }
});

test('tiles lead to the same hashes, at the paths of the specification', () => {
  const count = 70_000;
  const tiles = new Map<string, Buffer[]>();
  const known = new Map<string, Buffer>();
  const frontier = new Frontier();
  for (let n = 0; n < count; n += 1) {
    frontier.append(leafHash(Buffer.from(`leaf ${n}`)), (level, index, hash) => {
      known.set(`${level}/${index}`, hash);
      if (level % 8 !== 0) return;
      const place = `${level / 8}/${Math.floor(index / 256)}`;
      tiles.set(place, [...(tiles.get(place) ?? []), hash]);
    });
  }
  const paths: string[] = [];
  const fromTiles = hashAtFrom(count, (tile) => {
    paths.push(tilePath(tile));
    return Buffer.concat(tiles.get(`${tile.level}/${tile.number}`)!);
  });
  for (const index of [0, 255, 256, 65_535, 65_536, 69_888, 69_999]) {
    const claim = { leafHash: fromTiles(0, index), index, size: count, root: frontier.root() };
    assert(verifyInclusion({ ...claim, proof: inclusionProof(index, count, fromTiles) }));
  }
  assert.deepEqual(rootAt(count, fromTiles), frontier.root());
  assert.deepEqual(fromTiles(7, 3), known.get('7/3'));
  assert(paths.includes('tile/0/273.p/112') && paths.includes('tile/1/001.p/17'));
  assert.equal(tilePath({ level: 0, number: 1_234_067, width: 256 }), 'tile/0/x001/x234/067');
  assert.deepEqual([0, 1, 2, 3].map((level) => tileWidth(level, 0, 256)), [256, 1, 0, 0]);
  assert.equal(tileWidth(2, 0, count), 1);
  assert.throws(() => fromTiles(0, count), RangeError);
  assert.throws(() => hashAtFrom(300, () => Buffer.alloc(32))(0, 2), RangeError);
});

test('a bundle gives back its leaves, and nothing that is cut or too long', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 }), (some) => {
    const bundle = encodeBundle(some);
    assert.deepEqual(decodeBundle(bundle, some.length), some.map((leaf) => Buffer.from(leaf)));
    assert.throws(() => decodeBundle(bundle, some.length + 1), RangeError);
    assert.throws(() => decodeBundle(Buffer.concat([bundle, bundle, hashes[0]!]), some.length));
    if (some.length > 0) assert.throws(() => decodeBundle(bundle.subarray(1), some.length));
  }), { numRuns: 50 });
  assert.throws(() => encodeBundle([Buffer.alloc(65_536)]), RangeError);
});
