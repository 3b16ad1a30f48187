// Choosing one of many by typing a few letters: with the keyboard, by ear, or with a finger.

import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Ltr } from '../ltr.tsx'
import { useWords } from '../speaking.tsx'
import { matching } from './matching.ts'
import type { Option } from './matching.ts'

interface ComboboxProps {
  id: string
  options: readonly Option[]
  value: string | undefined
  change: (code: string | undefined, wrong?: string) => void
  /** Show the code beside the word: officers know countries by their three letters. */
  withCode?: boolean
  control: Record<string, unknown>
}

/**
 * An editable combobox with a list (ARIA Authoring Practices, *Combobox with list autocomplete*).
 * A whole code or word that was typed is taken when the field is left; anything else that is not
 * chosen is said to be wrong, and stays to be mended.
 */
export function Combobox(props: ComboboxProps) {
  const { id, options, value, control } = props
  const { say } = useWords()
  const list = useId()
  const { typed, opened, at, shown, hear, open, leave, pressed, take } = useChoosing(props)
  const chosen = options.find((option) => option.code === value)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!opened) return
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [opened, at])
  return (
    <div className="combo" ref={box}>
      <input {...control} id={id} className="entry" role="combobox" dir="auto" spellCheck={false}
        aria-expanded={opened} aria-controls={list} aria-autocomplete="list" maxLength={80}
        aria-activedescendant={opened && shown[at] ? `${list}-${at}` : undefined}
        value={typed ?? chosen?.word ?? value ?? ''} onChange={({ target }) => hear(target.value)}
        onFocus={({ target }) => target.select()}
        onClick={() => open(true)} onKeyDown={pressed} onBlur={leave} />
      <div role="listbox" id={list} aria-label={say('choices')} hidden={!opened}>
        {shown.map((option, index) => (
          <div role="option" key={option.code} id={`${list}-${index}`} aria-selected={index === at}
            // The list must not take the cursor from the field, or leaving it would close the list.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(option)}>
            {props.withCode && <span className="code"><Ltr>{option.code}</Ltr></span>}
            <span>{option.word}</span>
          </div>
        ))}
        {opened && shown.length === 0 && (
          <div role="option" aria-selected="false" aria-disabled="true" className="none">
            {say('choices.none')}
          </div>
        )}
      </div>
    </div>
  )
}

/** What is typed, which choices it means, and which of them the arrows stand on. */
function useChoosing({ options, change }: ComboboxProps) {
  const [typed, type] = useState<string>()
  const [opened, open] = useState(false)
  const [at, move] = useState(0)
  const shown = opened ? matching(options, typed ?? '') : []
  const take = (option: Option) => {
    change(option.code)
    type(undefined)
    open(false)
  }
  return {
    typed, opened, at, shown, open, take,
    hear: (text: string) => {
      type(text)
      open(true)
      move(0)
    },
    leave: () => {
      open(false)
      if (typed === undefined) return
      if (typed.trim() === '') {
        type(undefined)
        return change(undefined)
      }
      const fits = matching(options, typed)
      if (fits.length === 1 || fits[0]?.exactly) take(fits[0]!)
      else change(undefined, 'wrong.not-in-list')
    },
    pressed: (event: KeyboardEvent) => {
      const act = keyActs(event, { shown, at, opened })
      if (!act) return
      event.preventDefault()
      if (act.open !== undefined) open(act.open)
      if (act.at !== undefined) move(act.at)
      if (act.take) take(act.take)
      if (act.revert) type(undefined)
    },
  }
}

interface Act { open?: boolean; at?: number; take?: Option; revert?: boolean }
interface Standing { shown: readonly Option[]; at: number; opened: boolean }

/** Rows that Page Up and Page Down go at a time. */
const pageRows = 6

function keyActs(event: KeyboardEvent, { shown, at, opened }: Standing): Act | undefined {
  const last = Math.max(shown.length - 1, 0)
  switch (event.key) {
    case 'ArrowDown': return { open: true, at: opened ? Math.min(at + 1, last) : 0 }
    case 'ArrowUp': return { open: true, at: Math.max(at - 1, 0) }
    case 'PageDown': return opened ? { at: Math.min(at + pageRows, last) } : undefined
    case 'PageUp': return opened ? { at: Math.max(at - pageRows, 0) } : undefined
    case 'Enter': return opened && shown[at] ? { take: shown[at] } : undefined
    case 'Escape': return opened ? { open: false, revert: true } : undefined
    default: return undefined
  }
}
