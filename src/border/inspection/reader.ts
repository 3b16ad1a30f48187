// The reader at the counter: a scan anywhere on the screen is heard, and leaves no letters behind.

import { useEffect, useRef } from 'react'
import { looksLikeSeal } from '../../lib/seals/seal-text.ts'
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
    const reader = new Listener((text) => latest.current(text))
    addEventListener('keydown', reader.pressed, true)
    addEventListener('paste', reader.pasted, true)
    return () => {
      reader.stop()
      removeEventListener('keydown', reader.pressed, true)
      removeEventListener('paste', reader.pasted, true)
    }
  }, [])
}

interface Typed { in: Field; before: string }

/** Tells a scan from somebody's typing; owns the keys that it holds until that is known. */
class Listener {
  readonly #read: (text: string) => void
  #state = IDLE_WEDGE
  #lag = 0
  #held: KeyboardEvent[] = []
  /** The field in which a burst began, and the one that is to be put back if it is no scan. */
  #field: Typed | undefined
  #taken: Typed | undefined
  #releasing: ReturnType<typeof setTimeout> | undefined
  #settling: ReturnType<typeof setTimeout> | undefined
  readonly #handed = new WeakSet<Event>()

  constructor(read: (text: string) => void) {
    this.#read = read
  }

  readonly pressed = (event: KeyboardEvent): void => {
    if (this.#handed.has(event) || event.ctrlKey || event.metaKey || event.altKey
      || event.isComposing || document.querySelector('dialog[open]')) return
    this.#allowForLoad(event)
    const step = feedWedge(this.#state, { key: event.key, at: event.timeStamp - this.#lag })
    const begins = step.state.keys === 1 && step.state !== this.#state
    this.#state = step.state
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#settle(), WEDGE_SETTLE_MS + 10)
    if (step.verdict === 'claimed') {
      keep(event)
      this.#claim(step)
    } else {
      this.#letThrough(event, begins)
    }
  }

  readonly pasted = (event: ClipboardEvent): void => {
    if (document.querySelector('dialog[open]')) return
    const text = event.clipboardData?.getData('text') ?? ''
    const zone = text.includes('<') && text.replace(/[^A-Za-z0-9<]/g, '').length >= leastPasted
    if (!zone && !looksLikeSeal(text)) return
    keep(event)
    this.#read(text)
  }

  stop(): void {
    clearTimeout(this.#releasing)
    clearTimeout(this.#settling)
  }

  /**
   * A machine under load lets go of keys late: what has begun as a scan goes on until it settles.
   */
  #allowForLoad({ timeStamp }: KeyboardEvent): void {
    const { keys, done, lastAt } = this.#state
    const late = timeStamp - this.#lag - lastAt
    if (keys >= WEDGE_CLAIM_KEYS && !done && late > WEDGE_GAP_MS && late <= WEDGE_SETTLE_MS) {
      this.#lag += late - WEDGE_GAP_MS
    }
  }

  #claim({ leaked, scan }: ReturnType<typeof feedWedge>): void {
    this.#held = []
    if (leaked) {
      if (this.#field) putBack(this.#field)
      this.#taken = this.#field
      this.#field = undefined
    }
    if (scan) {
      this.#taken = undefined
      this.#read(scan)
    }
  }

  /** A letter outside a field is held until it cannot be the first of a burst. */
  #letThrough(event: KeyboardEvent, begins: boolean): void {
    const written = [...event.key].length === 1
    if (begins || !written) this.#release()
    if (!written) return
    const into = fieldOf(event.target)
    if (begins) this.#field = into && { in: into, before: into.value }
    if (into) return
    keep(event)
    this.#held.push(event)
    clearTimeout(this.#releasing)
    this.#releasing = setTimeout(() => this.#release(), WEDGE_GAP_MS + 5)
  }

  #release(): void {
    clearTimeout(this.#releasing)
    const keys = this.#held
    this.#held = []
    for (const { key, code, shiftKey, target } of keys) {
      const again = new KeyboardEvent(
        'keydown', { key, code, shiftKey, bubbles: true, cancelable: true },
      )
      this.#handed.add(again)
      const to = target instanceof Element && target.isConnected ? target : document.body
      to.dispatchEvent(again)
    }
  }

  #settle(): void {
    const { text, lastAt } = this.#state
    const step = settleWedge(this.#state, lastAt + WEDGE_SETTLE_MS)
    this.#state = step.state
    if (step.scan) this.#read(step.scan)
    // Fast, but no zone: another reader's number, or a quick hand. It belongs where it was typed.
    else if (this.#taken) {
      putBack({
        in: this.#taken.in, before: this.#taken.before + text.replaceAll('\n', ''),
      })
    }
    this.#taken = undefined
  }
}

function keep(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

type Field = HTMLInputElement | HTMLTextAreaElement

function fieldOf(target: EventTarget | null): Field | undefined {
  const written = target instanceof HTMLTextAreaElement
    || (target instanceof HTMLInputElement && !/^(?:radio|checkbox|button)$/.test(target.type))
  return written ? target as Field : undefined
}

// The first letters of a scan were typed into the field that had the cursor: it reads as before.
function putBack({ in: field, before }: Typed) {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')!.set!.call(field, before)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
