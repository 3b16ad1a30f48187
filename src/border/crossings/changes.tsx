// What a correction changed, field by field: the old value struck and readable, the new beside it.

import type { z } from 'zod'
import { Shown } from '../../ui/form.tsx'
import { described } from '../../ui/fields/described.ts'
import { useWords } from '../../ui/speaking.tsx'
import { asked } from './crossing-asked.ts'

interface Change { field: string; was?: unknown; now?: unknown }

/** One line a field: *Number of the document: ~~P0081~~ P0082*. */
export function Changes({ of }: { of: readonly Change[] }) {
  const { say } = useWords()
  return (
    <dl className="changes">
      {of.map(({ field, was, now }) => (
        <div key={field}>
          <dt>
            {say.has(`crossing-recorded.${field}`) ? say(`crossing-recorded.${field}`) : field}
          </dt>
          <dd>
            {was !== undefined && <><del><Value field={field} value={was} /></del>{' '}</>}
            {now === undefined ? <span className="faded">{say('crossing.nothing')}</span>
              : <ins><Value field={field} value={now} /></ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A value as its field shows it; what this release has no field for stands as it was said. */
function Value({ field, value }: { field: string; value: unknown }) {
  const type = typeAt(asked, field.split('.'))
  if (type) return <Shown type={type} value={value} words={`crossing-recorded.${field}`} />
  return <bdi dir="auto">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</bdi>
}

function typeAt(
  fields: Readonly<Record<string, z.ZodType>>, path: readonly string[],
): z.ZodType | undefined {
  const [name = '', ...rest] = path
  const type = fields[name]
  if (!type || rest.length === 0) {
    return type && described(type).widget !== 'group' ? type : undefined
  }
  return typeAt(described(type).fields ?? {}, rest)
}
