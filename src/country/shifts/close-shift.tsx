// Closing a shift: what the next officer must know, then the printed sheet with its checkpoint.

import { useLocation } from 'wouter'
import { Field, Form } from '../../ui/form.tsx'
import { Print, Sheet as PaperSheet, usePrint } from '../../ui/printing.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Key } from '../../ui/key.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { useMe } from '../../ui/asking.ts'
import { ShiftClosed } from './shift-closed.ts'
import { ShiftPaper } from './shift-paper.tsx'
import type { Sheet } from './shift.tsx'

interface Closing {
  of: Sheet
  counts: Record<string, number>
  done: (closed: Sheet) => void
  printOnly?: boolean
}

/** The form that closes a shift; what is recorded is what stands on the sheet. */
export function CloseShift({ of, counts, done, printOnly }: Closing) {
  const { say } = useWords()
  if (printOnly) return <PrintIt of={of} counts={counts} />
  const { shift } = of.shift
  return (
    <>
      <p className="measure">{say('shift.close.what')}</p>
      <Form of={ShiftClosed} word="shift-closed"
        fixed={{ shift, counts, checkpoint: of.checkpoint }}
        done={({ leaf }, said) => done({ ...of, until: leaf.at, shift: {
          ...of.shift, counts, closedAt: leaf.at, checkpoint: of.checkpoint,
          ...(said.note && { note: said.note }), ...(said.handedTo && { handedTo: said.handedTo }),
        } })}>
        <Field name="note" />
        <Field name="handedTo" />
      </Form>
    </>
  )
}

/** The sheet as it prints, on A4 and on the roll of the receipt printer. */
function PrintIt({ of, counts }: { of: Sheet; counts: Record<string, number> }) {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const [print, paper] = usePrint()
  const sheet = <ShiftPaper of={of} counts={counts} name={me.name} />
  const roll = () => print(<PaperSheet paper="roll">{sheet}</PaperSheet>)
  useKeys([
    { key: 'r', word: 'shift.print-roll', run: roll },
    { key: 'Escape', word: 'trouble.home', run: () => go('/') },
  ])
  return (
    <>
      <p className="measure">{say('shift-sheet.checkpoint.help')}</p>
      <p className="acts">
        <button type="button" onClick={roll}>{say('shift.print-roll')} <Key name="r" /></button>
      </p>
      <Print paper="a4" word="shift.print-a4">{sheet}</Print>
      {paper}
    </>
  )
}
