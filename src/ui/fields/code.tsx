// A code out of a list: few are all in sight, many are found by typing.

import { useWords } from '../speaking.tsx'
import type { Say } from '../words.ts'
import { Combobox } from './combobox.tsx'
import type { Described } from './described.ts'
import { controlOf } from './field-type.ts'
import type { FieldType } from './field-type.ts'

/** Up to this many choices are shown at once. */
const inSight = 5

/** The word of a code; the code itself where a country's list has grown and the words have not. */
export function wordOf(code: string, of: Pick<Described, 'words'>, say: Say): string {
  const key = `${of.words}.${code}`
  return say.has(key) ? say(key) : code
}

export const code: FieldType<string> = {
  Input: function CodeInput(props) {
    const { say } = useWords()
    const { of, id } = props
    const options = (of.codes ?? []).map((each) => ({ code: each, word: wordOf(each, of, say) }))
    if (options.length > inSight) {
      return (
        <Combobox id={id} options={options} value={props.value} change={props.change}
          control={controlOf(props)} />
      )
    }
    return (
      <div className="choices">
        {options.map((option, index) => (
          <label key={option.code}>
            <input type="radio" name={id} id={index === 0 ? id : undefined} value={option.code}
              checked={props.value === option.code} onChange={() => props.change(option.code)} />
            {option.word}
          </label>
        ))}
      </div>
    )
  },
  Output: function CodeWord({ value, of }) {
    const { say } = useWords()
    return <span>{wordOf(value, of, say)}</span>
  },
  text: (value, of, { say }) => wordOf(value, of, say),
  several: (of) => (of.codes?.length ?? 0) <= inSight,
}
