// The papers of the counter: the slip with its proof, the refusal in two languages.

import { useCallback, useState } from 'react'
import type { ReactNode } from 'react'
import { askQuery, useMe } from '../../ui/asking.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Key } from '../../ui/key.tsx'
import { Sheet, usePrint } from '../../ui/printing.tsx'
import type { Paper } from '../../ui/printing.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ReceiptSheet } from '../crossings/receipt-sheet.tsx'
import type { Slip } from '../crossings/receipt-sheet.tsx'
import { RefusalSheet } from '../crossings/refusal-sheet.tsx'
import type { Receipt } from '../crossings/receipt.ts'
import type { Line } from './desk.ts'

/**
 * `const [printLine, paper] = usePapers()`: shows the paper of a recorded crossing as it will
 * print; place `{paper}` in the screen.
 */
export function usePapers(): [(line: Line) => Promise<void>, ReactNode] {
  const { name } = useMe()
  const { language } = useWords()
  const [laid, lay] = useState<{ line: Line; slip?: Slip | undefined }>()
  const [print, printing] = usePrint()
  const printLine = useCallback(async (line: Line) => {
    const { crossing } = line.said
    const answer = await askQuery<typeof Receipt>({ name: 'receipt', method: 'GET' }, { crossing })
    lay({ line, slip: 'done' in answer ? answer.done : undefined })
  }, [])
  if (!laid) return [printLine, printing]
  const { line, slip } = laid
  const sheet = line.said.decision === 'refused'
    ? (
      <RefusalSheet
        said={line.said} leaf={line} officer={name}
        languages={[language, line.theirs]} slip={slip}
      />
    )
    : <ReceiptSheet said={line.said} leaf={line} slip={slip} />
  return [printLine, (
    <>
      <Preview sheet={sheet} papers={line.said.decision === 'refused' ? ['a4'] : ['roll', 'a4']}
        print={print} close={() => lay(undefined)} />
      {printing}
    </>
  )]
}

function Preview({ sheet, papers, print, close }: {
  sheet: ReactNode; papers: readonly Paper[]; print: (sheet: ReactNode) => void; close: () => void
}) {
  const { say } = useWords()
  const [paper, choose] = useState<Paper>(papers[0]!)
  const laid = <Sheet paper={paper}>{sheet}</Sheet>
  return (
    <Dialog title={say('print')} close={close}>
      <div className="acts">
        <button type="button" className="due" autoFocus onClick={() => print(laid)}>
          {say('print')} <Key name="Enter" />
        </button>
        {papers.length > 1 && (
          <span className="switch" role="group" aria-label={say('booth.paper')}>
            {papers.map((each) => (
              <button
                key={each} type="button" className="plain" aria-pressed={each === paper}
                onClick={() => choose(each)}
              >
                {say(`booth.paper.${each}`)}
              </button>
            ))}
          </span>
        )}
        <button type="button" onClick={close}>{say('back')} <Key name="Esc" /></button>
      </div>
      <div className="preview">{laid}</div>
    </Dialog>
  )
}
