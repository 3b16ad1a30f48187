// Proves that a run of leaves is the same in a larger tree (draft-ietf-plants-merkle-tree-certs).
import {
  half, isHash, nodeHash, odd, rootOfRange, same, split, validSize, type HashAt,
} from './tree.ts';

/** The leaves from `start` to before `end`. */
export type Range = { start: number; end: number };

/**
 * Whether a range is a subtree: it has leaves, and begins at a multiple of the least power of two
 * that is not below its length (§4.1).
 */
export function validSubtree({ start, end }: Range): boolean {
  if (!validSize(start) || !validSize(end) || start >= end) return false;
  let width = 1;
  while (width < end - start) width *= 2;
  return start % width === 0;
}

/**
 * Proves that a subtree is that of a tree of `size` leaves: SUBTREE_PROOF (§4.4.1). Throws
 * RangeError when the range is no subtree of it.
 */
export function subtreeProof(range: Range, size: number, hashAt: HashAt): Buffer[] {
  if (!validSubtree(range) || !validSize(size) || range.end > size) {
    throw new RangeError(`${range.start} to ${range.end} is not a subtree in a tree of ${size}`);
  }
  return subproof({ ...range, from: 0, to: size, known: true }, hashAt);
}

/** Whether the proof shows the subtree of this root in that tree (§4.4.3). */
export function verifySubtree({ start, end, root, tree, proof }: Range & {
  root: Uint8Array; tree: { size: number; root: Uint8Array }; proof: readonly Uint8Array[];
}): boolean {
  if (!validSubtree({ start, end }) || !validSize(tree.size) || end > tree.size) return false;
  if (![root, tree.root, ...proof].every(isHash)) return false;
  let [fn, sn, tn] = [start, end - 1, tree.size - 1];
  const up = (): void => { [fn, sn, tn] = [half(fn), half(sn), half(tn)]; };
  // A subtree that ends with the tree has no neighbour after it on any level below its root.
  const flush = sn === tn;
  while (fn !== sn && (flush || odd(sn))) up();
  const hashes = fn === sn ? [root, ...proof] : [...proof];
  if (hashes.length === 0) return false;
  let [below, above] = [hashes[0]!, hashes[0]!];
  for (const each of hashes.slice(1)) {
    if (tn === 0) return false;
    if (odd(sn) || sn === tn) {
      if (fn < sn) below = nodeHash(each, below);
      above = nodeHash(each, above);
      while (!odd(sn)) up();
    } else {
      above = nodeHash(above, each);
    }
    up();
  }
  return tn === 0 && same(below, root) && same(above, tree.root);
}

// SUBTREE_SUBPROOF over the node of the leaves `from` to before `to`; `known` while the verifier
// has the hash of the whole of it.
function subproof(
  { start, end, from, to, known }: Range & { from: number; to: number; known: boolean },
  hashAt: HashAt,
): Buffer[] {
  if (start === from && end === to) return known ? [] : [rootOfRange(from, to, hashAt)];
  const middle = from + split(to - from);
  if (end <= middle) {
    const inside = subproof({ start, end, from, to: middle, known }, hashAt);
    return [...inside, rootOfRange(middle, to, hashAt)];
  }
  // A subtree across the middle begins where the node does, so its first half is whole.
  const inside = start < middle
    ? subproof({ start: middle, end, from: middle, to, known: false }, hashAt)
    : subproof({ start, end, from: middle, to, known }, hashAt);
  return [...inside, rootOfRange(from, middle, hashAt)];
}
