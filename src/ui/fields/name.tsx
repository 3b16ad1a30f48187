// A name in its parts: one to six, in the order in which the person says them.

import { useState } from 'react'
import { Own } from '../ltr.tsx'
import { useWords } from '../speaking.tsx'
import { controlOf } from './field-type.ts'
import type { FieldType } from './field-type.ts'

/** The parts of a typed name; an underscore holds two words together (`van_den_Berg`). */
export function partsOf(typed: string): string[] {
  return typed.normalize('NFC').split(/\s+/).filter(Boolean)
    .map((part) => part.replaceAll('_', ' '))
}

/** Name parts, typed in a line and read back numbered. */
export const name: FieldType<readonly string[]> = {
  Input: function NameInput(props) {
    const { say } = useWords()
    const [typed, type] = useState(() => (
      props.value?.map((part) => part.replaceAll(' ', '_')).join(' ') ?? ''
    ))
    const most = props.of.atMost ?? 6
    const parts = partsOf(typed)
    return (
      <>
        <input {...controlOf(props)} className="entry" dir="auto" spellCheck={false} maxLength={240}
          aria-describedby={`${props.describedBy ?? ''} ${props.id}-reading`} value={typed}
          onChange={({ target }) => {
            type(target.value)
            const read = partsOf(target.value)
            if (read.length > most) props.change(undefined, 'wrong.too-many-parts')
            else props.change(read.length === 0 ? undefined : read)
          }} />
        <output id={`${props.id}-reading`} className="reading parts">
          {parts.length > 1 && parts.map((part, index) => (
            <span key={index}><small>{index + 1}</small> <Own>{part}</Own></span>
          ))}
          {parts.length === 1 && say('name.one-part')}
        </output>
      </>
    )
  },
  Output: ({ value }) => <Own>{value.join(' ')}</Own>,
  text: (value) => value.join(' '),
}
