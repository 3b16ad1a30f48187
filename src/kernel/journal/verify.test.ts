// A changed journal is found, and its first unsound leaf named (PROMISES J2, J3, J6, J8).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  content, exampleLeaves, fileOf, headOf, headSigner, journalOf, keyOf, leafSigner, origin, secret,
  statement, treeOf,
} from '../../../testdata/journal/galafi.ts';
import { fileVerdict, journalVerdict } from '../../../testdata/journal/second-verifier.js';
import { signCheckpoint } from './checkpoint.ts';
import { readJournalFile, writeJournalFile } from './journal-file.ts';
import { readLeaf, writeLeaf } from './leaf.ts';
import { signer, signNote } from './note.ts';
import { consistencyProof, leafHash, nodeHash, verifyConsistency } from './tree.ts';
import { verifyJournal, verifyJournalFile, type StoredLeaf, type Verdict } from './verify.ts';

const all = process.env.SAFAR_PROVE === '1';
const key = leafSigner.vkey;
const somebody = keyOf('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');

/** Our verdict, after the second verifier was asked and agreed. */
function verdict(leaves: readonly StoredLeaf[], checkpoints: readonly Uint8Array[] = []): Verdict {
  const ours = verifyJournal({ leaves, key, checkpoints, checkSignatures: 'all' });
  const theirs = journalVerdict(leaves, key, checkpoints);
  assert.equal(ours.sound, theirs.sound, `${JSON.stringify(ours)} / ${theirs.reason}`);
  return ours;
}

function unsound(found: Verdict, leaf: number | null, reason: string): void {
  assert.equal(found.sound, false);
  if (!found.sound) assert.deepEqual([found.leaf, found.reason], [leaf, reason], found.detail);
}

/** Leaf `number` of these leaves said anew with other fields, signed by the journal's own key. */
function resaid(leaves: readonly StoredLeaf[], number: number, more: Record<string, unknown>) {
  const before = number > 0 ? leafHash(leaves[number - 1]!.bytes) : null;
  return { bytes: writeLeaf(statement(number, before, more), leafSigner), content: null };
}

test('a journal as it was written is sound, at every length and with every checkpoint kept', () => {
  const leaves = journalOf(20);
  const heads = leaves.map((_, n) => headOf(leaves, n + 1));
  const found = verdict(leaves, [...heads.toReversed(), heads[3]!, headOf([], 0)]);
  const root = treeOf(leaves).frontier.root();
  assert.deepEqual(found, { sound: true, origin, size: 20, root, vkey: key });
  for (let n = 1; n < 20; n += 1) assert(verdict(leaves.slice(0, n), heads.slice(0, n)).sound);
  assert(verifyJournal({ leaves, checkSignatures: 'none' }).sound);
});

test('unknown fields and unknown kinds of event are verified and kept byte for byte', () => {
  const leaves = exampleLeaves();
  const file = fileOf(leaves);
  assert(verifyJournalFile(file, { key, checkSignatures: 'all' }).sound);
  const read = readJournalFile(file);
  const again = Buffer.concat([...writeJournalFile({
    checkpoint: read.checkpoint, contents: 'contents', leaves: read.leaves,
  })]);
  assert.deepEqual(again, file);
  const { body } = readLeaf(leaves[2]!.bytes);
  assert.deepEqual(body.weather, { sky: 'clear', wind: [1.5, 0, 'م'] });
});

test('leaves that are dropped, doubled, swapped or put in are named', () => {
  const leaves = journalOf(12);
  const head = [headOf(leaves)];
  unsound(verdict([], head), null, 'empty');
  unsound(verdict(leaves.slice(0, -1), head), 11, 'missing');
  unsound(verdict(leaves.slice(1), head), 0, 'number');
  unsound(verdict(leaves.toSpliced(4, 1), head), 4, 'number');
  unsound(verdict(leaves.toSpliced(4, 0, leaves[4]!), head), 5, 'number');
  unsound(verdict([...leaves, leaves[0]!], head), 12, 'number');
  unsound(verdict(leaves.toSpliced(4, 2, leaves[5]!, leaves[4]!), head), 4, 'number');
  const longer = [...leaves, resaid(leaves, 12, {})];
  assert(verdict(longer, head).sound);
  unsound(verifyJournalFile(Buffer.concat([
    ...writeJournalFile({ checkpoint: head[0]!, contents: 'bare', leaves: longer }),
  ]), { key, checkSignatures: 'all' }), 12, 'file');
});

test('a leaf that the key signed but that cannot be true is named', () => {
  const leaves = journalOf(8);
  const at = readLeaf(leaves[4]!.bytes).body.at;
  const cases: [Record<string, unknown>, string][] = [
    [{ at: '2026-11-22T03:59:59.999Z' }, 'time'], [{ at }, 'time'],
    [{ number: 6 }, 'number'], [{ origin: `${origin}x` }, 'origin'],
    [{ device: 'desk-2' }, 'device'],
    [{ previous: readLeaf(leaves[4]!.bytes).body.previous }, 'previous'],
  ];
  for (const [more, reason] of cases) {
    const by = signer(`${more.origin ?? origin}/${more.device ?? 'desk-1'}`, keyOf(secret));
    const bytes = writeLeaf(statement(5, leafHash(leaves[4]!.bytes), more), by);
    unsound(verdict(leaves.toSpliced(5, 1, { bytes, content: null })), 5, reason);
  }
  const sameTime = leaves.toSpliced(5, 3, resaid(leaves, 5, { at, tick: 1 }));
  assert(verdict(sameTime).sound);
  const bad = statement(5, leafHash(leaves[4]!.bytes), { tick: -1 });
  const bytes = signNote(`${JSON.stringify(bad)}\n`, [leafSigner]);
  unsound(verdict(leaves.toSpliced(5, 1, { bytes, content: null })), 5, 'unreadable');
});

test('a journal of another key is not the journal, whatever it says of itself', () => {
  const by = signer(leafSigner.name, somebody);
  const opens = { vkey: by.vkey, predecessor: null };
  const own = { bytes: writeLeaf(statement(0, null, { opens }), by) };
  assert(verifyJournal({ leaves: [own], checkSignatures: 'all' }).sound);
  unsound(verdict([own]), 0, 'key');
  // It names the pinned key and signs with its own.
  const posing = { bytes: writeLeaf(statement(0, null), by) };
  unsound(verdict([posing]), 0, 'signature');
  const leaves = journalOf(6);
  const before = leafHash(leaves[3]!.bytes);
  const forged = { bytes: writeLeaf(statement(4, before), by), content: null };
  unsound(verdict(leaves.toSpliced(4, 1, forged)), 4, 'signature');
});

test('a checkpoint of another journal or key, or that cannot be read, is not ignored', () => {
  const leaves = journalOf(3);
  const head = { origin, size: 3, root: treeOf(leaves).frontier.root() };
  const elsewhere = 'safar.xx/post/elsewhere';
  const others = [
    signCheckpoint(head, [signer(origin, somebody)]),
    signCheckpoint({ ...head, origin: elsewhere }, [signer(elsewhere, keyOf(secret))]),
    Buffer.from('nothing'),
    leaves[1]!.bytes,
  ];
  for (const other of others) unsound(verdict(leaves, [other]), null, 'checkpoint');
  unsound(verdict(leaves, [signCheckpoint({ ...head, size: 0 }, [headSigner])]), 0, 'root');
});

test('a second history, chained and signed as the first, is found by any older checkpoint', () => {
  const [told, retold] = [journalOf(16), journalOf(16, 9, { by: 'omar' })];
  assert.deepEqual(told[8], retold[8]);
  // The chain and every signature are right, so by itself each history is sound …
  assert(verdict(told, [headOf(told)]).sound && verdict(retold, [headOf(retold)]).sound);
  // … and one kept checkpoint tells them apart; nothing in the chain is taken instead of it.
  for (let size = 10; size <= 16; size += 1) {
    unsound(verdict(retold, [headOf(told, size), headOf(retold)]), 0, 'root');
    unsound(verdict(retold, [headOf(told, 9), headOf(told, size)]), 9, 'root');
  }
  assert(verdict(retold, [headOf(told, 9)]).sound);
  // Both heads of one size at once: the node signed two histories, whichever leaves are shown.
  unsound(verdict(told, [headOf(told), headOf(retold)]), 0, 'root');
  // A checkpoint that was kept at the fork bounds the search even when two follow at one size.
  unsound(verdict(told, [headOf(told, 9), headOf(told), headOf(retold)]), 9, 'root');
});

test('no proof joins two histories, nor does the end of a chain (CVE-2022-36111)', () => {
  const [told, retold] = [journalOf(16), journalOf(16, 9, { by: 'omar' })];
  const [first, second] = [treeOf(told), treeOf(retold)];
  for (let m = 10; m <= 16; m += 1) {
    const old = { size: m, root: treeOf(told.slice(0, m)).frontier.root() };
    const now = { size: 16, root: second.frontier.root() };
    const chain = retold.slice(m).map(({ bytes }) => leafHash(bytes));
    const proofs = [
      consistencyProof(m, 16, first.hashAt), consistencyProof(m, 16, second.hashAt), [], chain,
      [old.root, ...chain], [old.root, now.root], [nodeHash(old.root, now.root)],
    ];
    for (const proof of proofs) assert(!verifyConsistency({ first: old, second: now, proof }));
  }
});

test('with and without signatures the changed leaf is named, not the one after it', () => {
  const leaves = journalOf(10);
  for (const at of [3, 8]) {
    const changed = Buffer.from(leaves[at]!.bytes.toString().replace('"amina"', '"aminx"'));
    const altered = leaves.toSpliced(at, 1, { bytes: changed, content: null });
    unsound(verdict(altered), at, 'signature');
    unsound(verifyJournal({ leaves: altered, key, checkSignatures: 'none' }), at, 'signature');
  }
  const last = Buffer.from(leaves[9]!.bytes.toString().replace('"amina"', '"aminx"'));
  const altered = leaves.toSpliced(9, 1, { bytes: last, content: null });
  const checkpoints = [headOf(leaves, 9), headOf(leaves)];
  unsound(verifyJournal({ leaves: altered, key, checkpoints, checkSignatures: 'none' }), 9, 'root');
});

test('a content is compared with what was sealed, and may be missing', () => {
  const leaves: StoredLeaf[] = exampleLeaves();
  const held = (number: number, other: Uint8Array | null) =>
    leaves.toSpliced(number, 1, { bytes: leaves[number]!.bytes, content: other });
  assert(verdict(leaves).sound && verdict(held(1, null)).sound);
  unsound(verdict(held(1, Buffer.from('sealed: 2'))), 1, 'content');
  unsound(verdict(held(1, Buffer.alloc(0))), 1, 'content');
  unsound(verdict(held(2, content)), 2, 'content');
});

test('a file is read in pieces of any size, and more than its leaves is refused', () => {
  const leaves = journalOf(300);
  const file = fileOf(leaves, 'bare');
  for (const size of [1, 7, 4096, file.length]) {
    const pieces = function* (): Generator<Buffer> {
      for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
    };
    const read = [...readJournalFile(pieces()).leaves].map(({ bytes }) => bytes);
    assert.deepEqual(read, leaves.map(({ bytes }) => bytes));
  }
  const other = (bytes: Buffer) => verifyJournalFile(bytes, { key, checkSignatures: 'none' });
  unsound(other(Buffer.alloc(0)), null, 'file');
  unsound(other(Buffer.from('safar journal 2 bare\n')), null, 'file');
  unsound(other(Buffer.from('safar journal 1 bare\nx\ny\n\nz\n\n')), null, 'file');
  const endless = [Buffer.from('safar journal 1 bare\n'), Buffer.alloc(2_000_000, 65)];
  unsound(other(Buffer.concat(endless)), null, 'file');
  unsound(other(file.subarray(0, -1)), 299, 'file');
  unsound(other(Buffer.concat([file, Buffer.from('x')])), 300, 'file');
  const long = Buffer.from(fileOf(exampleLeaves()));
  long.writeUInt32BE(5_000_000, long.indexOf(content) - 4);
  unsound(other(long), 1, 'file');
});

/** Every file that differs from this one in one place, and whether it is cheap to ask twice. */
function* alteredFiles(file: Buffer): Generator<[Buffer, string, boolean]> {
  for (let at = 0; at < file.length; at += 1) {
    for (let bit = 0; bit < 8; bit += all ? 1 : 3) {
      const turned = Buffer.from(file);
      turned[at]! ^= 1 << bit;
      yield [turned, `bit ${bit} of byte ${at} turned`, bit === (at % 3) * 3];
    }
    yield [file.subarray(0, at), `cut at byte ${at}`, at % 8 === 0];
    const byte = file.subarray(at, at + 1);
    const [start, rest] = [file.subarray(0, at), file.subarray(at)];
    yield [Buffer.concat([start, file.subarray(at + 1)]), `byte ${at} dropped`, at % 4 === 0];
    yield [Buffer.concat([start, byte, rest]), `byte ${at} doubled`, at % 4 === 1];
    const some = Buffer.from([(at * 7) % 256]);
    yield [Buffer.concat([start, some, rest]), `put in at ${at}`, at % 4 === 2];
    yield [Buffer.concat([start, Buffer.from('\n'), rest]), `a newline at ${at}`, at % 4 === 3];
    if (at === 0 || file[at] === file[at - 1]) continue;
    const swapped = Buffer.from(file);
    [swapped[at], swapped[at - 1]] = [file[at - 1]!, file[at]!];
    yield [swapped, `byte ${at} swapped with the one before`, at % 4 === 0];
  }
  yield [Buffer.concat([file, file]), 'the whole file twice', true];
}

test('every turned bit, cut, insertion, doubling and swap of a journal file is found', () => {
  const file = fileOf(exampleLeaves());
  assert(verifyJournalFile(file, { key, checkSignatures: 'all' }).sound);
  let asked = 0;
  for (const [altered, what, twice] of alteredFiles(file)) {
    asked += 1;
    const ours = verifyJournalFile(altered, { key, checkSignatures: 'all' });
    assert.equal(ours.sound, false, what);
    if (twice || all) assert.equal(fileVerdict(altered, key).sound, false, what);
  }
  assert(asked > (all ? 13 : 8) * file.length, `${asked} altered files`);
});

test('a change within a leaf names that leaf', () => {
  const leaves = exampleLeaves();
  const file = fileOf(leaves, 'bare');
  leaves.forEach(({ bytes }, number) => {
    const start = file.indexOf(bytes);
    for (let at = start; at < start + bytes.length; at += 3) {
      const altered = Buffer.from(file);
      altered[at]! ^= 1;
      const found = verifyJournalFile(altered, { key, checkSignatures: 'all' });
      assert(!found.sound && found.leaf === number, `byte ${at - start} of leaf ${number}`);
    }
  });
});
