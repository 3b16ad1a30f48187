// An empty chair: after five minutes without a key or a touch the workstation locks itself.

/** As long as the node keeps an unused session; what a page reads by itself does not count. */
const idleMs = 5 * 60_000
const lookEveryMs = 10_000

/** Calls `left` once when nobody has touched anything for that long; the answer stops the watch. */
export function onIdle(left: () => void): () => void {
  let touched = Date.now()
  const touch = () => { touched = Date.now() }
  const timer = setInterval(() => {
    if (Date.now() - touched < idleMs) return
    touch()
    left()
  }, lookEveryMs)
  const signs = ['keydown', 'pointerdown', 'pointermove'] as const
  for (const sign of signs) addEventListener(sign, touch, { passive: true, capture: true })
  return () => {
    clearInterval(timer)
    for (const sign of signs) removeEventListener(sign, touch, { capture: true })
  }
}
