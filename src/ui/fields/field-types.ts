// The field types there are, by the mark that a declaration sets.

import { code } from './code.tsx'
import { country } from './country.tsx'
import { date, day } from './date.tsx'
import type { FieldType } from './field-type.ts'
import { listOf } from './list.tsx'
import { name } from './name.tsx'
import { number, yesNo } from './number.tsx'
import { latin, text } from './text.tsx'

// Values of different types live in one list; each module is checked against its own.
// oxlint-disable-next-line no-explicit-any
const fieldTypes: Readonly<Record<string, FieldType<any>>> = {
  text, 'long-text': text, latin, number, 'yes-no': yesNo, code, country, date, day, name,
  list: listOf(fieldTypeOf),
}

/** The field type of a mark; text for one that this release does not know. */
// oxlint-disable-next-line no-explicit-any
export function fieldTypeOf(widget: string): FieldType<any> {
  return fieldTypes[widget] ?? text
}
