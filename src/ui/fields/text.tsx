// Text in a line or in several, and codes typed as they are printed.

import { Ltr, Own } from '../ltr.tsx'
import { isLong } from './described.ts'
import { controlOf } from './field-type.ts'
import type { FieldType } from './field-type.ts'

/** Free text; it finds its own direction, whatever the language of the screen. */
export const text: FieldType<string> = {
  Input: (props) => {
    const control = {
      ...controlOf(props),
      dir: 'auto',
      className: 'entry',
      maxLength: props.of.atMost,
      value: props.value ?? '',
      onChange: ({ target }: { target: { value: string } }) => (
        props.change(target.value || undefined)
      ),
    }
    return isLong(props.of) ? <textarea {...control} rows={4} /> : <input {...control} />
  },
  Output: ({ value }) => <Own>{value}</Own>,
  text: (value) => value,
}

/** What is printed in Latin capitals and figures: document numbers, plates, flights. */
export const latin: FieldType<string> = {
  Input: (props) => (
    <input {...controlOf(props)} className="entry mono short" dir="ltr" autoCapitalize="characters"
      spellCheck={false} maxLength={props.of.atMost} value={props.value ?? ''}
      onChange={({ target }) => props.change(target.value.toUpperCase() || undefined)} />
  ),
  Output: ({ value }) => <Ltr mono>{value}</Ltr>,
  text: (value) => value,
}
