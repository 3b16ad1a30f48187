// Typing at the counter: the fields of the document and the person, in the places where they are
// read.

import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { DOCUMENT_TYPES, SEXES } from '../../lib/codes/lists.ts'
import type { DocumentType, Sex } from '../../lib/codes/lists.ts'
import { localTime } from '../../ui/clock.tsx'
import { Combobox } from '../../ui/fields/combobox.tsx'
import { countriesIn } from '../../ui/fields/country.tsx'
import { readDate } from '../../ui/fields/read-date.ts'
import { useWords } from '../../ui/speaking.tsx'
import { DateBeside } from './dates-beside.tsx'
import type { Faults, Typed } from './hand-fields.ts'

/** Why there is no document, as the crossing knows it. */
const absentReasons = [
  'lost', 'stolen', 'never-had-one', 'left-behind', 'destroyed', 'taken-away', 'not-shown',
  'not-needed',
] as const

export interface Hand {
  typed: Typed
  faults: Faults
  /** Wrong fields are named after the first attempt. */
  tried: boolean
  change: (change: Partial<Typed>) => void
}

/** The document's fields, in the first column; `zone`: a zone may be typed or pasted instead. */
export function DocumentByHand({ typed, faults, tried, change, zone }: Hand & { zone: boolean }) {
  const { say, language } = useWords()
  const first = useRef<HTMLDivElement>(null)
  useEffect(() => { first.current?.querySelector<HTMLElement>('input, textarea')?.focus() }, [])
  const wrong = (name: keyof Typed) => (tried ? faults[name] : undefined)
  return (
    <div className="by-hand" ref={first}>
      {zone && <ZoneByHand typed={typed} change={change} />}
      <Asked word="booth.document-number">
        {(control) => (
          <Latin {...control} value={typed.number} change={(number) => change({ number })} />
        )}
      </Asked>
      <Asked word="booth.document-type">
        {(control) => (
          <Combobox id={control.id} control={{ ...control }} value={typed.type}
            options={DOCUMENT_TYPES.map((code) => ({ code, word: say(`documentType.${code}`) }))}
            change={(type) => change({ type: type as DocumentType | undefined })} />
        )}
      </Asked>
      <Asked word="booth.issuer">
        {(control) => (
          <Combobox id={control.id} control={{ ...control }} value={typed.issuer} withCode
            options={countriesIn(language)} change={(issuer) => change({ issuer })} />
        )}
      </Asked>
      <Asked
        word="booth.expiry" wrong={wrong('expiry')}
        reading={<Read typed={typed.expiry} when="future" />}
      >
        {(control) => (
          <Latin
            {...control} value={typed.expiry} change={(expiry) => change({ expiry })}
            example="1.1.30"
          />
        )}
      </Asked>
      {(typed.type === 'none' || typed.number.trim() === '') && (
        <WhyNone typed={typed} change={change} wrong={wrong('absentReason')} />
      )}
    </div>
  )
}

type Typing = Pick<Hand, 'typed' | 'change'>

function ZoneByHand({ typed, change }: Typing) {
  const { say } = useWords()
  return (
    <Asked word="booth.zone" wide>
      {(control) => (
        <textarea {...control} className="entry mono" dir="ltr" rows={2} spellCheck={false}
          maxLength={4096} value={typed.zone} placeholder={say('booth.zone.paste')}
          onChange={({ target }) => change({ zone: target.value })} />
      )}
    </Asked>
  )
}

function WhyNone({ typed, change, wrong }: Typing & { wrong: string | undefined }) {
  const { say } = useWords()
  return (
    <Asked word="booth.why-none" wide wrong={wrong}>
      {(control) => (
        <Combobox id={control.id} control={{ ...control }} value={typed.absentReason}
          options={absentReasons.map((code) => ({ code, word: say(`absentReason.${code}`) }))}
          change={(code) => (
            change({ absentReason: absentReasons.find((each) => each === code) }))} />
      )}
    </Asked>
  )
}

/** The person's fields, in the second column. */
export function PersonByHand({ typed, faults, tried, change }: Hand) {
  const { language } = useWords()
  const wrong = (name: keyof Typed) => (tried ? faults[name] : undefined)
  return (
    <div className="by-hand">
      <Asked word="booth.surname" wide wrong={wrong('surname')}>
        {(control) => (
          <Free {...control} value={typed.surname} change={(surname) => change({ surname })} />
        )}
      </Asked>
      <Asked word="booth.given-names" wide>
        {(control) => (
          <Free
            {...control} value={typed.givenNames} change={(givenNames) => change({ givenNames })}
          />
        )}
      </Asked>
      <Asked word="booth.nationality" wrong={wrong('nationality')}>
        {(control) => (
          <Combobox id={control.id} control={{ ...control }} value={typed.nationality} withCode
            options={countriesIn(language)} change={(nationality) => change({ nationality })} />
        )}
      </Asked>
      <SexByHand typed={typed} change={change} />
      <Asked
        word="booth.born" wrong={wrong('birthDate')}
        reading={<Read typed={typed.birthDate} when="past" />}
      >
        {(control) => (
          <Latin
            {...control} value={typed.birthDate} change={(birthDate) => change({ birthDate })}
            example="1.1.87 · ?"
          />
        )}
      </Asked>
      <Asked word="booth.name-original">
        {(control) => (
          <Free
            {...control} value={typed.nameOriginal}
            change={(nameOriginal) => change({ nameOriginal })}
          />
        )}
      </Asked>
    </div>
  )
}

function SexByHand({ typed, change }: Typing) {
  const { say } = useWords()
  return (
    <Asked word="booth.sex">
      {(control) => (
        <Combobox id={control.id} control={{ ...control }} value={typed.sex}
          options={SEXES.map((code) => ({ code, word: say(`sex.${code}`) }))}
          change={(sex) => change({ sex: sex as Sex | undefined })} />
      )}
    </Asked>
  )
}

interface Control {
  id: string
  'aria-invalid': boolean | undefined
  'aria-describedby': string
  autoComplete: 'off'
}

function Asked(props: {
  word: string; wide?: boolean; wrong?: string | undefined; reading?: ReactNode
  children: (control: Control) => ReactNode
}) {
  const { say } = useWords()
  const id = useId()
  const control: Control = {
    id, 'aria-invalid': props.wrong ? true : undefined, 'aria-describedby': `${id}-more`,
    autoComplete: 'off',
  }
  return (
    <div className={props.wide ? 'asked wide' : 'asked'} data-wrong={props.wrong && ''}>
      <label htmlFor={id}>{say(props.word)}</label>
      {props.children(control)}
      <span id={`${id}-more`} className={props.wrong ? 'more heavy' : 'more faded'}>
        {props.wrong ? say(props.wrong) : props.reading}
      </span>
    </div>
  )
}

interface TextProps extends Control {
  value: string
  change: (value: string) => void
  example?: string
}

function Latin({ value, change, example, ...control }: TextProps) {
  return (
    <input {...control} className="entry mono" dir="ltr" autoCapitalize="characters"
      spellCheck={false}
      maxLength={40} value={value} placeholder={example}
      onChange={({ target }) => change(target.value)} />
  )
}

function Free({ value, change, example: _, ...control }: TextProps) {
  return (
    <input {...control} className="entry" dir="auto" spellCheck={false} maxLength={200}
      value={value}
      onChange={({ target }) => change(target.value)} />
  )
}

// What was understood of a date, while it is typed.
function Read({ typed, when }: { typed: string; when: 'past' | 'future' }) {
  const read = readDate(typed, { calendar: 'gregorian', today: localTime(new Date()).day, when })
  return read && 'value' in read ? <DateBeside of={read} /> : null
}
