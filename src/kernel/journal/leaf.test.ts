// Notes, leaves, checkpoints and receipts: what is written is read, what is bad is refused.
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  headOf, headSigner, keyOf, leafSigner, origin, statement, treeOf,
} from '../../../testdata/journal/galafi.ts';
import { receiptVerdict } from '../../../testdata/journal/second-verifier.js';
import { canonical, tryCanonical } from '../../lib/canonical.ts';
import { openCheckpoint, signCheckpoint, UnreadableCheckpoint } from './checkpoint.ts';
import { bodyText, readLeaf, signedBy, UnreadableLeaf, writeLeaf, type LeafBody } from './leaf.ts';
import { openNote, signer, signNote, splitNote, UnreadableNote, verifier } from './note.ts';
import { MAX_RECEIPT_BYTES, verifyReceipt, writeReceipt } from './receipt.ts';
import { emptyRoot, inclusionProof, leafHash, nodeHash, rootAt } from './tree.ts';

const somebody = keyOf('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
const before = leafHash(Buffer.from('the leaf before'));
const line = (by: ReturnType<typeof signer>, text: string) =>
  signNote(text, [by]).toString().slice(text.length + 1);

// The example of the Go reference implementation, golang.org/x/mod/sumdb/note.
const peter = {
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  skey: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: 'If you think cryptography is the answer to your problem,\n'
    + "then you don't know what your problem is.\n",
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot'
    + 'pRZb6KE6RyyBwJnAM=\n',
};

test('the note of the Go implementation is written and read byte for byte', () => {
  const key = keyOf(Buffer.from(peter.skey, 'base64').subarray(1).toString('hex'));
  const by = signer('PeterNeumann', key);
  assert.equal(by.vkey, peter.vkey);
  assert.equal(signNote(peter.text, [by]).toString(), `${peter.text}\n${peter.line}`);
  const opened = openNote(Buffer.from(`${peter.text}\n${peter.line}`), [verifier(peter.vkey)]);
  assert.equal(opened.text, peter.text);
  assert.deepEqual(opened.signedBy.map(({ name }) => name), ['PeterNeumann']);
  assert.equal(verifier({ name: by.name, publicKey: createPublicKey(key) }).vkey, peter.vkey);
});

test('a checkpoint of the Go checksum database is sound under its published key', () => {
  const checkpoint = Buffer.from('go.sum database tree\n15368405\n'
    + '/g9am3I6YWNKaZX/jkne1fqd9zEyjss+JXyPXG0WfkY=\n\n— sum.golang.org Az3grqJGUaSGukG9p8nI2vKgiF'
    + 'n7qGHxn0W+mrwyI6Gz3F0t1J3LzmWk/p96Ybf295EjwdSwlzgijq5WA9d1Ded7owM=\n');
  const key = verifier('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8');
  const pinned = { origin: 'go.sum database tree', verifiers: [key] };
  assert.equal(openCheckpoint(checkpoint, pinned).size, 15_368_405);
  const other = { ...pinned, origin: 'sum.golang.org' };
  assert.throws(() => openCheckpoint(checkpoint, other), UnreadableCheckpoint);
});

test('signatures of strangers are ignored, a wrong one of a known key is not', () => {
  const stranger = signer('example.org/witness', somebody);
  const known = [verifier(peter.vkey)];
  const theirs = line(stranger, peter.text);
  const note = (...lines: string[]) => Buffer.from(`${peter.text}\n${lines.join('')}`);
  assert.equal(openNote(note(theirs, peter.line), known).signedBy.length, 1);
  // The name or the key ID alone is not the key (signed-note, Signatures).
  const namesake = line(signer('PeterNeumann', somebody), peter.text);
  assert.equal(openNote(note(namesake, peter.line), known).signedBy.length, 1);
  const wrong = peter.line.replace('x08go/Z', 'x08go/a');
  const refused: [Buffer, string][] = [
    [note(theirs), 'nobody-known-signed'],
    [note(namesake), 'nobody-known-signed'],
    [note(wrong), 'signature-wrong'],
    [note(theirs, wrong), 'signature-wrong'],
    [note(peter.line, peter.line), 'signed-twice'],
  ];
  for (const [bytes, reason] of refused) assert.throws(() => openNote(bytes, known), { reason });
});

test('what is not a note is refused with the reason', () => {
  const good = `${peter.text}\n${peter.line}`;
  const cases: [string | Buffer, string][] = [
    ['', 'no-signatures'], ['\n', 'no-signatures'], ['\n\n', 'no-signatures'],
    [peter.text, 'no-signatures'], [`${peter.text}\n`, 'no-signatures'],
    [good.slice(0, -1), 'no-signatures'],
    [good.replace('—', '-'), 'signature-line'], [good.replace('— ', '—'), 'signature-line'],
    [good.replace('Neumann x', 'Neumann  x'), 'signature-line'],
    [good.replace('PeterNeumann x', 'Peter+ x'), 'signature-line'],
    [good.replace('Neumann x', 'Neu\u00a0mann x'), 'signature-line'],
    [good.replace('JnAM=', 'JnAN='), 'signature-line'], // An unused bit is set.
    [good.replace('JnAM=', 'JnAM'), 'signature-line'],
    [good.replace('JnAM=', 'Jn-M='), 'signature-line'],
    [`${good}— x AAAA\n`, 'signature-line'],
    [`${good}— ${'n'.repeat(256)} AAAAAAAA\n`, 'signature-line'],
    [`${good}— x ${'A'.repeat(8192)}\n`, 'signature-line'],
    [good + '— x AAAAAAAA\n'.repeat(100), 'too-many-signatures'],
    [good.replace('is.', 'is.\r'), 'not-text'], [good.replace('is.', 'is\0'), 'not-text'],
    [Buffer.concat([Buffer.from([0xc3, 0x28]), Buffer.from(good)]), 'not-text'],
    ['x'.repeat(1_000_001), 'too-long'],
  ];
  for (const [bytes, reason] of cases) {
    assert.throws(() => splitNote(Buffer.from(bytes)), { name: 'UnreadableNote', reason });
  }
  assert.equal(splitNote(Buffer.from(good + '— x AAAAAAAA\n'.repeat(99))).signatures.length, 100);
  for (const vkey of ['', 'a', 'a+b+c', peter.vkey.slice(0, -4), `${peter.vkey}A`,
    peter.vkey.replace('c74', 'C74'), peter.vkey.replace('c74', 'c75'),
    peter.vkey.replace('+AR', '+BR'), peter.vkey.replace('Peter', 'Pe er')]) {
    assert.throws(() => verifier(vkey), UnreadableNote, vkey);
  }
});

const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((text) => !text.includes('\0'));
const bodies = fc.record({
  event: texts, realm: texts, subject: texts, by: texts, post: texts, boot: texts, signIn: texts,
  number: fc.integer({ min: 1, max: 2 ** 48 }), tick: fc.nat(), version: fc.nat(),
  monotonicMs: fc.maxSafeNat(), clock: fc.constantFrom('good', 'unsure'),
  second: fc.record({ officer: texts, signIn: texts, at: fc.constant('2026-11-22T04:51:42.000Z') }),
}, { requiredKeys: ['number'] });

test('a leaf is written in canonical JSON and read back whole, known and unknown fields', () => {
  const later = fc.dictionary(texts.map((name) => `x${name}`), fc.jsonValue({ maxDepth: 3 }))
    .filter((fields) => typeof tryCanonical(fields) === 'string');
  fc.assert(fc.property(bodies, later, (some, unknown) => {
    for (const more of [{}, unknown]) {
      const body = { ...statement(5, before), ...some, ...more } as LeafBody;
      const plain = JSON.parse(JSON.stringify(body)) as LeafBody;
      assert.equal(bodyText(body), canonical(plain));
      const leaf = readLeaf(writeLeaf(body, leafSigner));
      assert.deepEqual(leaf.body, plain);
      assert(signedBy(leaf, verifier(leafSigner.vkey)));
    }
  }), { numRuns: 300 });
});

test('an undefined field is not there', () => {
  const body = statement(5, before, { signIn: undefined, second: undefined });
  assert.equal(bodyText(body), canonical(JSON.parse(JSON.stringify(body))));
  const later = statement(5, before, { signIn: undefined, later: 1 });
  assert.equal(bodyText(later), canonical(JSON.parse(JSON.stringify(later))));
});

test('a leaf that says what no leaf can say is neither written nor read', () => {
  const wrong: Record<string, unknown>[] = [
    { subject: 'a\0b' },
    { safar: 2 }, { safar: '1' }, { origin: '' }, { origin: 'a b' }, { origin: 'a+b' },
    { origin: '{a' }, { origin: 'a'.repeat(201) }, { device: 'a/b' }, { device: 'a b' },
    { device: '' }, { device: 'd'.repeat(51) }, { number: -1 }, { number: 1.5 }, { number: '5' },
    { number: 2 ** 49 }, { at: '2026-11-22T04:51:42Z' }, { at: '2026-13-22T04:51:42.123Z' },
    { at: '2026-11-22T24:51:42.123Z' }, { at: '2026-11-22T04:51:42.123Z\n' }, { at: 5 },
    { tick: -1 }, { tick: 0.5 }, { version: null }, { monotonicMs: 2 ** 53 }, { monotonicMs: 0.5 },
    { clock: 'bad' }, { event: '' }, { realm: 7 }, { subject: 's'.repeat(201) }, { by: null },
    { post: undefined }, { boot: {} }, { signIn: '' }, { signIn: null }, { second: null },
    { second: {} }, { second: { officer: 'a', signIn: 'b', at: 'noon' } }, { said: null },
    { said: 'x' }, { said: '='.repeat(43) }, { said: statement(0, null).said.replace('So', 'Sp') },
    { sealed: 'x' }, { sealed: undefined }, { previous: null }, { previous: 'x' },
    { opens: { vkey: leafSigner.vkey, predecessor: null } }, { subject: 'half \ud800' },
    { later: 2 ** 53 }, { later: 'half \ud800' },
    { later: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) },
  ];
  for (const more of wrong) {
    const body = statement(5, before, more);
    assert.throws(() => writeLeaf(body, leafSigner), UnreadableLeaf, JSON.stringify(more));
    const bytes = signNote(`${JSON.stringify(sorted(body))}\n`, [leafSigner]);
    assert.throws(() => readLeaf(bytes), UnreadableLeaf, JSON.stringify(more));
  }
  const first: Record<string, unknown>[] = [
    { opens: undefined }, { opens: {} }, { event: 'opened' },
    { previous: statement(1, before).said },
    { opens: { vkey: headSigner.vkey, predecessor: null } }, { opens: { vkey: leafSigner.vkey } },
    { opens: { vkey: 7, predecessor: null } },
    { opens: { vkey: leafSigner.vkey, predecessor: { origin: 'a', size: -1, root: 'x' } } },
  ];
  for (const more of first) {
    assert.throws(() => writeLeaf(statement(0, null, more), leafSigner), UnreadableLeaf);
  }
  const restored = { origin: 'a/1', size: 7, root: statement(1, before).said };
  const opens = { vkey: leafSigner.vkey, predecessor: restored };
  const opened = readLeaf(writeLeaf(statement(0, null, { opens }), leafSigner));
  assert.deepEqual(opened.body.opens, opens);
});

test('one statement has one spelling', () => {
  const text = bodyText(statement(5, before));
  const spellings = [
    text.replace('{"at"', '{ "at"'), text.replace('"tick":0', '"tick":0.0'),
    text.replace('"tick":0', '"tick":1,"tick":0'), text.replace('galafi"', 'gala\\u0066i"'),
    text.replace('"tick":0,"version":1', '"version":1,"tick":0'), `${text} `, `[${text}]`, 'null',
    '{', `${text}\n${text}`, text.replace('"version":1', '"version":1,"zoo":1e400'),
  ];
  for (const spelling of spellings) {
    const bytes = signNote(`${spelling}\n`, [leafSigner]);
    assert.throws(() => readLeaf(bytes), UnreadableLeaf, spelling);
  }
  readLeaf(signNote(`${text}\n`, [leafSigner]));
});

test('a leaf has a limit, and is signed by the device that it names', () => {
  const long = (length: number) => statement(5, before, { later: 'x'.repeat(length) });
  const room = 65_535 - writeLeaf(long(0), leafSigner).length;
  assert.equal(readLeaf(writeLeaf(long(room), leafSigner)).bytes.length, 65_535);
  assert.throws(() => writeLeaf(long(room + 1), leafSigner), { reason: 'too-long' });
  assert.throws(() => readLeaf(Buffer.alloc(65_536)), { reason: 'too-long' });
  assert.throws(() => writeLeaf(statement(5, before), headSigner), TypeError);
  const forged = signer(leafSigner.name, somebody);
  assert(!signedBy(readLeaf(writeLeaf(long(1), forged)), verifier(leafSigner.vkey)));
  const deep = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
  assert.throws(() => readLeaf(signNote(`${deep}\n`, [leafSigner])), UnreadableLeaf);
});

test('a checkpoint of another form, journal or key is refused', () => {
  const pinned = { origin, verifiers: [verifier(headSigner.vkey)] };
  const root = emptyRoot().toString('base64');
  const read = (text: string) => openCheckpoint(signNote(text, [headSigner]), pinned);
  assert.equal(read(`${origin}\n0\n${root}\n`).size, 0);
  assert.deepEqual(read(`${origin}\n7\n${root}\nlater\n`).extensions, ['later']);
  for (const text of [`${origin}\n`, `${origin}\n1\n`, `${origin}\n01\n${root}\n`, 'x\n',
    `${origin}\n-1\n${root}\n`, `${origin}\n1e3\n${root}\n`,
    `${origin}\n9007199254740993\n${root}\n`,
    `${origin}\n1\n${root.slice(4)}\n`, `${origin}\n1\n${root.replace('=', '')}\n`,
    `${origin}\n1\n${root}\n\n`, `${origin}\n1\n${root}\n\nlater\n`, `${origin} \n1\n${root}\n`,
    `other\n1\n${root}\n`, `{"a":1}\n1\n${root}\n`]) {
    assert.throws(() => read(text), UnreadableCheckpoint, text);
  }
  const other = signNote(`${origin}\n0\n${root}\n`, [signer(origin, somebody)]);
  assert.throws(() => openCheckpoint(other, pinned), UnreadableNote);
  const head = { origin, size: 1, root: emptyRoot() };
  assert.throws(() => signCheckpoint(head, [leafSigner]), TypeError);
  assert.throws(() => signCheckpoint({ ...head, origin: '{a' }, [headSigner]), RangeError);
});

test('a receipt out of a million leaves fits a QR code, and no altered byte of it holds', () => {
  const bytes = writeLeaf(statement(5, before), leafSigner);
  const levels = [leafHash(bytes)]; // Every leaf alike, so a subtree is known by its level.
  for (let n = 1; n <= 20; n += 1) levels.push(nodeHash(levels[n - 1]!, levels[n - 1]!));
  const hashAt = (level: number) => levels[level]!;
  const [index, size] = [699_050, 1_000_000];
  const checkpoint = signCheckpoint({ origin, size, root: rootAt(size, hashAt) }, [headSigner]);
  const proof = inclusionProof(index, size, hashAt);
  const receipt = writeReceipt({ leafHash: levels[0]!, index, proof, checkpoint });
  assert(Buffer.byteLength(receipt) <= 1_400, `${Buffer.byteLength(receipt)} bytes`);
  const pinned = { origin, verifiers: [verifier(headSigner.vkey)], leaf: bytes };
  assert.equal(verifyReceipt(receipt, pinned).sound, true);
  const whole = Buffer.from(receipt);
  const places = whole.indexOf('index'); // A leaf elsewhere among equal leaves has an equal proof.
  for (let at = 0; at < whole.length; at += 1) {
    if (at >= places && at < places + 'index 699050'.length) continue;
    const altered = Buffer.from(whole);
    altered[at]! ^= 1 << (at % 8);
    assert.equal(verifyReceipt(altered, pinned).sound, false, `byte ${at}`);
  }
});

test('a receipt that cannot be true is refused by both verifiers', () => {
  const leaves = [0, 1, 2, 3, 4].map((n) => (
    { bytes: writeLeaf(statement(n, n ? before : null), leafSigner) }));
  const { hashAt } = treeOf(leaves);
  const made = (index: number, more: Partial<Parameters<typeof writeReceipt>[0]> = {}) =>
    writeReceipt({
      leafHash: leafHash(leaves[index]!.bytes), index, proof: inclusionProof(index, 5, hashAt),
      checkpoint: headOf(leaves), ...more,
    });
  const cases: [string, boolean][] = [
    [made(3), true], [made(4), true], [made(3, { index: 2 }), false],
    [made(3, { index: 5 }), false],
    [made(3, { proof: [] }), false], [made(4, { proof: inclusionProof(3, 5, hashAt) }), false],
    [made(3, { leafHash: emptyRoot() }), false], [made(3, { checkpoint: Buffer.alloc(0) }), false],
    [made(3, { checkpoint: headOf(leaves, 4) }), false], ['', false], ['\n\n', false],
    [made(3).replace('@v1', '@v2'), false], [made(3).replace(/extra .*\n/, ''), false],
    [made(3).replace('index 3', 'index 03'), false], [made(3).replace('index 3', 'index x'), false],
    [made(3).replace('\n\n', '\n'), false],
    [made(3).replace('safar.xx/post', 'safar.yy/post'), false],
    ['x'.repeat(MAX_RECEIPT_BYTES + 1), false],
  ];
  const pinned = { origin, verifiers: [verifier(headSigner.vkey)] };
  for (const [receipt, sound] of cases) {
    assert.equal(verifyReceipt(receipt, pinned).sound, sound, receipt);
    assert.equal(receiptVerdict(receipt, origin, leafSigner.vkey).sound, sound, receipt);
  }
  assert.equal(verifyReceipt(made(3), { ...pinned, leaf: leaves[2]!.bytes }).sound, false);
  const other = [verifier({ name: origin, publicKey: createPublicKey(somebody) })];
  assert.equal(verifyReceipt(made(3), { origin, verifiers: other }).sound, false);
});

function sorted(fields: object): object {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}
