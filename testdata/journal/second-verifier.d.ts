// The shapes of the second verifier, which is plain JavaScript so that it stands alone.
type Leaf = { bytes: Uint8Array; content?: Uint8Array | null };
type Verdict = { sound: boolean; reason?: string };
export function mth(leaves: Uint8Array[]): Buffer;
export function path(m: number, leaves: Uint8Array[]): Buffer[];
export function proof(m: number, leaves: Uint8Array[]): Buffer[];
export function receiptVerdict(
  receipt: string, origin: string, vkey: string, leaf?: Uint8Array,
): Verdict;
export function journalVerdict(
  leaves: readonly Leaf[], vkey: string, checkpoints: readonly Uint8Array[],
): Verdict;
export function fileVerdict(
  file: Buffer, vkey: string, checkpoints?: readonly Uint8Array[],
): Verdict;
