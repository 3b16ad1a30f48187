// A second verifier, written from docs/journal.md alone: slow, plain, and no code of the product.
// Run it by itself: node second-verifier.js FILE VKEY [CHECKPOINT…]

import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const bytesOf = (...numbers) => Buffer.from(numbers);

class Unsound extends Error {}
const ensure = (holds, what) => {
  if (!holds) throw new Unsound(what);
};

// Section 3, word for word: slow recursion over all leaves.
export function mth(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(bytesOf(0), leaves[0]);
  const k = largestPowerBelow(leaves.length);
  return sha256(bytesOf(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

export function path(m, leaves) {
  if (leaves.length === 1) return [];
  const k = largestPowerBelow(leaves.length);
  if (m < k) return [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))];
  return [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}

export function proof(m, leaves) {
  return subproof(m, leaves, true);
}

function subproof(m, leaves, b) {
  if (m === leaves.length) return b ? [] : [mth(leaves)];
  const k = largestPowerBelow(leaves.length);
  if (m <= k) return [...subproof(m, leaves.slice(0, k), b), mth(leaves.slice(k))];
  return [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}

function largestPowerBelow(n) {
  let k = 1;
  while (2 * k < n) k = 2 * k;
  return k;
}

// The root that an inclusion proof leads to, by the recursion that made the proof.
function rootFrom(hash, m, n, hashes) {
  if (n === 1) {
    ensure(hashes.length === 0, 'a hash too many in the proof');
    return hash;
  }
  ensure(hashes.length > 0, 'a hash too few in the proof');
  const k = largestPowerBelow(n);
  const last = hashes.at(-1);
  const rest = hashes.slice(0, -1);
  return m < k
    ? sha256(bytesOf(1), rootFrom(hash, m, k, rest), last)
    : sha256(bytesOf(1), last, rootFrom(hash, m - k, n - k, rest));
}

// Section 1.
function base64(text, what, form = 'base64') {
  const bytes = Buffer.from(text, form);
  ensure(bytes.toString(form) === text, `${what}: not ${form}`);
  return bytes;
}

function digest(text, what) {
  ensure(typeof text === 'string', `${what}: not a text`);
  const bytes = base64(text, what, 'base64url');
  ensure(bytes.length === 32, `${what}: not 32 bytes`);
  return bytes;
}

const nameCharacters = (text) => /^[^\s\u0085+]+$/u.test(text);

function key(vkey) {
  const first = vkey.indexOf('+');
  const second = vkey.indexOf('+', first + 1);
  ensure(first > 0 && second > 0, 'vkey: not name+id+key');
  const name = vkey.slice(0, first);
  const typed = base64(vkey.slice(second + 1), 'vkey');
  ensure(typed.length === 33 && typed[0] === 1, 'vkey: not Ed25519');
  return keyNamed(name, typed.subarray(1), vkey.slice(first + 1, second));
}

function keyNamed(name, raw, idWanted) {
  ensure(nameCharacters(name) && name.length <= 255, 'the name of a key');
  const id = sha256(Buffer.from(name), bytesOf(0x0a, 0x01), raw).subarray(0, 4);
  ensure(idWanted === undefined || id.toString('hex') === idWanted, 'vkey: another key ID');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
  return { name, id, raw, public: createPublicKey({ key: jwk, format: 'jwk' }) };
}

function text(bytes) {
  const decoded = Buffer.from(bytes).toString('utf8');
  ensure(Buffer.from(decoded, 'utf8').equals(bytes), 'not UTF-8');
  return decoded;
}

function note(bytes) {
  ensure(bytes.length <= 1_000_000, 'a note too long');
  const whole = text(bytes);
  ensure(![...whole].some((c) => c < ' ' && c !== '\n'), 'a control character');
  const at = whole.lastIndexOf('\n\n');
  ensure(at >= 0 && whole.endsWith('\n') && at + 2 < whole.length, 'no signatures');
  const lines = whole.slice(at + 2, -1).split('\n');
  ensure(lines.length <= 100, 'too many signatures');
  return { text: whole.slice(0, at + 1), lines: lines.map(signatureLine) };
}

function signatureLine(line) {
  ensure(line.startsWith('— ') && line.length <= 8192, 'not a signature line');
  const parts = line.slice(2).split(' ');
  ensure(parts.length === 2 && nameCharacters(parts[0]) && parts[0].length <= 255, 'a name');
  const bytes = base64(parts[1], 'signature');
  ensure(bytes.length > 4, 'signature: too short');
  return { name: parts[0], id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function signed(opened, by) {
  const lines = opened.lines.filter((l) => l.name === by.name && l.id.equals(by.id));
  ensure(lines.length === 1, `signed ${lines.length} times by ${by.name}`);
  const [{ signature }] = lines;
  const right = signature.length === 64 && verify(null, opened.text, by.public, signature);
  ensure(right, `the signature of ${by.name} is wrong`);
}

// Section 2.
function canonical(value, depth = 0) {
  if (typeof value === 'string') {
    ensure(value.isWellFormed(), 'half a character');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    ensure(Number.isFinite(value), 'a number');
    ensure(!Number.isInteger(value) || Math.abs(value) < 2 ** 53, 'a whole number too great');
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  ensure(depth < 32, 'nested too deep');
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v, depth + 1)).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((n) => `${canonical(n)}:${canonical(value[n], depth + 1)}`).join(',')}}`;
}

const isNumber = (v) => Number.isSafeInteger(v) && v >= 0;
const isText = (v) => typeof v === 'string' && v.length >= 1 && v.length <= 200;
const isOrigin = (v) => isText(v) && nameCharacters(v) && !v.startsWith('{');
const isTime = (v) => {
  const m = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{3}Z$/.exec(v);
  if (typeof v !== 'string' || !m) return false;
  const [month, day, hour, minute, second] = m.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59
    && second <= 59;
};

function statement(line) {
  ensure(line.endsWith('\n'), 'not a line');
  let said;
  try {
    said = JSON.parse(line);
  } catch {
    throw new Unsound('not JSON');
  }
  ensure(typeof said === 'object' && said !== null && !Array.isArray(said), 'not an object');
  ensure(said.safar === 1, 'safar');
  ensure(isOrigin(said.origin), 'origin');
  ensure(isTime(said.at), 'at');
  for (const name of ['number', 'tick', 'version', 'monotonicMs']) {
    ensure(isNumber(said[name]), name);
  }
  for (const name of ['event', 'realm', 'subject', 'by', 'post', 'boot', 'device']) {
    ensure(isText(said[name]), name);
  }
  ensure(nameCharacters(said.device) && said.device.length <= 50, 'device');
  ensure(!said.device.includes('/'), 'device');
  ensure(['good', 'unsure'].includes(said.clock), 'clock');
  ensure(said.signIn === undefined || isText(said.signIn), 'signIn');
  if (said.second !== undefined) {
    const { officer, signIn, at } = said.second ?? {};
    ensure(isText(officer) && isText(signIn) && isTime(at), 'second');
  }
  digest(said.said, 'said');
  if (said.sealed !== null) digest(said.sealed, 'sealed');
  ensure(canonical(said) + '\n' === line, 'not in canonical form');
  return said;
}

function opening(said) {
  const { vkey, predecessor } = said.opens ?? {};
  ensure(said.event === 'journal-opened' && typeof vkey === 'string', 'opens');
  ensure(said.previous === null, 'previous');
  ensure(key(vkey).name === `${said.origin}/${said.device}`, 'the name of the key');
  if (predecessor === null) return;
  ensure(typeof predecessor === 'object', 'predecessor');
  ensure(isOrigin(predecessor.origin) && isNumber(predecessor.size), 'predecessor');
  digest(predecessor.root, 'predecessor');
}

// Section 4.
export function checkpoint(bytes, origin, by) {
  const opened = note(bytes);
  signed(opened, by);
  const lines = opened.text.slice(0, -1).split('\n');
  ensure(lines.length >= 3 && !lines.slice(3).includes(''), 'checkpoint: lines');
  ensure(lines[0] === origin, 'checkpoint: origin');
  ensure(/^(0|[1-9][0-9]*)$/.test(lines[1]) && isNumber(Number(lines[1])), 'checkpoint: size');
  const root = base64(lines[2], 'checkpoint: root');
  ensure(root.length === 32, 'checkpoint: root');
  return { size: Number(lines[1]), root };
}

/** Section 4, receipts: true or the reason. */
export function receiptVerdict(receipt, origin, vkey, leaf) {
  return verdict(() => {
    const raw = Buffer.from(receipt);
    const end = raw.indexOf('\n\n');
    ensure(end >= 0, 'no empty line');
    const [first, extra, index, ...hashes] = text(raw.subarray(0, end)).split('\n');
    ensure(first === 'c2sp.org/tlog-proof@v1', 'first line');
    ensure(extra?.startsWith('extra '), 'extra line');
    ensure(/^index (0|[1-9][0-9]*)$/.test(index ?? ''), 'index line');
    const m = Number(index.slice(6));
    const [hash, ...way] = [extra.slice(6), ...hashes].map((line) => base64(line, 'a hash'));
    ensure([hash, ...way].every((h) => h.length === 32), 'a hash has 32 bytes');
    ensure(!leaf || sha256(bytesOf(0), leaf).equals(hash), 'of another leaf');
    const head = checkpoint(raw.subarray(end + 2), origin, keyNamed(origin, key(vkey).raw));
    ensure(m < head.size, 'index beyond the journal');
    ensure(rootFrom(hash, m, head.size, way).equals(head.root), 'another root');
  });
}

/** Section 5, of leaves [{bytes, content}]. */
export function journalVerdict(leaves, vkey, checkpoints) {
  return verdict(() => journal(leaves, vkey, checkpoints));
}

function journal(leaves, vkey, checkpoints) {
  ensure(leaves.length > 0, 'no leaf 0');
  const all = leaves.map(({ bytes }) => {
    ensure(bytes.length <= 65535, 'a leaf too long');
    const opened = note(bytes);
    return { opened, said: statement(opened.text) };
  });
  const first = all[0].said;
  opening(first);
  ensure(first.opens.vkey === vkey, 'another key than the pinned one');
  const by = key(vkey);
  all.forEach(({ opened, said }, n) => {
    ensure(said.number === n, `leaf ${n}: number`);
    ensure(said.origin === first.origin && said.device === first.device, `leaf ${n}: origin`);
    signed(opened, by);
    const { content } = leaves[n];
    ensure(!content || said.sealed === sha256(content).toString('base64url'), `leaf ${n}: content`);
    if (n === 0) return;
    const before = all[n - 1].said;
    ensure(said.opens === undefined, `leaf ${n}: opens`);
    const later = before.at < said.at || (before.at === said.at && before.tick < said.tick);
    ensure(later, `leaf ${n}: time`);
    const hash = sha256(bytesOf(0), leaves[n - 1].bytes).toString('base64url');
    ensure(said.previous === hash, `leaf ${n}: previous`);
  });
  for (const each of checkpoints) {
    const { size, root } = checkpoint(each, first.origin, keyNamed(first.origin, by.raw));
    ensure(size <= leaves.length, 'leaves are missing');
    ensure(mth(leaves.slice(0, size).map((l) => l.bytes)).equals(root), `root at ${size}`);
  }
}

/** Section 6, and then section 5. */
export function fileVerdict(file, vkey, checkpoints = []) {
  return verdict(() => {
    const first = file.subarray(0, Math.max(0, file.indexOf('\n'))).toString('latin1');
    ensure(['safar journal 1 bare', 'safar journal 1 contents'].includes(first), 'first line');
    const start = first.length + 1;
    const middle = file.indexOf('\n\n', start);
    const end = middle < 0 ? -1 : file.indexOf('\n\n', middle + 2);
    ensure(end >= 0 && end - start < 1024 * 1024, 'no checkpoint');
    const own = file.subarray(start, end + 1);
    const size = Number(own.toString().split('\n')[1]);
    const leaves = [];
    let at = end + 2;
    const take = (length) => {
      ensure(at + length <= file.length, 'cut short');
      return file.subarray(at, (at += length));
    };
    while (leaves.length < size) {
      const bytes = take(take(2).readUInt16BE());
      const length = first.endsWith('contents') ? take(4).readUInt32BE() : 0xffffffff;
      ensure(length === 0xffffffff || length <= 4 * 1024 * 1024, 'a content too long');
      leaves.push({ bytes, content: length === 0xffffffff ? null : take(length) });
    }
    ensure(at === file.length, 'goes on after its leaves');
    journal(leaves, vkey, [own, ...checkpoints]);
  });
}

function verdict(check) {
  try {
    check();
    return { sound: true };
  } catch (error) {
    if (!(error instanceof Unsound)) throw error;
    return { sound: false, reason: error.message };
  }
}

if (process.argv[1] === import.meta.filename) {
  const [file, vkey, ...kept] = process.argv.slice(2);
  if (!file || !vkey) throw new Error('node second-verifier.js FILE VKEY [CHECKPOINT…]');
  const { sound, reason } = fileVerdict(readFileSync(file), vkey, kept.map((p) => readFileSync(p)));
  process.stdout.write(sound ? 'sound\n' : `not sound: ${reason}\n`);
  process.exitCode = sound ? 0 : 1;
}
