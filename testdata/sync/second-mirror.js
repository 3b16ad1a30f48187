// A second mirror, written from docs/sync.md and the published pages only; no code is shared.

import { createCipheriv, createHash, createHmac, createPublicKey, sign, verify } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const sha = (...parts) => createHash('sha256')
  .update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const hmac = (key, ...parts) => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
const leafHash = (leaf) => sha([0], leaf);
const nodeHash = (a, b) => sha([1], a, b);
const half = (n) => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};
/** MTH of RFC 6962 over hashes of leaves. */
export const mth = (hashes) => (hashes.length === 0 ? sha()
  : hashes.length === 1 ? hashes[0]
    : nodeHash(
      mth(hashes.slice(0, half(hashes.length))), mth(hashes.slice(half(hashes.length))),
    ));

/** The root that a subtree proof leads to, by the definition in the draft; outermost hash last. */
export function rootOf({ start, end, size, node, proof }) {
  const left = [...proof];
  const walk = (from, to, known) => {
    if (start === from && end === to) return known ? node : left.shift();
    const middle = from + half(to - from);
    const sibling = left.pop();
    if (!sibling) return undefined;
    if (end <= middle) return pair(walk(from, middle, known), sibling);
    if (start >= middle) return pair(sibling, walk(middle, to, known));
    return pair(sibling, across(middle, end, middle, to, left));
  };
  const pair = (a, b) => (a && b ? nodeHash(a, b) : undefined);
  const found = walk(0, size, true);
  return left.length === 0 ? found : undefined;
}

function across(start, end, from, to, left) {
  if (start === from && end === to) return left.shift();
  const middle = from + half(to - from);
  const sibling = left.pop();
  if (!sibling) return undefined;
  const inner = end <= middle ? across(start, end, from, middle, left)
    : across(middle, end, middle, to, left);
  if (!inner) return undefined;
  return end <= middle ? nodeHash(inner, sibling) : nodeHash(sibling, inner);
}

class Bytes {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  take(count) {
    if (this.at + count > this.bytes.length) throw new Error('ends too early');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
  number(count) {
    return Number(BigInt(`0x${this.take(count).toString('hex')}`));
  }
  get done() {
    return this.at === this.bytes.length;
  }
}

/** Raw bytes and lines, as safar-leaves and contents have them. */
class Squeezed {
  constructor(bytes) {
    this.raw = new Bytes(bytes.take(bytes.number(4)));
    const text = brotliDecompressSync(bytes.take(bytes.bytes.length - bytes.at)).toString('utf8');
    this.lines = text === '' ? [] : text.slice(0, -1).split('\n');
    this.ids = [];
  }
  line(time) {
    let out = '';
    const line = this.lines.shift();
    for (let at = 0; at < line.length; at += 1) {
      const mark = line.charCodeAt(at);
      if (mark < 2 || mark > 4) {
        out += line[at];
        continue;
      }
      let id;
      if (mark === 2) {
        at += 1;
        id = this.ids.at(-1 - (line.charCodeAt(at) - 0x100));
      } else if (mark === 3) {
        const since = this.raw.take(2).readInt16BE();
        const ms = (time + since).toString(16).padStart(12, '0');
        id = uuid(ms + this.raw.take(10).toString('hex'));
      } else {
        id = uuid(this.raw.take(16).toString('hex'));
      }
      this.ids.push(id);
      out += id;
    }
    return out;
  }
}

const uuid = (hex) => [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20),
  hex.slice(20)].join('-');
const canonical = (value) => (Array.isArray(value) ? `[${value.map(canonical).join(',')}]`
  : value && typeof value === 'object'
    ? `{${Object.keys(value).sort()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
    : JSON.stringify(value));

/** The entries of an upload: its head, then its packages one by one. */
function uploadIn(bytes) {
  const origin = bytes.take(bytes.number(2)).toString('utf8');
  const [start, end] = [bytes.number(8), bytes.number(8)];
  bytes.take(bytes.number(2));
  return { origin, start, end };
}

function packagesOf(start, end) {
  const all = [];
  for (let at = start; at < end;) {
    const stop = Math.min(end, at - (at % 256) + 256);
    all.push({ rounded: at - (at % 256), start: at, end: stop });
    at = stop;
  }
  return all;
}

function plainPackages(bytes, { start, end }) {
  const found = [];
  for (const place of packagesOf(start, end)) {
    if (bytes.done) break;
    const leaves = [];
    for (let n = place.start; n < place.end; n += 1) leaves.push(bytes.take(bytes.number(2)));
    const proof = Array.from({ length: bytes.number(1) }, () => bytes.take(32));
    found.push({ ...place, leaves, proof });
  }
  return found;
}

/** `contentOf` gives what comes along with a leaf that is read but for its digests. */
function codedUpload(bytes, contentOf) {
  const squeezed = new Squeezed(bytes);
  const { raw } = squeezed;
  const upload = uploadIn(new Bytes(raw.take(raw.number(2))));
  const state = { before: undefined, hash: null, key: '00000000', events: [], last: {} };
  const packages = packagesOf(upload.start, upload.end).slice(0, raw.number(1)).map((place) => {
    const leaves = [];
    for (let n = place.start; n < place.end; n += 1) {
      leaves.push(codedLeaf(squeezed, state, { contentOf, number: n }));
    }
    return { ...place, leaves, proof: Array.from({ length: raw.number(1) }, () => raw.take(32)) };
  });
  return { upload, packages };
}

function codedLeaf(squeezed, state, { contentOf, number }) {
  const first = squeezed.line(0);
  let leaf;
  if (first === '=') {
    leaf = squeezed.raw.take(squeezed.raw.number(2));
  } else {
    const [a, m, e] = first.split(',').map(Number);
    const { before } = state;
    const time = (before ? Date.parse(before.at) : 0) + a;
    const text = squeezed.line(time);
    const fields = text === '' ? {} : JSON.parse(text);
    const event = fields.event ?? state.events[e];
    const like = { ...(state.last[event] ?? before ?? {}) };
    delete like.opens;
    const where = before && Object.fromEntries(
      ['origin', 'device', 'post', 'boot', 'clock'].map((name) => [name, before[name]]));
    const { '~': gone = [], '#': key = state.key, ...rest } = fields;
    const body = {
      ...like, ...where, safar: 1, number: (before?.number ?? -1) + 1, event,
      at: new Date(time).toISOString(), monotonicMs: (before?.monotonicMs ?? 0) + a + m,
      previous: state.hash, ...rest,
    };
    const signed = Buffer.concat([Buffer.from(key, 'hex'), squeezed.raw.take(64)]);
    const came = contentOf(squeezed, body, number);
    const said = came.said ?? squeezed.raw.take(32);
    const sealed = came.content ? sha(came.content)
      : fields.sealed === null ? undefined : squeezed.raw.take(32);
    body.said = said.toString('base64url');
    body.sealed = sealed?.toString('base64url') ?? null;
    for (const name of gone) delete body[name];
    const by = `${body.origin}/${body.device} ${signed.toString('base64')}`;
    leaf = Buffer.from(`${canonical(body)}\n\n\u2014 ${by}\n`);
    if (!state.events.includes(event)) state.events.push(event);
    Object.assign(state, { before: body, key, last: { ...state.last, [event]: body } });
  }
  state.hash = leafHash(leaf).toString('base64url');
  return leaf;
}

const keyId = (name, type, key) => sha(`${name}\n`, [type], key).subarray(0, 4);

/** A mirror in memory of one journal; `realmKeys` are those it holds: {realm, quarter, key}. */
export class SecondMirror {
  constructor({ origin, vkey, name, privateKey, realmKeys = [], coded = true }) {
    Object.assign(this, { origin, name, privateKey, realmKeys, coded });
    const [, key] = /^[^+]+\+[0-9a-f]{8}\+(.+)$/.exec(vkey);
    this.logKey = Buffer.from(key, 'base64').subarray(1);
    this.entries = [];
    this.contents = [];
    this.pending = { size: 0, note: Buffer.alloc(0) };
    this.mirrored = 0;
    this.subjectKeys = new Map();
  }

  /** Answers as a Door of ours does. */
  async answer({ method, path, headers, body }) {
    const text = (status, type, said) =>
      ({ status, headers: { 'content-type': type }, body: Buffer.from(said) });
    if (path === '/sync/add-checkpoint') return this.addCheckpoint(body, text);
    if (path === '/sync/add-entries') {
      const answer = this.addEntries(headers['content-encoding'], body, text);
      const accept = this.coded ? 'gzip, safar-leaves' : 'gzip';
      return { ...answer, headers: { ...answer.headers, 'accept-encoding': accept } };
    }
    if (path === '/sync/add-contents') return this.addContents(body, text);
    if (method === 'GET' && path === '/sync/realm-keys') {
      return text(200, 'text/plain', this.realmKeys.map((each) =>
        `${each.realm} ${each.quarter} ${this.idOf(each)}\n`).join(''));
    }
    return text(404, 'text/plain', 'not here');
  }

  idOf({ realm, quarter, key }) {
    return sha(`safar realm key\n${realm}\n${quarter}\n`, key).toString('hex').slice(0, 8);
  }

  addCheckpoint(body, text) {
    const blank = body.indexOf('\n\n');
    const [old, ...proof] = body.subarray(0, blank).toString().split('\n');
    const note = body.subarray(blank + 2);
    const head = this.headOf(note);
    if (!head) return text(403, 'text/plain', 'not signed');
    if (Number(old.slice(4)) !== this.pending.size) {
      return text(409, 'text/x.tlog.size', `${this.pending.size}\n`);
    }
    // The consistency of a tree with a larger one is that of its subtree from 0.
    if (this.pending.size > 0 && this.pending.size < head.size) {
      const root = rootOf({
        start: 0, end: this.pending.size, size: head.size, node: this.pending.root,
        proof: proof.map((line) => Buffer.from(line, 'base64')),
      });
      if (!root?.equals(head.root)) return text(422, 'text/plain', 'no proof');
    }
    this.pending = { ...head, note };
    return text(200, 'text/plain', '');
  }

  headOf(note) {
    const [said, lines] = note.toString().split('\n\n');
    const [origin, size, root] = said.split('\n');
    const line = Buffer.from(lines.trim().split('\n')[0].split(' ')[2], 'base64');
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), this.logKey]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const own = origin === this.origin && keyId(origin, 1, this.logKey).equals(line.subarray(0, 4));
    if (!own || !verify(null, Buffer.from(`${said}\n`), key, line.subarray(4))) return undefined;
    return { size: Number(size), root: Buffer.from(root, 'base64') };
  }

  addEntries(encoding, sent, text) {
    const body = new Bytes(encoding === 'gzip' ? gunzipSync(sent) : sent);
    const info = (status) => text(status, 'text/x.tlog.mirror-info',
      `${this.pending.size}\n${this.entries.length}\n\n`);
    let upload, packages;
    const came = [];
    if (encoding === 'safar-leaves') {
      ({ upload, packages } = codedUpload(body, (squeezed, leaf, number) => {
        const line = squeezed.line(Date.parse(leaf.at));
        const made = this.contentOf(line, squeezed.raw, leaf);
        if (made) came[number] = made.content;
        return made ?? {};
      }));
    } else {
      upload = uploadIn(body);
      packages = upload.end === this.pending.size ? plainPackages(body, upload) : [];
    }
    const { start, end } = upload;
    if (end !== this.pending.size || start > this.entries.length) return info(409);
    for (const { rounded, start: from, end: to, leaves, proof } of packages) {
      const all = [...this.entries.slice(rounded, from), ...leaves];
      const node = mth(all.map(leafHash));
      const root = rootOf({ start: rounded, end: to, size: end, node, proof });
      if (!root?.equals(this.pending.root)) return text(422, 'text/plain', 'no proof');
      this.entries.splice(from, leaves.length, ...leaves);
    }
    came.forEach((content, number) => { this.contents[number] = content; });
    const headers = came.length > 0 ? { 'safar-contents': 'taken' } : {};
    const told = (answer) => ({ ...answer, headers: { ...answer.headers, ...headers } });
    if (this.entries.length < end) return told(info(202));
    this.mirrored = end;
    const said = this.pending.note.toString().split('\n\n')[0];
    const seconds = 1_795_435_200;
    const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${said}\n`);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const spki = createPublicKey(this.privateKey).export({ format: 'der', type: 'spki' });
    const signature = sign(null, message, this.privateKey);
    const line = Buffer.concat([keyId(this.name, 4, spki.subarray(-32)), time, signature]);
    return told(text(200, 'text/plain', `\u2014 ${this.name} ${line.toString('base64')}\n`));
  }

  addContents(body, text) {
    const bytes = new Bytes(body);
    bytes.take(bytes.number(2));
    const [start, count] = [bytes.number(8), bytes.number(2)];
    const squeezed = new Squeezed(bytes);
    const refused = [];
    for (let number = start; number < start + count; number += 1) {
      const leaf = JSON.parse(this.entries[number].toString().split('\n')[0]);
      const line = squeezed.line(Date.parse(leaf.at));
      if (line === '-') continue;
      const content = this.contentOf(line, squeezed.raw, leaf)?.content;
      const same = content && sha(content).toString('base64url') === leaf.sealed;
      if (same) this.contents[number] = content;
      else {
        const why = line[0] === 's' ? 'content-not-as-sealed' : 'key-not-here';
        refused.push(`${number} ${why}\n`);
      }
    }
    return text(200, 'text/x.safar.contents', `${start + count}\n${refused.join('')}`);
  }

  /** The sealed bytes, and the digest of what is said where it came opened; null without a key. */
  contentOf(line, raw, leaf) {
    if (line === '-') return undefined;
    if (line[0] === 's') {
      const content = raw.take(raw.number(4));
      for (const _ of line.slice(1).split(',').filter(Boolean)) raw.take(raw.number(1));
      return { content };
    }
    const bar = line.indexOf('|');
    const text = Buffer.from(line.slice(bar + 1));
    const aad = `safar/${leaf.realm}/${leaf.event}/${leaf.subject}`;
    const place = `${leaf.realm} ${leaf.subject}`;
    const given = line[0] === 'n' ? [raw.take(16), raw.take(12)] : [];
    if (bar > 1) {
      this.subjectKeys.set(place, raw.take(32));
      if (raw.number(1) === 1) raw.take(12);
    }
    const key = this.subjectKeys.get(place);
    if (!key) return null;
    const salted = `safar salt\n${aad}\n${leaf.origin}\n${leaf.number}\n`;
    const [salt = hmac(key, salted, text).subarray(0, 16)] = given;
    const [, nonce = hmac(key, `safar nonce\n${aad}\n`, salt).subarray(0, 12)] = given;
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
    const sealed = Buffer.concat([cipher.update(salt), cipher.update(text), cipher.final()]);
    const content = Buffer.concat([Buffer.of(1), nonce, sealed, cipher.getAuthTag()]);
    return { content, said: sha(salt, text) };
  }
}
