// Several answers to one question: out of a few codes by ticking, otherwise one below the other.

import { useWords } from '../speaking.tsx'
import { wordOf } from './code.tsx'
import { described } from './described.ts'
import type { FieldType, InputProps } from './field-type.ts'

/** Up to this many codes are ticked instead of added one by one. */
const ticked = 9

/** The field type of a mark, of what the answers are. */
// oxlint-disable-next-line no-explicit-any
type TypeOf = (widget: string) => FieldType<any>

function ListInput({ typeOf, ...props }: InputProps<readonly unknown[]> & { typeOf: TypeOf }) {
  const { say } = useWords()
  const element = described(props.of.element!)
  // Marks may stand on the list as well as on what it is a list of.
  const each = { ...element, words: element.words ?? props.of.words ?? '' }
  const values = props.value ?? []
  const change = (next: readonly unknown[]) => props.change(next.length === 0 ? undefined : next)
  if (each.codes && each.codes.length <= ticked) {
    return (
      <div className="choices">
        {each.codes.map((code, index) => (
          <label key={code}>
            <input type="checkbox" id={index === 0 ? props.id : undefined}
              checked={values.includes(code)}
              onChange={({ target }) => change(each.codes!.filter((other) => (
                other === code ? target.checked : values.includes(other))))} />
            {wordOf(code, each, say)}
          </label>
        ))}
      </div>
    )
  }
  const { Input } = typeOf(each.widget)
  const shown = values.length === 0 ? [undefined] : values
  return (
    <div className="several">
      {shown.map((value, index) => (
        <div key={index}>
          <Input {...props} of={each} value={value} autoFocus={false}
            id={index === 0 ? props.id : `${props.id}-${index}`}
            change={(next, wrong) => {
              if (wrong) return props.change(undefined, wrong)
              change(shown.with(index, next).filter((one) => one !== undefined))
            }} />
          {values.length > 1 && (
            <button type="button" className="plain"
              onClick={() => change(values.toSpliced(index, 1))}>{say('list.remove')}</button>
          )}
        </div>
      ))}
      {values.length > 0 && values.length < (props.of.atMost ?? 20) && (
        <p>
          <button type="button" className="plain" onClick={() => props.change([...values, ''])}>
            {say('list.add')}
          </button>
        </p>
      )}
    </div>
  )
}

/** The field type of lists, whose answers have field types of their own. */
export function listOf(typeOf: TypeOf): FieldType<readonly unknown[]> {
  return {
    Input: (props) => <ListInput {...props} typeOf={typeOf} />,
    Output: function List({ value, of }) {
      const element = described(of.element!)
      const each = { ...element, words: element.words ?? of.words ?? '' }
      const { Output } = typeOf(each.widget)
      return (
        <ul>
          {value.map((one, index) => <li key={index}><Output value={one} of={each} /></li>)}
        </ul>
      )
    },
    text: (value, of, speaking) => {
      const each = described(of.element!)
      return value.map((one) => typeOf(each.widget).text(one, each, speaking)).join(' · ')
    },
    several: (of) => {
      const { codes } = described(of.element!)
      return codes !== undefined && codes.length <= ticked
    },
  }
}
