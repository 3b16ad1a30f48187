// A number, typed with any digits a keyboard has; and the question that is answered yes or no.

import { useState } from 'react'
import { Ltr } from '../ltr.tsx'
import { useWords } from '../speaking.tsx'
import { latinDigits } from './read-date.ts'
import { controlOf } from './field-type.ts'
import type { FieldType } from './field-type.ts'

export const number: FieldType<number> = {
  Input: function NumberInput(props) {
    const [typed, type] = useState(props.value === undefined ? '' : String(props.value))
    return (
      <input {...controlOf(props)} className="entry mono short" dir="ltr" inputMode="decimal"
        maxLength={15} value={typed} onChange={({ target }) => {
          type(target.value)
          const text = latinDigits(target.value).replace(',', '.').trim()
          if (text === '') props.change(undefined)
          else if (/^-?\d+(?:\.\d+)?$/.test(text)) props.change(Number(text))
          else props.change(undefined, 'wrong.number')
        }} />
    )
  },
  Output: ({ value }) => <Ltr>{value}</Ltr>,
  text: (value) => String(value),
}

export const yesNo: FieldType<boolean> = {
  Input: function YesNoInput(props) {
    const { say } = useWords()
    return (
      <div className="choices beside">
        {([true, false] as const).map((each, index) => (
          <label key={String(each)}>
            <input type="radio" name={props.id} id={index === 0 ? props.id : undefined}
              checked={props.value === each} onChange={() => props.change(each)} />
            {say(each ? 'yes' : 'no')}
          </label>
        ))}
      </div>
    )
  },
  Output: function YesNo({ value }) {
    const { say } = useWords()
    return <span>{say(value ? 'yes' : 'no')}</span>
  },
  text: (value, _, { say }) => say(value ? 'yes' : 'no'),
  several: () => true,
}
