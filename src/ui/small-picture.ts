// A picture from a camera made small enough to go over a slow line, and freed of all it tells.

/** Sides tried from the largest on: a data page is readable at the last, too. */
const sides = [1_800, 1_400, 1_000]
const qualities = [0.85, 0.7, 0.5]

/**
 * A picture as JPEG of at most so many bytes, in base64; what a camera wrote into it (place,
 * device, time) is left out. Nothing where it is no picture, or does not become small enough.
 */
export async function smallPicture(file: Blob, mostBytes: number): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (!bitmap) return undefined
  try {
    for (const side of sides) {
      const canvas = drawn(bitmap, Math.min(1, side / Math.max(bitmap.width, bitmap.height)))
      for (const quality of qualities) {
        const made = await new Promise<Blob | null>((done) => {
          canvas.toBlob(done, 'image/jpeg', quality)
        })
        if (made && made.size <= mostBytes) return base64(new Uint8Array(await made.arrayBuffer()))
      }
    }
    return undefined
  } finally {
    bitmap.close()
  }
}

function drawn(bitmap: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const paper = canvas.getContext('2d')!
  // What is transparent would be black in JPEG.
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  }
  return btoa(text)
}
