// The reader at the counter: a scan anywhere on the screen is heard, and leaves no letters behind.

import { useEffect, useRef } from 'react'
import {
  feedWedge, IDLE_WEDGE, settleWedge, WEDGE_CLAIM_KEYS, WEDGE_GAP_MS, WEDGE_SETTLE_MS,
} from '../../lib/mrz/wedge.ts'

/** A paste with so many letters of a zone is one; shorter pastes are somebody's words. */
const leastPasted = 48

/**
 * Hears a keyboard-wedge reader and pasted zones while a screen is drawn. A letter pressed outside
 * a field is held until it cannot be the first of a burst, so that no scan presses a key.
 */
export function useReader(read: (text: string) => void): void {
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    const reader = listener((text) => latest.current(text))
    addEventListener('keydown', reader.pressed, true)
    addEventListener('paste', reader.pasted, true)
    return () => {
      reader.stop()
      removeEventListener('keydown', reader.pressed, true)
      removeEventListener('paste', reader.pasted, true)
    }
  }, [])
}

function listener(read: (text: string) => void) {
  let state = IDLE_WEDGE
  let lag = 0
  let held: KeyboardEvent[] = []
  let field: { in: Field; before: string } | undefined
  let taken: typeof field
  let releasing: ReturnType<typeof setTimeout> | undefined
  let settling: ReturnType<typeof setTimeout> | undefined
  const handed = new WeakSet<Event>()

  const release = () => {
    clearTimeout(releasing)
    const keys = held
    held = []
    for (const { key, code, shiftKey, target } of keys) {
      const again = new KeyboardEvent(
        'keydown', { key, code, shiftKey, bubbles: true, cancelable: true },
      )
      handed.add(again)
      const to = target instanceof Element && target.isConnected ? target : document.body
      to.dispatchEvent(again)
    }
  }
  const settle = () => {
    const { text } = state
    const step = settleWedge(state, state.lastAt + WEDGE_SETTLE_MS)
    state = step.state
    if (step.scan) read(step.scan)
    // Fast, but no zone: another reader's number, or a quick hand. It belongs where it was typed.
    else if (taken) putBack({ in: taken.in, before: taken.before + text.replaceAll('\n', '') })
    taken = undefined
  }
  const keep = (event: KeyboardEvent) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const pressed = (event: KeyboardEvent) => {
    if (handed.has(event) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing
      || document.querySelector('dialog[open]')) return
    // A machine under load lets go of keys late: what has begun as a scan goes on until it settles.
    const late = event.timeStamp - lag - state.lastAt
    if (state.keys >= WEDGE_CLAIM_KEYS && !state.done && late > WEDGE_GAP_MS &&
      late <= WEDGE_SETTLE_MS) {
      lag += late - WEDGE_GAP_MS
    }
    const step = feedWedge(state, { key: event.key, at: event.timeStamp - lag })
    const begins = step.state.keys === 1 && step.state !== state
    state = step.state
    clearTimeout(settling)
    settling = setTimeout(settle, WEDGE_SETTLE_MS + 10)
    if (step.verdict === 'claimed') {
      keep(event)
      held = []
      if (step.leaked) {
        if (field) putBack(field)
        taken = field
        field = undefined
      }
      if (step.scan) {
        taken = undefined
        read(step.scan)
      }
      return
    }
    const written = [...event.key].length === 1
    if (begins || !written) release()
    if (!written) return
    const into = fieldOf(event.target)
    if (begins) field = into && { in: into, before: into.value }
    if (into) return
    keep(event)
    held.push(event)
    clearTimeout(releasing)
    releasing = setTimeout(release, WEDGE_GAP_MS + 5)
  }
  const pasted = (event: ClipboardEvent) => {
    if (document.querySelector('dialog[open]')) return
    const text = event.clipboardData?.getData('text') ?? ''
    if (!text.includes('<') || text.replace(/[^A-Za-z0-9<]/g, '').length < leastPasted) return
    event.preventDefault()
    event.stopImmediatePropagation()
    read(text)
  }
  return {
    pressed, pasted,
    stop() {
      clearTimeout(releasing)
      clearTimeout(settling)
    },
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement

function fieldOf(target: EventTarget | null): Field | undefined {
  const written = target instanceof HTMLTextAreaElement
    || (target instanceof HTMLInputElement && !/^(?:radio|checkbox|button)$/.test(target.type))
  return written ? target as Field : undefined
}

// The first letters of a scan were typed into the field that had the cursor: it reads as before.
function putBack({ in: field, before }: { in: Field; before: string }) {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')!.set!.call(field, before)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
