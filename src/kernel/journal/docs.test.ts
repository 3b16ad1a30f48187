// docs/journal.md is what a stranger works from, so its example is held to the code.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  content, exampleLeaves, fileOf, headOf, headSigner, leafSigner, origin, said, secret, treeOf,
} from '../../../testdata/journal/galafi.ts';
import { fileVerdict, receiptVerdict } from '../../../testdata/journal/second-verifier.js';
import { readLeaf, saidDigest, sealedDigest } from './leaf.ts';
import { verifier } from './note.ts';
import { verifyReceipt, writeReceipt } from './receipt.ts';
import { inclusionProof, leafHash, nodeHash } from './tree.ts';
import { verifyJournalFile } from './verify.ts';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/journal.md', root), 'utf8');
const leaves = exampleLeaves();
const { frontier, hashAt } = treeOf(leaves);
const checkpoint = headOf(leaves);
const file = fileOf(leaves);
const hashes = leaves.map(({ bytes }) => leafHash(bytes));
const receipt = writeReceipt({
  leafHash: hashes[1]!, index: 1, proof: inclusionProof(1, 3, hashAt), checkpoint,
});

const folded = (hex: string) => hex.match(/.{1,128}/g)!.join('\n');

const examples: Record<string, string> = {
  secret,
  vkey: leafSigner.vkey,
  'checkpoint-vkey': headSigner.vkey,
  'leaf-0': leaves[0]!.bytes.toString(),
  'leaf-0-hex': folded(leaves[0]!.bytes.toString('hex')),
  'leaf-1': leaves[1]!.bytes.toString(),
  'leaf-2': leaves[2]!.bytes.toString(),
  hashes: [...hashes, nodeHash(hashes[0]!, hashes[1]!), frontier.root()]
    .map((hash) => hash.toString('hex')).join('\n'),
  checkpoint: checkpoint.toString(),
  receipt,
  file: `${createHash('sha256').update(file).digest('hex')}\n`
    + folded(file.subarray(0, 64).toString('hex')),
};

for (const [name, bytes] of Object.entries(examples)) {
  test(`the page shows the ${name} that the code writes`, () => {
    const [, shown] = page.split(`<!-- example: ${name} -->\n\`\`\`\n`);
    const line = bytes.endsWith('\n') ? bytes : `${bytes}\n`;
    assert.equal(shown?.slice(0, shown.indexOf('```')), line);
  });
}

test('the file beside the page is the one that the code writes, and is sound', () => {
  assert.deepEqual(readFileSync(new URL('testdata/journal/galafi.journal', root)), file);
  assert(verifyJournalFile(file, { key: leafSigner.vkey, checkSignatures: 'all' }).sound);
  assert.deepEqual(fileVerdict(file, leafSigner.vkey), { sound: true });
});

test('the receipt on the page is sound for its leaf and for no other', () => {
  const pinned = { origin, verifiers: [verifier(headSigner.vkey)] };
  assert.equal(verifyReceipt(receipt, pinned).sound, true);
  assert.equal(verifyReceipt(receipt, { ...pinned, leaf: leaves[1]!.bytes }).sound, true);
  assert.equal(verifyReceipt(receipt, { ...pinned, leaf: leaves[2]!.bytes }).sound, false);
  assert.deepEqual(receiptVerdict(receipt, origin, leafSigner.vkey), { sound: true });
  assert.equal(receiptVerdict(receipt, origin, leafSigner.vkey, leaves[2]!.bytes).sound, false);
});

test('whoever is shown salt and statement, or the sealed bytes, can check them', () => {
  const { body } = readLeaf(leaves[1]!.bytes);
  assert.equal(body.said, saidDigest(Buffer.alloc(16, 1), said));
  assert.equal(body.sealed, sealedDigest(content));
});
