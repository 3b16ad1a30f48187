// A sheet laid over the page for one question; Escape puts it away where that is allowed.

import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'

/**
 * A modal dialog. It is open while it is drawn; `close` is called by Escape. Without `close` it
 * stays until what it asks is answered. `lock` hides the screen below it. The cursor begins at
 * the element marked `data-first`, else at the first one.
 */
export function Dialog(props: {
  title: ReactNode
  close?: () => void
  lock?: boolean
  children: ReactNode
}) {
  const sheet = useRef<HTMLDialogElement>(null)
  const title = useId()
  const { close } = props
  useEffect(() => {
    const dialog = sheet.current!
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => {
      dialog.onclose = null
      if (dialog.isConnected) dialog.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog ref={sheet} className={props.lock ? 'lock' : undefined} aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault()
        close?.()
      }}
      // A browser closes a dialog at the second Escape; what must be answered opens again.
      onClose={(event) => { if (!close) event.currentTarget.showModal() }}>
      <div className={props.lock ? 'door' : 'sheetlike'}>
        <h1 id={title}>{props.title}</h1>
        {props.children}
      </div>
    </dialog>
  )
}
