// Pictures that somebody pastes or lays on the counter's screen.

import { useEffect, useRef } from 'react'

/** Hands over each picture that is pasted or dropped while the counter is shown. */
export function usePictures(given: (picture: Blob) => void): void {
  const latest = useRef(given)
  latest.current = given
  useEffect(() => {
    const take = (event: Event, files: FileList | undefined) => {
      const picture = [...files ?? []].find(({ type }) => type.startsWith('image/'))
      if (!picture || document.querySelector('dialog[open]')) return
      event.preventDefault()
      latest.current(picture)
    }
    const pasted = (event: ClipboardEvent) => take(event, event.clipboardData?.files)
    const dropped = (event: DragEvent) => take(event, event.dataTransfer?.files)
    // A page that does not say so takes nothing that is laid upon it.
    const over = (event: DragEvent) => event.preventDefault()
    addEventListener('paste', pasted)
    addEventListener('drop', dropped)
    addEventListener('dragover', over)
    return () => {
      removeEventListener('paste', pasted)
      removeEventListener('drop', dropped)
      removeEventListener('dragover', over)
    }
  }, [])
}
