// Reads one ICU message into the parts that the browser formats, and the names of its values.

import { isArgumentElement, isLiteralElement, isPluralElement, isPoundElement, isSelectElement,
  isTagElement, parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

/** The parts of a message, and the names of the values that it needs. Throws for a bad message. */
export function readMessage(text: string): { parts: MessageFormatElement[]; values: Set<string> } {
  const parts = parse(text, { captureLocation: false, ignoreTag: true })
  const values = new Set<string>()
  collect(parts, values)
  return { parts, values }
}

function collect(parts: readonly MessageFormatElement[], values: Set<string>): void {
  for (const part of parts) {
    if (isLiteralElement(part) || isPoundElement(part) || isTagElement(part)) continue
    values.add(part.value)
    if (isPluralElement(part) || isSelectElement(part)) {
      for (const option of Object.values(part.options)) collect(option.value, values)
    } else if (!isArgumentElement(part)) {
      throw new Error(`{${part.value}} asks for a number or date format; format it in the screen`)
    }
  }
}
