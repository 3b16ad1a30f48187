// A policy says whose cosignatures are enough, and is read in one way only.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { cosignatureVerifier, cosigner } from './cosignature.ts';
import { signer } from './note.ts';
import { readPolicy, UnreadablePolicy } from './policy.ts';

const ed25519 = () => generateKeyPairSync('ed25519').privateKey;
const log = signer('safar.xx/post/galafi', ed25519());
const other = signer('safar.xx/post/loyada', ed25519());
const keys = ['x1', 'x2', 'x3', 'y1', 'y2'].map((name, at) => cosigner(`${name}.example`,
  at === 4 ? generateKeyPairSync('ml-dsa-44').privateKey : ed25519()));
const [x1, x2, x3, y1, y2] = keys.map(({ vkey }) => cosignatureVerifier(vkey));
const line = (at: number) => `witness W${at} ${keys[at]!.vkey} https://w.example/${at}`;
const read = (...lines: string[]) => readPolicy(Buffer.from(`${lines.join('\n')}\n`));

test('the two levels of groups of the published example', () => {
  const policy = read(`log ${log.vkey}`, '', '  # a comment', ...[0, 1, 2, 3, 4].map(line),
    'group X-witnesses 2 W0 W1 W2', '\tgroup Y-witnesses any W3 W4 ',
    'group X-and-Y all X-witnesses Y-witnesses', 'quorum X-and-Y');
  assert.deepEqual(policy.logs.map(({ vkey }) => vkey), [log.vkey]);
  assert.equal(policy.witnesses.get('W4')?.vkey, y2!.vkey);
  assert(policy.quorum([x1!, x3!, y2!]));
  assert(policy.quorum([x1!, x2!, x3!, y1!, y2!]));
  assert(!policy.quorum([x1!, y1!, y2!]));
  assert(!policy.quorum([x1!, x2!, x3!]));
  assert(!policy.quorum([]));
});

test('one witness, or none, can be a quorum', () => {
  assert(read('quorum none').quorum([]));
  const one = read(line(0), 'quorum W0');
  assert(one.quorum([x1!]));
  assert(!one.quorum([x2!]));
});

test('a name may be of any octets but spaces and control characters', () => {
  const policy = readPolicy(Buffer.concat([
    Buffer.from('witness '), Buffer.of(0xff, 0x80), Buffer.from(` ${keys[0]!.vkey}\nquorum `),
    Buffer.of(0xff, 0x80, 0x0a),
  ]));
  assert(policy.quorum([x1!]));
});

test('what is not a policy is refused, and the line is named', () => {
  const again = keys[0]!.vkey;
  const refused: [string[], number | undefined][] = [
    [[''], undefined], [[line(0)], undefined],
    [['', '', 'quorum W0'], 3], [['quorum W0', line(0)], 1], [['quorum none', 'quorum none'], 2],
    [['quorum none extra'], 1], [['quorum'], 1], [['witness none ' + again, 'quorum none'], 1],
    [['log', 'quorum none'], 1], [['log x', 'quorum none'], 1],
    [[`log ${again}`, 'quorum none'], 1], [[`log ${log.vkey} a b`, 'quorum none'], 1],
    [[`log ${log.vkey}`, `log ${log.vkey}`, 'quorum none'], 2],
    [['witness W0', 'quorum none'], 1], [[`witness W0 ${log.vkey}`, 'quorum none'], 1],
    [[line(0), line(0), 'quorum W0'], 2], [[line(0), `witness W1 ${again}`, 'quorum W0'], 2],
    [[line(0), 'group W0 any W0', 'quorum W0'], 2],
    [[line(0), 'group G any W0 W0', 'quorum G'], 2],
    [[line(0), 'group G any W0', 'group H any W0', 'quorum H'], 3],
    [[line(0), 'group G 2 W0', 'quorum G'], 2], [[line(0), 'group G 0 W0', 'quorum G'], 2],
    [[line(0), 'group G 01 W0', 'quorum G'], 2], [[line(0), 'group G any', 'quorum G'], 2],
    [['group G any W9', 'quorum G'], 1], [['group G any none', 'quorum G'], 1],
    [['hello', 'quorum none'], 1], [['quorum none\u0001'], 1], [['quorum none\r'], 1],
  ];
  for (const [lines, at] of refused) {
    assert.throws(() => read(...lines), (error: unknown) => error instanceof UnreadablePolicy
      && (at === undefined || error.message.startsWith(`line ${at}:`)), lines.join('|'));
  }
  assert.throws(() => readPolicy(Buffer.from('quorum none')), UnreadablePolicy);
  assert.throws(() => readPolicy(Buffer.alloc(1_000_001, 10)), UnreadablePolicy);
  const many = Array.from({ length: 101 }, () => `log ${signer('a', ed25519()).vkey}`);
  assert.throws(() => read(...many, 'quorum none'), UnreadablePolicy);
  assert.equal(read(`log ${log.vkey}`, `log ${other.vkey}`, 'quorum none').logs.length, 2);
});
