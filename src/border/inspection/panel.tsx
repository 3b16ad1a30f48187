// A panel below the columns: what a deliberate decision needs before it is recorded.

import type { ReactNode } from 'react'
import { Key } from '../../ui/key.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { open } from './desk.ts'

/** A panel; `record` is its one act, `not` keeps it and says why. */
export function Panel(props: {
  title: ReactNode
  children: ReactNode
  /** What stands beside the act: fields that may stay empty. */
  beside?: ReactNode
  record?: { word: string; run: () => void; not?: string | undefined }
}) {
  const { say } = useWords()
  const { record } = props
  return (
    <section
      className="panel-below" aria-label={typeof props.title === 'string' ? props.title : undefined}
    >
      <div className="body">
        <div className="headline">
          <h2>{props.title}</h2>
          {record?.not && <p className="heavy" role="status">{say(record.not)}</p>}
        </div>
        {props.children}
      </div>
      <div className="acts">
        {props.beside}
        {record && (
          <button type="button" className="due" data-record=""
            aria-disabled={record.not !== undefined}
            onClick={record.run}>{say(record.word)} <Key name="Enter" /></button>
        )}
        <button type="button" onClick={() => open()}>{say('back')} <Key name="Esc" /></button>
      </div>
    </section>
  )
}
