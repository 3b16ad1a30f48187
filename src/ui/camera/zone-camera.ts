// A camera held over a document until its zone is read well.

import { localTime } from '../clock.tsx'
import { ZoneReader, type ZoneTold } from './zone-reader.ts'

/** What the camera tells while it looks; `corners` in shares of the picture. */
export type CameraTold =
  | { looking: true; corners?: readonly (readonly [number, number])[][] }
  | { read: ZoneReading }
  | { failed: 'camera-refused' | 'camera-missing' | 'camera-busy' | 'camera-insecure' }
  | { failed: Extract<ZoneTold, { unreadable: unknown }>['unreadable'] }

/** A zone that was read. */
export type ZoneReading = Exclude<ZoneTold, { unreadable: unknown }>

/** Below this the names are looked at in another picture. */
const sureName = 0.9

/** Looks through the camera into a video element, and tells; returns how to end it. */
export function lookThrough(video: HTMLVideoElement, tell: (told: CameraTold) => void): () => void {
  const reader = new ZoneReader()
  let stream: MediaStream | undefined
  let ended = false
  const end = () => {
    ended = true
    stream?.getTracks().forEach((track) => track.stop())
    reader.end()
  }
  const begin = async () => {
    if (!navigator.mediaDevices) return tell({ failed: 'camera-insecure' })
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
      })
    } catch (failure) {
      return ended ? undefined : tell({ failed: whyNot(failure) })
    }
    if (ended) return end()
    video.srcObject = stream
    await video.play().catch(() => undefined)
    let before: string | undefined
    while (!ended) {
      await nextFrame(video)
      if (ended) return
      const picture = await createImageBitmap(video).catch(() => undefined)
      if (!picture) continue
      const read = await reader.read({ picture, today: localTime(new Date()).day })
      if (ended) return
      if (!read || 'unreadable' in read) tell({ looking: true })
      else if (isGood(read) || read.lines.join() === before) {
        end()
        return tell({ read })
      } else {
        before = read.lines.join()
        tell({ looking: true, corners: read.corners })
      }
    }
  }
  void begin()
  return end
}

/** Reads a picture that was given. */
export function readGiven(picture: Blob, tell: (told: CameraTold) => void): () => void {
  const reader = new ZoneReader()
  let ended = false
  void reader.read({ picture, today: localTime(new Date()).day }).then((read) => {
    reader.end()
    if (ended) return
    if (!read) tell({ failed: 'unclear' })
    else tell('unreadable' in read ? { failed: read.unreadable } : { read })
  })
  return () => {
    ended = true
    reader.end()
  }
}

// One picture is enough where nothing in it is doubted; else two must say the same.
function isGood({ checks, repairs, doubts, nameSure }: ZoneReading): boolean {
  return nameSure >= sureName && repairs.length === 0 && doubts.length === 0
    && checks.every(({ standing }) => standing === 'good')
}

function whyNot(failure: unknown): 'camera-refused' | 'camera-missing' | 'camera-busy' {
  const name = failure instanceof DOMException ? failure.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'camera-refused'
  return name === 'NotReadableError' || name === 'AbortError' ? 'camera-busy' : 'camera-missing'
}

function nextFrame(video: HTMLVideoElement): Promise<unknown> {
  return new Promise((go) => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(go)
    else requestAnimationFrame(go)
  })
}
