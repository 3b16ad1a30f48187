// What is asked on each step of an alert.

import { z } from 'zod'
import { SEXES } from '../../lib/codes/lists.ts'
import { oneOf, passage } from '../../ui/fields/terms.ts'
import { useWords } from '../../ui/speaking.tsx'
import { Question } from '../travellers/question.tsx'
import { Country, Day, Line, PartialDay } from '../travellers/terms.ts'
import type { Draft, Step } from './steps-of-alert.ts'
import { alertActions, alertReasons, priorities, subjectKinds } from './terms.ts'

interface Asking {
  step: Step
  draft: Draft
  change: (part: Draft) => void
  missing: readonly string[]
  /** Lists under which the officer issued before. */
  lists: readonly { code: string; name: string }[]
}

// Types of the answers, with the mark of how they are asked.
const types = {
  subjectKind: oneOf(subjectKinds, 'alertSubject'),
  names: z.array(Line(200)).max(40),
  birthDate: PartialDay,
  toleranceYears: z.int().min(0).max(20),
  sex: oneOf(SEXES, 'sex'),
  nationalities: z.array(Country).max(8),
  documents: z.array(Line(40).meta({ widget: 'latin' })).max(40),
  issuer: Country,
  plate: Line(20).meta({ widget: 'latin' }),
  plateCountry: Country,
  reason: oneOf(alertReasons, 'alertReason'),
  reasonText: passage(2000),
  legalBasis: Line(300),
  source: Line(300),
  instruction: Line(500),
  priority: oneOf(priorities, 'alertPriority'),
  listCode: Line(32), listName: Line(120), contact: Line(200),
  validFrom: Day.meta({ widget: 'day', when: 'future' }),
  validUntil: Day.meta({ widget: 'day', when: 'future' }),
  reviewBy: Day.meta({ widget: 'day', when: 'future' }),
}

// Each question by the name of its answer; its words are those of the fact's own field.
const words: Partial<Record<keyof typeof types, string>> = {
  toleranceYears: 'alert.toleranceYears', reason: 'alert-issued.reason.code',
  reasonText: 'alert-issued.reason.text', issuer: 'alert-issued.documents.issuer',
  plate: 'alert-issued.vehicle.plate', plateCountry: 'alert-issued.vehicle.country',
  listCode: 'alert-issued.list.code', listName: 'alert-issued.list.name',
}

const ofPerson = [
  'names', 'birthDate', 'toleranceYears', 'sex', 'nationalities', 'documents', 'issuer',
] as const

const optional: readonly string[] = [
  'birthDate', 'toleranceYears', 'sex', 'nationalities', 'issuer', 'plateCountry', 'reasonText',
  'source', 'instruction', 'reviewBy',
]

/** The questions of one step. */
export function AskedOn(asking: Asking) {
  const { draft } = asking
  switch (asking.step) {
    case 'what': return <Ask {...asking} names={['subjectKind']} />
    case 'who': return draft.subjectKind === 'vehicle'
      ? <Ask {...asking} names={['plate', 'plateCountry']} />
      : draft.subjectKind === 'document' ? <Ask {...asking} names={['documents', 'issuer']} />
        : <Ask {...asking} names={ofPerson} />
    case 'why': return <Ask {...asking} names={['reason', 'reasonText', 'legalBasis', 'source']} />
    case 'counter': return (
      <>
        <Actions {...asking} />
        <Ask
          {...asking}
          names={draft.action === 'discreet' ? ['priority'] : ['priority', 'instruction']}
          first={false}
        />
      </>
    )
    default: return (
      <>
        <Lists {...asking} />
        <Ask
          {...asking}
          names={[
            ...(ofKnownList(asking) ? [] : ['listCode', 'listName'] as const),
            'contact', 'validFrom', 'validUntil', 'reviewBy',
          ]}
        />
      </>
    )
  }
}

function Ask({ draft, change, missing, names, first = true }: Asking & {
  names: readonly (keyof typeof types)[]; first?: boolean
}) {
  return names.map((name, index) => (
    <Question key={name} word={words[name] ?? `alert-issued.${name}`}
      type={types[name] as z.ZodType<unknown>}
      value={draft[name]} change={(value) => change({ [name]: value } as Draft)}
      optional={optional.includes(name) || (name === 'documents' && draft.subjectKind === 'person')}
      autoFocus={first && index === 0}
      fault={missing.includes(name) ? 'wrong.missing' : undefined} />
  ))
}

/** What the counter does, each with what that means: a discreet alert needs the words most. */
function Actions({ draft, change, missing }: Asking) {
  const { say } = useWords()
  return (
    <fieldset className="field" data-wrong={missing.includes('action') ? '' : undefined}>
      <legend>{say('alert-issued.action')}</legend>
      <div className="choices explained">
        {alertActions.map((action, index) => (
          <label key={action}>
            <input type="radio" name="action" value={action} checked={draft.action === action}
              autoFocus={index === 0} onChange={() => change({ action })} />
            <span>
              <b>{say(`alertAction.${action}`)}</b>
              <small>{say(`alertAction.${action}.does`)}</small>
            </span>
          </label>
        ))}
      </div>
      {missing.includes('action') && <p className="wrong">{say('wrong.missing')}</p>}
    </fieldset>
  )
}

/** Whether the alert is for a list under which one issued before; a new one is named by hand. */
function ofKnownList({ lists, draft }: Pick<Asking, 'lists' | 'draft'>): boolean {
  return lists.some((list) => list.code === draft.listCode)
}

/** The lists under which one issued before, to take one with a key less. */
function Lists({ lists, draft, change }: Asking) {
  const { say } = useWords()
  const known = [...new Map(lists.map((list) => [list.code, list])).values()]
  if (known.length === 0) return null
  return (
    <fieldset className="field">
      <legend>{say('alert.own-lists')}</legend>
      <div className="choices">
        {known.map(({ code, name }) => (
          <label key={code}>
            <input type="radio" name="list" checked={draft.listCode === code}
              onChange={() => change({ listCode: code, listName: name })} />
            <bdi>{name}</bdi>
          </label>
        ))}
        <label>
          <input type="radio" name="list" checked={!ofKnownList({ lists, draft })}
            onChange={() => change({ listCode: '', listName: '' })} />
          {say('alert.another-list')}
        </label>
      </div>
    </fieldset>
  )
}
