// What a field type is: how it is asked, how it is shown, and how it reads as plain text.

import type { ComponentType } from 'react'
import type { Say } from '../words.ts'
import type { Language } from '../words.ts'
import type { Described } from './described.ts'

/** What an input is given; `change(undefined, 'wrong.date')` says that what is typed is not one. */
export interface InputProps<V> {
  id: string
  value: V | undefined
  change: (value: V | undefined, wrong?: string) => void
  of: Described
  wrong: boolean
  describedBy?: string
  autoFocus?: boolean
}

export interface OutputProps<V> { value: V; of: Described }

/** One field type: one module. */
export interface FieldType<V> {
  Input: ComponentType<InputProps<V>>
  Output: ComponentType<OutputProps<V>>
  text: (value: V, of: Described, speaking: { say: Say; language: Language }) => string
  /** Several controls answer one question: it is a legend, not a label. */
  several?: (of: Described) => boolean
}

/** The attributes that every native control of a field has. */
export function controlOf<V>({ id, of, wrong, describedBy, autoFocus }: InputProps<V>) {
  return {
    id,
    'aria-invalid': wrong || undefined,
    'aria-required': !of.optional || undefined,
    'aria-describedby': describedBy,
    autoFocus,
    autoComplete: 'off',
  } as const
}
