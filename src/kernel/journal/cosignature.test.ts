// Cosignatures: each says who, of which head, and when; anything altered is not believed.
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, verify } from 'node:crypto';
import { test } from 'node:test';
import { signCheckpoint, UnreadableCheckpoint } from './checkpoint.ts';
import {
  cosignatureLines, cosignaturesOn, cosignatureVerifier, cosigner,
} from './cosignature.ts';
import { MAX_SIGNATURE_LINE, signer, splitNote, UnreadableNote } from './note.ts';
import { leafHash } from './tree.ts';

const log = signer('safar.xx/post/galafi', generateKeyPairSync('ed25519').privateKey);
const root = leafHash(Buffer.from('leaf'));
const checkpoint = signCheckpoint({ origin: log.name, size: 1, root }, [log]);
const other = signCheckpoint({ origin: log.name, size: 2, root }, [log]);
const classic = cosigner('hub.xx/mirror', generateKeyPairSync('ed25519').privateKey);
const quantum = cosigner('hub.xx/mirror', generateKeyPairSync('ml-dsa-44').privateKey);
const both = [classic, quantum];
const noon = 1_795_435_200;
const withLines = (note: Buffer, lines: string) => Buffer.concat([note, Buffer.from(lines)]);
const known = both.map(({ vkey }) => cosignatureVerifier(vkey));

test('both kinds of key cosign a checkpoint, and their lines say who and when', () => {
  const lines = cosignatureLines(checkpoint, both, noon);
  const found = cosignaturesOn(splitNote(withLines(checkpoint, lines)), known);
  assert.deepEqual(found.map(({ by, seconds }) => [by.vkey, seconds]),
    both.map(({ vkey }) => [vkey, noon]));
  for (const line of lines.split('\n')) assert(line.length < MAX_SIGNATURE_LINE);
});

test('the key IDs and the lines to pin are those of signature types 4 and 6', () => {
  for (const [type, each, bytes] of [[4, classic, 32], [6, quantum, 1312]] as const) {
    const [name, id, key] = each.vkey.split('+', 2).concat(each.vkey.slice(
      each.vkey.indexOf('+', each.vkey.indexOf('+') + 1) + 1)) as [string, string, string];
    const typed = Buffer.from(key, 'base64');
    assert.equal(typed[0], type);
    assert.equal(typed.length, 1 + bytes);
    const named = Buffer.concat([Buffer.from(`${name}\n`), typed]);
    assert.equal(id, hash('sha256', named, 'buffer').subarray(0, 4).toString('hex'));
    assert.equal(each.keyId.toString('hex'), id);
  }
});

test('an Ed25519 cosignature is over header, time and text, as published', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const text = splitNote(checkpoint).text;
  const stamped = cosigner('w.example/1', privateKey).cosign(text, 1_679_315_147);
  assert.equal(stamped.subarray(0, 8).toString('hex'), '00000000641850cb');
  const said = Buffer.from(`cosignature/v1\ntime 1679315147\n${text.toString()}`);
  assert(verify(null, said, publicKey, stamped.subarray(8)));
});

test('an ML-DSA-44 cosignature is over the names, the time and the head, as published', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ml-dsa-44');
  const stamped = cosigner('w.example/1', privateKey).cosign(splitNote(checkpoint).text, noon);
  assert.equal(stamped.length, 8 + 2420);
  const number = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(value, 4);
    return bytes;
  };
  const said = Buffer.concat([
    Buffer.from('subtree/v1\n\0'), Buffer.of(11), Buffer.from('w.example/1'), number(noon),
    Buffer.of(log.name.length), Buffer.from(log.name), number(0), number(1), root,
  ]);
  assert(verify(null, said, publicKey, stamped.subarray(8)));
});

test('a cosignature of another head, at another time, or with a bit changed is refused', () => {
  for (const each of both) {
    const verifiers = [cosignatureVerifier(each.vkey)];
    const line = cosignatureLines(checkpoint, [each], noon);
    const refused = (note: Buffer) => assert.throws(
      () => cosignaturesOn(splitNote(note), verifiers), UnreadableNote);
    refused(withLines(other, line));
    refused(withLines(checkpoint, line + line));
    const signature = Buffer.from(line.split(' ')[2]!, 'base64');
    for (const at of [4, 11, 12, 40, signature.length - 1]) {
      const changed = Buffer.from(signature);
      changed[at]! ^= 1;
      refused(withLines(checkpoint, `\u2014 ${each.name} ${changed.toString('base64')}\n`));
    }
    const short = signature.subarray(0, -1).toString('base64');
    refused(withLines(checkpoint, `\u2014 ${each.name} ${short}\n`));
    refused(withLines(checkpoint,
      `\u2014 ${each.name} ${signature.subarray(0, 9).toString('base64')}\n`));
  }
});

test('lines of keys that are not known are ignored, and nobody known is nobody', () => {
  const stranger = cosigner('hub.xx/mirror', generateKeyPairSync('ed25519').privateKey);
  const lines = cosignatureLines(checkpoint, [stranger, classic], noon);
  const parts = splitNote(withLines(checkpoint, lines));
  assert.deepEqual(cosignaturesOn(parts, known).map(({ by }) => by.vkey), [classic.vkey]);
  assert.deepEqual(cosignaturesOn(splitNote(checkpoint), known), []);
});

test('a line to pin that is of another kind of key, or not of its name, is refused', () => {
  const wrong = [
    log.vkey, '', 'a', classic.vkey.replace('hub', 'pub'), `${classic.vkey}x`,
    classic.vkey.replace(/\+[0-9a-f]{8}/, '+00000000'),
  ];
  for (const line of wrong) assert.throws(() => cosignatureVerifier(line), UnreadableNote, line);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  assert.throws(() => cosigner('w.example/1', rsa), TypeError);
});

test('a time that is none, and a text that is no head, are not cosigned', () => {
  const text = splitNote(checkpoint).text;
  for (const each of both) {
    for (const time of [-1, 0.5, 2 ** 53]) assert.throws(() => each.cosign(text, time), RangeError);
  }
  assert.throws(() => quantum.cosign(Buffer.from('no head\n'), noon), UnreadableCheckpoint);
  const stamped = quantum.cosign(text, noon);
  assert.equal(known[1]!.verify(Buffer.from('no head\n'), stamped), false);
  assert.equal(known[1]!.verify(text, stamped), true);
  const longName = cosigner('\u0639'.repeat(200), generateKeyPairSync('ml-dsa-44').privateKey);
  assert.throws(() => longName.cosign(text, noon), UnreadableCheckpoint);
  const long = signer('x'.repeat(250), createPrivateKey(generateKeyPairSync('ed25519').privateKey
    .export({ type: 'pkcs8', format: 'pem' })));
  const head = signCheckpoint({ origin: long.name, size: 1, root }, [long]);
  assert.equal(cosignaturesOn(splitNote(withLines(head, cosignatureLines(head, both, noon))),
    known).length, 2);
});

test('a time beyond 2^53 seconds is in the future, and is refused', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const each = cosignatureVerifier({ name: 'w', publicKey: createPublicKey(privateKey) });
  const text = splitNote(checkpoint).text;
  const far = Buffer.concat([Buffer.from('0020000000000000', 'hex'),
    cosigner('w', privateKey).cosign(text, 1).subarray(8)]);
  assert.equal(each.verify(text, far), false);
  assert.equal(each.verify(text, Buffer.alloc(3)), false);
});
