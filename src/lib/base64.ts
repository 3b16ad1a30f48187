// Bytes as text and back: base64, base64url and hex, the same in Node.js and in a browser.
// Own code because Uint8Array.toBase64 is not in every runtime a post may have.

/** Text that is not bytes in the named form; `at` is the index of the first wrong character. */
export interface BytesRefusal { refused: 'not-base64' | 'not-base64url' | 'not-hex'; at: number }

const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const forUrl = standard.replace('+/', '-_');
const valuesOf = (alphabet: string) => {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
};
const standardValues = valuesOf(standard);
const urlValues = valuesOf(forUrl);

/** Base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  const text = encode(bytes, standard);
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** Base64url without padding (RFC 4648 §5), for addresses and QR codes. */
export function toBase64url(bytes: Uint8Array): string {
  return encode(bytes, forUrl);
}

/** Lower-case hex, two characters a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}

/**
 * Bytes of padded base64 (RFC 4648 §4). Refuses other characters, wrong padding, and unused bits
 * that are not zero, so that one byte string has one text.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | BytesRefusal {
  const body = text.endsWith('==') ? text.slice(0, -2) : text.replace(/=$/, '');
  if (text.length % 4 !== 0) return { refused: 'not-base64', at: text.length };
  const bytes = decode(body, standardValues);
  return typeof bytes === 'number' ? { refused: 'not-base64', at: bytes } : bytes;
}

/** Bytes of base64url without padding (RFC 4648 §5); as strict as `fromBase64`. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | BytesRefusal {
  const bytes = decode(text, urlValues);
  return typeof bytes === 'number' ? { refused: 'not-base64url', at: bytes } : bytes;
}

/** Bytes of hex, either case. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | BytesRefusal {
  const wrong = text.search(/[^0-9a-fA-F]/);
  if (wrong >= 0) return { refused: 'not-hex', at: wrong };
  if (text.length % 2 === 1) return { refused: 'not-hex', at: text.length };
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += alphabet[three >> 18]! + alphabet[(three >> 12) & 63]!;
    if (i + 1 < bytes.length) text += alphabet[(three >> 6) & 63]!;
    if (i + 2 < bytes.length) text += alphabet[three & 63]!;
  }
  return text;
}

function decode(text: string, values: Int8Array): Uint8Array<ArrayBuffer> | number {
  if (text.length % 4 === 1) return text.length;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let next = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? -1;
    if (value < 0) return i;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next++] = (held >> bits) & 255;
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : text.length - 1;
}
