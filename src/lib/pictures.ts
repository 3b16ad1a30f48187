// A picture by its bytes: JPEG or PNG from its first byte to its last, and how large it is.

/** No camera at a counter makes a longer side; a decoder of more would need gigabytes. */
export const longestSide = 12_000

export interface PictureRead { kind: 'jpeg' | 'png'; width: number; height: number }

/** What a picture is; nothing where the bytes are none, end too early, or it is too large. */
export function readPicture(bytes: Uint8Array): PictureRead | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = readPng(data) ?? readJpeg(data)
  if (!read || read.width < 1 || read.height < 1) return undefined
  return Math.max(read.width, read.height) <= longestSide ? read : undefined
}

const pngBegins = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const pngEnds = Buffer.from('0000000049454e44ae426082', 'hex')

/** PNG (ISO/IEC 15948 §5.2, §11.2.2): signature and header first, and the end last. */
function readPng(data: Buffer): PictureRead | undefined {
  if (data.length < 57 || !data.subarray(0, 16).equals(pngBegins)) return undefined
  if (!data.subarray(-12).equals(pngEnds)) return undefined
  return { kind: 'png', width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
}

/** JPEG (ITU-T T.81 annex B): segments from the start of the image to that of its scan. */
function readJpeg(data: Buffer): PictureRead | undefined {
  if (data.length < 20 || data.readUInt16BE(0) !== 0xffd8) return undefined
  if (data.readUInt16BE(data.length - 2) !== 0xffd9) return undefined
  for (let at = 2; at + 9 < data.length;) {
    if (data[at] !== 0xff) return undefined
    const marker = data[at + 1]!
    // SOF0 to SOF15, without DHT, JPG and DAC (table B.1).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { kind: 'jpeg', height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) }
    }
    if (marker === 0xda || marker === 0xd9) return undefined
    at += 2 + data.readUInt16BE(at + 2)
  }
  return undefined
}
