// One value has one text, and a value without an honest text is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CANONICAL_CHARACTERS, canonical, canonicalBytes, tryCanonical } from './canonical.ts';

test('members are ordered by UTF-16 code unit and numbers are shortest (RFC 8785 §3.2)', () => {
  assert.equal(canonical({ b: 1e21 / 1e19, a: [true, null, 'é'] }),
    '{"a":[true,null,"é"],"b":100}');
  assert.equal(canonical({ '\u20ac': 1, '\r': 2, '1': 3 }), '{"\\r":2,"1":3,"€":1}');
  assert.deepEqual(canonicalBytes('é'), new Uint8Array([0x22, 0xc3, 0xa9, 0x22]));
});

test('what JSON would drop or bend in silence is refused, with the path to it', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const cases: [unknown, string, string][] = [
    [undefined, 'undefined', ''],
    [{ name: { given: undefined } }, 'undefined', '/name/given'],
    [[1, NaN], 'number-not-finite', '/1'],
    [{ n: 2 ** 60 }, 'integer-not-safe', '/n'],
    [{ n: 1n }, 'not-plain', '/n'],
    [{ at: new Date(0) }, 'not-plain', '/at'],
    [new Map(), 'not-plain', ''],
    ['\ud800', 'lone-surrogate', ''],
    [{ '\udc00': 1 }, 'lone-surrogate', '/\udc00'],
    ['x'.repeat(CANONICAL_CHARACTERS + 1), 'too-large', ''],
  ];
  for (const [value, refused, at] of cases) {
    assert.deepEqual(tryCanonical(value), { refused, at });
  }
  assert.equal((tryCanonical(circle) as { refused: string }).refused, 'too-deep');
  assert.throws(() => canonical({ a: undefined }), /undefined at \/a/);
});

test('the text reads back as the value, whatever the order it was written in', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
    const text = tryCanonical(value);
    if (typeof text !== 'string') return;
    assert.equal(canonical(JSON.parse(text)), text);
  }));
});
