// The tree and the leaves as files that anyone can fetch and keep (C2SP tlog-tiles).
import { HASH_BYTES, nodeHash, validSize, type HashAt } from './tree.ts';

/** A tile is 256 hashes wide and stands for eight levels of the tree. */
export const TILE_WIDTH = 256;
const TILE_LEVELS = 8;
/** What the length prefix of an entry bundle can say; no leaf may be longer. */
export const MAX_LEAF_BYTES = 65_535;

/** A tile by its level (counted in eights), its number, and how many hashes it has. */
export type Tile = { level: number | 'entries'; number: number; width: number };

/** Where a tile is fetched: `tile/0/x001/x234/067.p/17`, without the log's own prefix. */
export function tilePath({ level, number, width }: Tile): string {
  if (!validSize(number) || width < 1 || width > TILE_WIDTH || !Number.isInteger(width)) {
    throw new RangeError('no such tile');
  }
  const digits = String(number);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g)!;
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** How many hashes tile `number` has at `level` in a tree of `size` leaves; 0 where it has none. */
export function tileWidth(level: number, number: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - number * TILE_WIDTH));
}

/**
 * The tree's hashes, read from the tiles of a tree of `size` leaves. `readTile` gives a tile's
 * bytes, 32 for each hash; it may give a wider tile than asked. Throws RangeError when it gives
 * less, or when a subtree is asked for that the tree does not have.
 */
export function hashAtFrom(size: number, readTile: (tile: Tile) => Uint8Array): HashAt {
  return (level, index) => {
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const count = 2 ** (level - tileLevel * TILE_LEVELS);
    const number = Math.floor((index * count) / TILE_WIDTH);
    const from = index * count - number * TILE_WIDTH;
    const width = tileWidth(tileLevel, number, size);
    if (from + count > width) throw new RangeError('the tree has no such subtree');
    const bytes = readTile({ level: tileLevel, number, width });
    if (bytes.length < width * HASH_BYTES) throw new RangeError('a tile is too short');
    return foldTile(bytes, from, count);
  };
}

/** Leaves one after another, each after its length in two bytes (tlog-tiles, Log entries). */
export function encodeBundle(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length > TILE_WIDTH) throw new RangeError('a bundle has at most 256 leaves');
  const parts: Uint8Array[] = [];
  for (const leaf of leaves) {
    if (leaf.length > MAX_LEAF_BYTES) throw new RangeError('a leaf is too long for a bundle');
    parts.push(Buffer.from([leaf.length >> 8, leaf.length & 0xff]), leaf);
  }
  return Buffer.concat(parts);
}

/** The `width` leaves of a bundle. Throws RangeError when it has fewer, or bytes left over. */
export function decodeBundle(bytes: Uint8Array, width: number): Buffer[] {
  const bundle = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const leaves: Buffer[] = [];
  let at = 0;
  while (leaves.length < width) {
    const end = at + 2 + (at + 2 <= bundle.length ? bundle.readUInt16BE(at) : Infinity);
    if (end > bundle.length) throw new RangeError('the bundle ends before its leaves do');
    leaves.push(bundle.subarray(at + 2, end));
    at = end;
  }
  if (at !== bundle.length) throw new RangeError('the bundle goes on after its leaves');
  return leaves;
}

function foldTile(bytes: Uint8Array, from: number, count: number): Buffer {
  let hashes: Uint8Array[] = [];
  for (let i = from; i < from + count; i += 1) {
    hashes.push(bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
  }
  while (hashes.length > 1) {
    hashes = hashes.flatMap((each, i) => (i % 2 === 0 ? [nodeHash(each, hashes[i + 1]!)] : []));
  }
  return Buffer.from(hashes[0]!);
}
