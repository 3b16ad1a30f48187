// The sheet of a shift as paper: counts, hand-over, the checkpoint's square code, two signatures.

import { useMe } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Qr } from '../../ui/qr.tsx'
import { postOf } from '../../ui/session.ts'
import { useWords } from '../../ui/speaking.tsx'
import { Counts } from './counts.tsx'
import type { Sheet } from './shift.tsx'

/** One sheet for both papers; on the roll everything stands below each other. */
export function ShiftPaper({ of, counts, name }: {
  of: Sheet; counts: Readonly<Record<string, number>>; name: string
}) {
  const { say, language } = useWords()
  const me = useMe()
  const { shift } = of
  const post = shift.post === me.post ? postOf(me, language) : shift.post
  const [origin = '', size = '', root = ''] = of.checkpoint.split('\n')
  return (
    <div className="shift-paper">
      <h1>{say('shift-sheet')} · <Own>{post}</Own></h1>
      <dl className="facts">
        <dt>{say('shift.officer')}</dt>
        <dd><Own>{name}</Own> <Ltr mono>{shift.officer}</Ltr></dd>
        {shift.lane && <><dt>{say('shift-opened.lane')}</dt><dd><Ltr>{shift.lane}</Ltr></dd></>}
        <dt>{say('shift-sheet.from')}</dt><dd><TimeOf at={of.from} withDay /></dd>
        <dt>{say('shift-sheet.until')}</dt><dd><TimeOf at={of.until} withDay /></dd>
        {shift.float && (
          <>
            <dt>{say('shift-opened.float')}</dt>
            <dd><Ltr mono>{shift.float.amount} {shift.float.currency}</Ltr></dd>
          </>
        )}
        {shift.handedTo && (
          <><dt>{say('shift-closed.handedTo')}</dt><dd><Ltr>{shift.handedTo}</Ltr></dd></>
        )}
        {shift.note && <><dt>{say('shift-closed.note')}</dt><dd><Own>{shift.note}</Own></dd></>}
      </dl>
      <Counts of={counts} />
      <div className="checkpoint whole">
        <Qr label={say('shift-sheet.checkpoint')} text={of.checkpoint} />
        <div>
          <h2>{say('shift-sheet.checkpoint')}</h2>
          <p><Ltr mono>{origin}</Ltr><br /><Ltr mono>{size}</Ltr><br /><Ltr mono>{root}</Ltr></p>
          <p>{say('shift-sheet.checkpoint.keep')}</p>
        </div>
      </div>
      <div className="signatures whole">
        <p className="signature">{say('shift.signature.closing')}</p>
        <p className="signature">{say('shift.signature.second')}</p>
      </div>
    </div>
  )
}
