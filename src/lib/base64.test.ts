// Bytes written as text come back unchanged, and text that is not bytes is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as text from './base64.ts';

test('bytes written as base64, base64url and hex are the same bytes when read', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    assert.equal(text.toBase64(bytes), Buffer.from(bytes).toString('base64'));
    assert.equal(text.toBase64url(bytes), Buffer.from(bytes).toString('base64url'));
    assert.equal(text.toHex(bytes), Buffer.from(bytes).toString('hex'));
    assert.deepEqual(text.fromBase64(text.toBase64(bytes)), bytes);
    assert.deepEqual(text.fromBase64url(text.toBase64url(bytes)), bytes);
    assert.deepEqual(text.fromHex(text.toHex(bytes)), bytes);
  }));
});

test('text that is not bytes is refused with the place of the first wrong character', () => {
  assert.deepEqual(text.fromBase64('AB*D'), { refused: 'not-base64', at: 2 });
  assert.deepEqual(text.fromBase64('ABC'), { refused: 'not-base64', at: 3 });
  assert.deepEqual(text.fromBase64url('AB+D'), { refused: 'not-base64url', at: 2 });
  assert.deepEqual(text.fromBase64('AB=='), { refused: 'not-base64', at: 1 });
  assert.deepEqual(text.fromHex('0g'), { refused: 'not-hex', at: 1 });
  assert.deepEqual(text.fromHex('abc'), { refused: 'not-hex', at: 3 });
});

test('any text is read or refused, and what is read is written back the same', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (any) => {
    const bytes = text.fromBase64(any);
    if (bytes instanceof Uint8Array) assert.equal(text.toBase64(bytes), any);
  }));
});
