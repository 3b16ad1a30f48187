// A series of square codes, shown one after another to a camera that is held before the screen.

import { useEffect, useState } from 'react'
import { Qr } from './qr.tsx'
import { useWords } from './speaking.tsx'

/** A camera of a cheap telephone reads a code in a third of this. */
const eachMs = 700

/** Shows codes in turn, over and over; it can be held still and turned by hand. */
export function Frames({ codes }: { codes: readonly string[] }) {
  const { say } = useWords()
  const [index, show] = useState(0)
  const [runs, run] = useState(codes.length > 1)
  useEffect(() => {
    if (!runs) return undefined
    const timer = setTimeout(() => show((index + 1) % codes.length), eachMs)
    return () => clearTimeout(timer)
  }, [runs, index, codes.length])
  const turn = (by: number) => {
    run(false)
    show((index + by + codes.length) % codes.length)
  }
  const word = say('frames.code-of', { number: index + 1, of: codes.length })
  return (
    <figure className="frames">
      <Qr text={codes[index]!} label={word} />
      <figcaption>{word}</figcaption>
      {codes.length > 1 && (
        <div className="acts">
          <button type="button" onClick={() => turn(-1)}>{say('frames.before')}</button>
          <button type="button" onClick={() => run(!runs)}>
            {say(runs ? 'frames.hold' : 'frames.run')}
          </button>
          <button type="button" onClick={() => turn(1)}>{say('frames.next')}</button>
        </div>
      )}
    </figure>
  )
}
