// The keys of the keyboard: which do what on this screen, said in one list that `?` shows.

import { useEffect, useRef } from 'react'

/** One key. `key` is `F8`, `Enter`, `Escape`, a letter (`g`), or a letter with Alt (`Alt+g`). */
export interface Key {
  key: string
  /** The words of what it does. */
  word: string
  run: (event: KeyboardEvent) => void
  /** Also while a field has the cursor; function keys and Alt always work there. */
  whileTyping?: boolean
}

const active: { keys: readonly Key[] }[] = []

/** All keys that work now, the screen's own first. */
export function keysNow(): readonly Key[] {
  return [...active].reverse().flatMap((each) => each.keys)
}

/** Makes keys work while a screen is drawn; of two for the same key the later drawn one runs. */
export function useKeys(keys: readonly Key[]): void {
  const own = useRef({ keys })
  own.current.keys = keys
  useEffect(() => {
    const mine = own.current
    active.push(mine)
    if (active.length === 1) addEventListener('keydown', pressed)
    return () => {
      active.splice(active.indexOf(mine), 1)
      if (active.length === 0) removeEventListener('keydown', pressed)
    }
  }, [])
}

function pressed(event: KeyboardEvent) {
  // A dialog has the keyboard to itself; what is being composed (an accent) is not a key yet.
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
  const name = nameOf(event)
  const typing = event.target instanceof HTMLElement
    && event.target.matches('input, textarea, select, [contenteditable]')
  const found = keysNow().find((each) => each.key === name
    && (!typing || each.whileTyping || /^(?:F\d+|Alt\+.*)$/.test(each.key)))
  if (!found) return
  event.preventDefault()
  found.run(event)
}

/**
 * The name of a pressed key. Letters go by their place, so that they work with an Arabic keyboard,
 * which prints the Latin letter beside the Arabic one.
 */
export function nameOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>,
): string {
  if (event.ctrlKey || event.metaKey) return ''
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
  const name = letter ?? (event.key === '؟' ? '?' : event.key)
  return event.altKey ? `Alt+${name}` : name
}
