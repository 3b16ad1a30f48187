// Evidence that one key signed two histories; whoever holds the public key can check it.
import { checkpointVerifier, openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { rootBefore } from './tree.ts';

/** Two signed checkpoints of one journal, and why neither is the beginning of the other. */
export type TwoHistories = {
  origin: string;
  /** What was known, and what was shown later, as they were signed. */
  known: Uint8Array;
  shown: Uint8Array;
  /** From the larger of two sizes: what `rootBefore` reads; empty where the sizes are one. */
  proof: readonly Uint8Array[];
};

/**
 * Whether both checkpoints were signed by the key, and cannot be of one journal: two roots of one
 * size, or a larger tree that is proved to have begun otherwise. Throws Unreadable where one of
 * them is not a checkpoint of this origin and key.
 */
export function provesTwoHistories({ origin, known, shown, proof }: TwoHistories, vkey: string) {
  const pinned = { origin, verifiers: [checkpointVerifier(origin, vkey)] };
  const heads = [known, shown].map((bytes) => openCheckpoint(bytes, pinned));
  const [small, large] = heads.sort((a, b) => a.size - b.size) as [Checkpoint, Checkpoint];
  if (small.size === large.size) return !small.root.equals(large.root);
  const began = rootBefore(small.size, large, proof);
  return began !== undefined && !began.equals(small.root);
}
