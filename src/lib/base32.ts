// Bytes as letters that every scanner types on every keyboard (RFC 4648 §6).

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes as letters of base 32, without filling up. */
export function toBase32(bytes: Uint8Array): string {
  let letters = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) letters += alphabet[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits > 0 ? letters + alphabet[(held << (5 - bits)) & 31] : letters
}

/** The bytes of such letters; every one must be of the alphabet, bits left over are dropped. */
export function fromBase32(letters: string): Buffer {
  const bytes = Buffer.alloc(Math.floor((letters.length * 5) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (const letter of letters) {
    held = (held << 5) | alphabet.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = held >> bits
    held &= (1 << bits) - 1
  }
  return bytes
}
