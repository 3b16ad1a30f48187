// One entry that is new, changed or gone: who it is, and for a change what it was before.

import type { Answer } from '../../kernel/query.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { ListDifference } from './list-difference.ts'
import type { SaidEntry } from './terms.ts'

type Row = Answer<typeof ListDifference>['rows'][number]
const signs = { added: '+', changed: '≠', removed: '−' } as const

/** A line of the difference; changed fields stand under each other, before and now. */
export function DifferenceRow({ of }: { of: Row }) {
  const { say } = useWords()
  const entry = of.what === 'removed' ? of.before : of.entry
  return (
    <li className="difference" data-what={of.what}>
      <span className="what">
        <b aria-hidden="true">{signs[of.what]}</b> {say(`list.what.${of.what}`)}
      </span>
      <div>
        <b><Own>{entry.names[0]?.[1] ?? entry.documents?.[0]?.number}</Own></b>{' '}
        <span className="faded"><Ltr mono>{entry.id}</Ltr></span>
        {of.what === 'changed' ? of.fields.map((field) => (
          <p key={field} className="small">
            {say(`list.field.${field}`)}: <Own>{valueOf(entry, field)}</Own>{' '}
            <span className="faded">
              {say('list.was')} <s><Own>{valueOf(of.before, field)}</Own></s>
            </span>
          </p>
        )) : (
          <p className="small faded">
            {summaryOf(entry).map((text, at) => (
              <span key={text}>{at > 0 && ' · '}<Own>{text}</Own></span>
            ))}
          </p>
        )}
      </div>
    </li>
  )
}

function valueOf(entry: SaidEntry, field: string): string {
  const value = entry[field as keyof SaidEntry]
  if (value === undefined) return '—'
  if (!Array.isArray(value)) return String(value)
  return value.map(textOf).join(' · ') || '—'
}

function textOf(each: unknown): string {
  if (Array.isArray(each)) return String(each[1])
  if (typeof each !== 'object' || each === null) return String(each)
  const { value, until, approximate, number, issuer } = each as Record<string, string | boolean>
  return [approximate && '~', value, until && `– ${until}`, issuer, number]
    .filter((part) => part !== undefined && part !== false).join(' ')
}

/** Its other names and what tells it from others; each stands in its own direction. */
function summaryOf(entry: SaidEntry): string[] {
  const others = entry.names.slice(1).map(([, text]) => text)
  return [...others, valueOf(entry, 'births'), valueOf(entry, 'nationalities'),
    valueOf(entry, 'documents')].filter((text) => text !== '—')
}
