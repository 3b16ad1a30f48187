// A journal of the post at Galafi, the same bytes every time: the example of docs/journal.md.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { signCheckpoint } from '../../src/kernel/journal/checkpoint.ts';
import { writeJournalFile } from '../../src/kernel/journal/journal-file.ts';
import {
  saidDigest, sealedDigest, writeLeaf, type LeafBody,
} from '../../src/kernel/journal/leaf.ts';
import { signer } from '../../src/kernel/journal/note.ts';
import { Frontier, leafHash, type HashAt } from '../../src/kernel/journal/tree.ts';

/** RFC 8032 §7.1, TEST 1. */
export const secret = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
export const origin = 'safar.xx/post/galafi/5f0c2b7e9a4d4c1d8e3f6a7b8c9d0e1f';
export const device = 'desk-1';
export const content = Buffer.from('sealed: 1');

/** An Ed25519 private key from its 32 secret bytes in hex (RFC 8410 §7). */
export function keyOf(hex: string): KeyObject {
  const pkcs8 = Buffer.from(`302e020100300506032b657004220420${hex}`, 'hex');
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

export const leafSigner = signer(`${origin}/${device}`, keyOf(secret));
export const headSigner = signer(origin, keyOf(secret));

const salt = (byte: number) => Buffer.alloc(16, byte);

/** The statement of leaf `number`, one second after the one before; `more` replaces fields. */
export function statement(
  number: number, previous: Uint8Array | null, more: Record<string, unknown> = {},
): LeafBody {
  return {
    safar: 1,
    origin,
    number,
    at: `2026-11-22T04:${String(Math.floor(number / 60) % 60).padStart(2, '0')}:`
      + `${String(number % 60).padStart(2, '0')}.123Z`,
    tick: 0,
    event: number === 0 ? 'journal-opened' : 'crossing-recorded',
    version: 1,
    realm: number === 0 ? 'public' : 'border',
    subject: number === 0 ? origin : '0199f3e0-7c1a-7cc3-9d5e-000000000001',
    by: number === 0 ? 'node' : 'amina',
    ...(number === 0
      ? { opens: { vkey: leafSigner.vkey, predecessor: null } } : { signIn: 's-17' }),
    device,
    post: 'galafi',
    boot: 'b-1',
    monotonicMs: 81_234 + 1000 * number,
    clock: 'good',
    said: saidDigest(salt(0), '{}'),
    sealed: null,
    previous: previous && Buffer.from(previous).toString('base64url'),
    ...more,
  };
}

export const said =
  '{"crossing":"0199f3e0-7c1a-7cc3-9d5e-000000000001","direction":"entry"}';

/** The three leaves of the example: opened, a crossing, and a kind nobody knows yet. */
export function exampleLeaves(): { bytes: Buffer; content: Buffer | null }[] {
  const opened = writeLeaf(statement(0, null), leafSigner);
  const crossing = writeLeaf(statement(1, leafHash(opened), {
    said: saidDigest(salt(1), said), sealed: sealedDigest(content),
  }), leafSigner);
  const unknown = writeLeaf(statement(2, leafHash(crossing), {
    event: 'herd-vaccinated', version: 4, weather: { sky: 'clear', wind: [1.5, -0, 'م'] },
  }), leafSigner);
  return [
    { bytes: opened, content: null },
    { bytes: crossing, content },
    { bytes: unknown, content: null },
  ];
}

/** `count` leaves, of which those from `from` on carry `more`. */
export function journalOf(
  count: number, from = count, more: Record<string, unknown> = {},
): { bytes: Buffer; content: null }[] {
  const leaves: { bytes: Buffer; content: null }[] = [];
  for (let n = 0; n < count; n += 1) {
    const before = leaves.at(-1);
    const body = statement(n, before ? leafHash(before.bytes) : null, n >= from ? more : {});
    leaves.push({ bytes: writeLeaf(body, leafSigner), content: null });
  }
  return leaves;
}

/** The tree over leaves, with every complete subtree's hash remembered. */
export function treeOf(leaves: readonly { bytes: Uint8Array }[]): {
  frontier: Frontier; hashAt: HashAt;
} {
  const frontier = new Frontier();
  const hashes = new Map<string, Buffer>();
  for (const { bytes } of leaves) {
    frontier.append(leafHash(bytes), (level, index, hash) => hashes.set(`${level}/${index}`, hash));
  }
  return { frontier, hashAt: (level, index) => hashes.get(`${level}/${index}`)! };
}

/** The signed head of the first `size` of these leaves. */
export function headOf(leaves: readonly { bytes: Uint8Array }[], size = leaves.length): Buffer {
  const root = treeOf(leaves.slice(0, size)).frontier.root();
  return signCheckpoint({ origin, size, root }, [headSigner]);
}

/** The journal file of these leaves with their contents. */
export function fileOf(
  leaves: readonly { bytes: Uint8Array; content?: Uint8Array | null }[],
  contents: 'bare' | 'contents' = 'contents',
): Buffer {
  return Buffer.concat([...writeJournalFile({ checkpoint: headOf(leaves), contents, leaves })]);
}
