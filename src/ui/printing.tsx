// Paper: one sheet is printed and nothing else of the screen.

import { useCallback, useState } from 'react'
import type { ReactNode } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { useWords } from './speaking.tsx'

/** A4, or the 80 mm roll of a receipt printer. */
export type Paper = 'a4' | 'roll'

/** A sheet of paper as it will print; on the screen it is its own preview. */
export function Sheet({ paper, children }: { paper: Paper; children: ReactNode }) {
  return <article className={`sheet ${paper}`}>{children}</article>
}

/**
 * `const [print, paper] = usePrint()`: `print(sheet)` opens the system's print dialog for that
 * sheet alone; place `{paper}` anywhere in the screen.
 */
export function usePrint(): [(sheet: ReactNode) => void, ReactNode] {
  const [sheet, lay] = useState<ReactNode>()
  const print = useCallback((next: ReactNode) => {
    // Fonts and layout must be there before the print dialog stops the page.
    flushSync(() => lay(next))
    document.documentElement.dataset.printing = ''
    addEventListener('afterprint', () => {
      delete document.documentElement.dataset.printing
      lay(undefined)
    }, { once: true })
    void document.fonts.ready.then(() => {
      cutTheRoll()
      window.print()
    })
  }, [])
  return [print, sheet ? createPortal(<div className="paper">{sheet}</div>, document.body) : null]
}

// A receipt printer cuts at the end of the page: the page is as long as what stands on it.
const cut = new CSSStyleSheet()

function cutTheRoll() {
  const paper = document.querySelector<HTMLElement>('body > .paper')
  const roll = paper?.querySelector('.sheet.roll')
  if (!paper || !roll) return
  paper.dataset.measured = ''
  const lengthMm = Math.ceil(roll.getBoundingClientRect().height / pixelsPerMm) + slackMm
  delete paper.dataset.measured
  cut.replaceSync(`@page roll { size: 80mm ${Math.max(lengthMm, shortestMm)}mm; margin: 3mm; }`)
  if (!document.adoptedStyleSheets.includes(cut)) document.adoptedStyleSheets.push(cut)
}

/** CSS pixels in a millimetre. */
const pixelsPerMm = 96 / 25.4
/** Printers round; a line that does not fit would begin another page. */
const slackMm = 3
/** A shorter piece is not caught by hand. */
const shortestMm = 70

/** A preview of one sheet with the button that prints it alone. */
export function Print(props: { paper: Paper; word?: string; children: ReactNode }) {
  const { say } = useWords()
  const [print, paper] = usePrint()
  const sheet = <Sheet paper={props.paper}>{props.children}</Sheet>
  return (
    <div>
      <p className="acts">
        <button type="button" className="due" onClick={() => print(sheet)}>
          {say(props.word ?? 'print')}
        </button>
      </p>
      <div className="preview">{sheet}</div>
      {paper}
    </div>
  )
}
