// A journal as one file, to be carried, kept and verified by anyone (docs/journal.md).
import { Unreadable } from './note.ts';
import { encodeBundle, TILE_WIDTH } from './tiles.ts';
import { validSize } from './tree.ts';

/** A sealed content; larger things are sealed apart and named in it by their digest. */
export const MAX_CONTENT_BYTES = 4 * 1024 * 1024;
/** A checkpoint with a hundred signatures has half as much. */
export const MAX_HEAD_BYTES = 1024 * 1024;

const FIRST_LINE = /^safar journal 1 (bare|contents)\n/;
const FIRST_LINE_BYTES = 'safar journal 1 contents\n'.length;
const NOT_HERE = 0xffff_ffff;

/** A file's bytes: all at once, or in pieces of any size as they are read from a disk. */
export type Chunks = Uint8Array | Iterable<Uint8Array>;

/** A file as read. `leaves` reads on as it is walked, and can be walked once. */
export type JournalFile = {
  checkpoint: Buffer;
  contents: boolean;
  leaves: Iterable<{ bytes: Buffer; content: Buffer | null }>;
};

/** A file that is not of this form, cut short, or longer than its checkpoint says. */
export class UnreadableJournalFile extends Unreadable<'file'> {}

/**
 * The bytes of a journal file, in pieces: a first line, the checkpoint, a blank line, then each
 * leaf after its length in two bytes (which makes a bare file a sequence of C2SP entry bundles)
 * and, where contents are written, its content after a length in four.
 * `leaves` must be as many as the checkpoint says.
 */
export function* writeJournalFile(
  { checkpoint, contents, leaves }: {
    checkpoint: Uint8Array;
    contents: 'bare' | 'contents';
    leaves: Iterable<{ bytes: Uint8Array; content?: Uint8Array | null }>;
  },
): Generator<Buffer> {
  yield Buffer.from(`safar journal 1 ${contents}\n`);
  yield Buffer.concat([checkpoint, Buffer.from('\n')]);
  let parts: Uint8Array[] = [];
  for (const { bytes, content } of leaves) {
    parts.push(encodeBundle([bytes]));
    if (contents === 'contents') parts.push(...contentBytes(content));
    if (parts.length < TILE_WIDTH) continue;
    yield Buffer.concat(parts);
    parts = [];
  }
  yield Buffer.concat(parts);
}

/**
 * Reads a journal file; nothing is verified (`verifyJournalFile` does that). At most one leaf
 * and its content are in memory. Throws UnreadableJournalFile, also while leaves are walked.
 */
export function readJournalFile(chunks: Chunks): JournalFile {
  const source = new Source(chunks);
  const [line, kind] = FIRST_LINE.exec(source.peek(FIRST_LINE_BYTES).toString('latin1')) ?? [];
  if (!line) throw unreadable('does not begin with "safar journal 1"');
  source.take(line.length);
  const checkpoint = takeCheckpoint(source);
  const size = sizeOf(checkpoint);
  const contents = kind === 'contents';
  return { checkpoint, contents, leaves: takeLeaves(source, { size, contents }) };
}

// The checkpoint's text has no empty line, so the note ends at the second blank line.
function takeCheckpoint(source: Source): Buffer {
  const text = source.untilBlankLine();
  const signatures = source.untilBlankLine();
  return Buffer.concat([text, Buffer.from('\n'), signatures]);
}

function sizeOf(checkpoint: Buffer): number {
  const line = checkpoint.toString('utf8').split('\n')[1] ?? '';
  const size = /^(?:0|[1-9]\d{0,15})$/.test(line) ? Number(line) : -1;
  if (!validSize(size)) throw unreadable('the checkpoint does not count');
  return size;
}

function* takeLeaves(
  source: Source,
  { size, contents }: { size: number; contents: boolean },
): Generator<{ bytes: Buffer; content: Buffer | null }> {
  for (let done = 0; done < size; done += 1) {
    const bytes = source.take(source.take(2).readUInt16BE());
    yield { bytes, content: contents ? takeContent(source) : null };
  }
  if (source.peek(1).length > 0) {
    throw unreadable(`goes on after the ${size} leaves of its checkpoint`);
  }
}

function takeContent(source: Source): Buffer | null {
  const length = source.take(4).readUInt32BE();
  if (length === NOT_HERE) return null;
  if (length > MAX_CONTENT_BYTES) {
    throw unreadable(`a content of more than ${MAX_CONTENT_BYTES} bytes`);
  }
  return source.take(length);
}

function contentBytes(content: Uint8Array | null | undefined): Uint8Array[] {
  const length = Buffer.alloc(4);
  if (content && content.length > MAX_CONTENT_BYTES) throw new RangeError('a content is too long');
  length.writeUInt32BE(content ? content.length : NOT_HERE);
  return content ? [length, content] : [length];
}

const unreadable = (message: string) => new UnreadableJournalFile('file', message);

/** Takes exact lengths from pieces of any length. */
class Source {
  readonly #pieces: Iterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0); // Read and not yet taken; owned by #fill and take.

  constructor(chunks: Chunks) {
    const pieces = chunks instanceof Uint8Array ? [chunks] : chunks;
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** Up to `length` bytes that come next, and stay. */
  peek(length: number): Buffer {
    this.#fill(length);
    return this.#held.subarray(0, length);
  }

  take(length: number): Buffer {
    this.#fill(length);
    if (this.#held.length < length) throw unreadable('ends before its leaves do');
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  /** The lines up to a blank line, which is taken and not given. */
  untilBlankLine(): Buffer {
    for (let wanted = 4096; ; wanted *= 2) {
      const seen = this.peek(Math.min(wanted, MAX_HEAD_BYTES));
      const end = seen.indexOf('\n\n');
      if (end >= 0) {
        const lines = this.take(end + 1);
        this.take(1);
        return lines;
      }
      if (seen.length < wanted) throw unreadable('has no checkpoint at its beginning');
    }
  }

  #fill(length: number): void {
    if (this.#held.length >= length) return;
    const parts: Uint8Array[] = [this.#held];
    let have = this.#held.length;
    while (have < length) {
      const { done, value } = this.#pieces.next();
      if (done) break;
      parts.push(value);
      have += value.length;
    }
    this.#held = Buffer.concat(parts);
  }
}
