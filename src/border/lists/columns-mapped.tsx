// What each column of a national list holds: said once beside its first rows, and kept.

import { useState } from 'react'
import { Own } from '../../ui/ltr.tsx'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { columnRoles, type ColumnRole } from './columns.ts'
import type { Found } from './import-list.tsx'
import type { ListColumnsMapped } from './list-columns-mapped.ts'

type Columns = NonNullable<Found['columns']>
const mapping = { name: 'list-columns-mapped' } as const

/** The first rows with a choice over each column; keeping it reads the file again. */
export function ColumnsMapped({ list, columns, again }: {
  list: string; columns: Columns; again: () => void
}) {
  const { say } = useWords()
  const { say: attest, busy, answer } = useRecord<typeof ListColumnsMapped>(mapping)
  const [roles, choose] = useState(columns.map(({ role }) => role))
  const keep = async () => {
    const said = Object.fromEntries(columns.flatMap(({ heading }, at) => {
      const role = roles[at]
      return role ? [[heading.trim(), role]] : []
    }))
    const told = await attest({ list, mapping: said })
    if (told && 'done' in told) again()
  }
  return (
    <section className="stack">
      <h2>{say('list.columns')}</h2>
      <FirstRows columns={columns} roles={roles} choose={(at, role) =>
        choose(roles.map((each, index) => (index === at ? role : each)))} />
      <div className="acts">
        <button type="button" aria-disabled={busy} onClick={() => void keep()}>
          {say('list.columns.keep')}
        </button>
      </div>
      {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
    </section>
  )
}

function FirstRows({ columns, roles, choose }: {
  columns: Columns; roles: readonly (ColumnRole | undefined)[]
  choose: (column: number, role: ColumnRole | undefined) => void
}) {
  const { say } = useWords()
  return (
    <div className="mapped" role="region" aria-label={say('list.columns')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ heading }, at) => (
              <th key={at} scope="col">
                <label>
                  <Own>{heading || '—'}</Own>
                  <select className="entry" value={roles[at] ?? ''} onChange={({ target }) =>
                    choose(at, (target.value || undefined) as ColumnRole | undefined)}>
                    <option value="">{say('list.column.none')}</option>
                    {columnRoles.map((role) => (
                      <option key={role} value={role}>{say(`list.column.${role}`)}</option>
                    ))}
                  </select>
                </label>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(columns[0]?.cells ?? []).map((_, row) => (
            <tr key={row}>
              {columns.map(({ cells }, at) => <td key={at}><Own>{cells[row]}</Own></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
