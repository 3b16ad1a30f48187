// Closing a group: how many came, and whom the list and the counter do not agree about.

import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Key } from '../../ui/key.tsx'
import { Own } from '../../ui/ltr.tsx'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { GroupClosed } from './group-closed.ts'
import type { Sheet } from './group.tsx'

const fact = { name: 'group-closed' } as const

/** Everything that does not agree, as it is recorded. */
export function mismatchesOf(
  { missing, unlisted, missingCount, group }: Sheet, note: string, fewer: string,
) {
  return [
    ...missing.map(({ name }) => ({ what: 'listed-not-presented' as const, name })),
    ...unlisted.map(({ name }) => ({ what: 'presented-not-listed' as const, name })),
    ...(note.trim() || (missingCount > 0 && !group.listed)
      ? [{ what: 'other' as const, note: note.trim() || fewer }] : []),
  ]
}

/** The dialog; the counts are of the crossings that were recorded. */
export function CloseGroup({ sheet, close }: { sheet: Sheet; close: () => void }) {
  const { say } = useWords()
  const { say: attest, answer, busy } = useRecord<typeof GroupClosed>(fact as never)
  const [note, setNote] = useState('')
  const mismatches = mismatchesOf(sheet, note, say('groups.missing', { count: sheet.missingCount }))
  const record = async () => {
    const told = await attest({
      group: sheet.group.group, presented: sheet.presented,
      ...(mismatches.length > 0 && { mismatches }),
    })
    if (told && 'done' in told) close()
  }
  return (
    <Dialog title={say('groups.close')} close={close}>
      <p className="large">
        <b>{say('groups.of', { presented: sheet.presented, expected: sheet.expected })}</b>
      </p>
      <dl className="facts">
        {(
          ['admitted', 'refused', 'referred', 'deferred'] as const
        ).filter((each) => (sheet.decided[each] ?? 0) > 0).map((each) => (
          <div key={each}><dt>{say(`decision.${each}`)}</dt><dd>{sheet.decided[each]}</dd></div>
        ))}
      </dl>
      {mismatches.length > 0 && <Mismatches of={mismatches} />}
      <label className="asked wide">
        {say('groups.note')}
        <input
          className="entry" dir="auto" maxLength={300} value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
      {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
      <div className="acts">
        <button
          type="button" className="due" autoFocus aria-disabled={busy} onClick={() => void record()}
        >
          {say('groups.close')} <Key name="Enter" />
        </button>
        <button type="button" onClick={close}>{say('back')} <Key name="Esc" /></button>
      </div>
    </Dialog>
  )
}

function Mismatches({ of }: { of: ReturnType<typeof mismatchesOf> }) {
  const { say } = useWords()
  return (
    <ul>
      {of.map((each, index) => (
        <li key={index}>
          {say(`mismatch.${each.what}`)} <Own>{'name' in each ? each.name : each.note}</Own>
        </li>
      ))}
    </ul>
  )
}
