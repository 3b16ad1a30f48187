// A camera that reads square codes: what it sees stays in this window, only the text goes on.

import { useEffect, useRef, useState } from 'react'
import decodeQr from 'qr/decode.js'
import { Sign } from './sign.tsx'
import { useWords } from './speaking.tsx'

const everyMs = 150
/** More points make it slower and read no more. */
const widest = 1_280

/** A button that opens the camera; `read` is told every code that is seen, again and again. */
export function CodeCamera({ read }: { read: (text: string) => void }) {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  const [trouble, setTrouble] = useState(false)
  return (
    <div>
      <button type="button" className="open-camera" onClick={() => setOpen(!open)}>
        {say(open ? 'camera.close' : 'camera.open')}
      </button>
      {open && !trouble && <Looking read={read} fail={() => setTrouble(true)} />}
      {open && trouble && <Sign state="look">{say('camera.none')}</Sign>}
    </div>
  )
}

function Looking({ read, fail }: { read: (text: string) => void; fail: () => void }) {
  const { say } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const told = useRef({ read, fail })
  told.current = { read, fail }
  useEffect(() => {
    let stream: MediaStream | undefined
    let gone = false
    const canvas = document.createElement('canvas')
    const timer = setInterval(() => {
      const text = video.current && seenIn(video.current, canvas)
      if (text) told.current.read(text)
    }, everyMs)
    // Without TLS a browser has no camera for a page that is not on this machine.
    const asked = navigator.mediaDevices?.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: widest } },
    })
    void Promise.resolve(asked ?? Promise.reject(new Error('no camera'))).then((given) => {
      stream = given
      if (gone) return stop(given)
      video.current!.srcObject = given
      return video.current!.play()
    }).catch(() => gone || told.current.fail())
    return () => {
      gone = true
      clearInterval(timer)
      if (stream) stop(stream)
    }
  }, [])
  return <video ref={video} className="camera" muted playsInline aria-label={say('camera')} />
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** The text of the code that the camera sees just now. */
function seenIn(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | undefined {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0) return undefined
  const scale = Math.min(1, widest / videoWidth)
  canvas.width = Math.round(videoWidth * scale)
  canvas.height = Math.round(videoHeight * scale)
  const paper = canvas.getContext('2d', { willReadFrequently: true })!
  paper.drawImage(video, 0, 0, canvas.width, canvas.height)
  try {
    return decodeQr(paper.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    return undefined
  }
}
