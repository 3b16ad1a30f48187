// Segments as text: values that hold a service character are released, empty ends are left out.

import { ordinarySigns, type Signs } from './segments.ts'

/** A segment to be written: its tag, and each element as one value or its components. */
export type ToWrite = readonly [tag: string, ...elements: (string | readonly string[])[]]

/** Writes segments, one on each line. A value with a line break is written with a blank. */
export function written(segments: readonly ToWrite[], signs: Signs = ordinarySigns): string {
  return segments.map((each) => `${segmentText(each, signs)}\n`).join('')
}

function segmentText([tag, ...elements]: ToWrite, signs: Signs): string {
  const values = elements.map((element) => {
    const components = typeof element === 'string' ? [element] : element
    return withoutEmptyEnd(components.map((value) => released(value, signs))).join(signs.component)
  })
  return [tag, ...withoutEmptyEnd(values)].join(signs.element) + signs.terminator
}

function withoutEmptyEnd(values: readonly string[]): string[] {
  return values.slice(0, values.findLastIndex((value) => value !== '') + 1)
}

function released(value: string, signs: Signs): string {
  const own = Object.values(signs)
  return [...value.replaceAll(/[\r\n]+/g, ' ')]
    .map((sign) => (own.includes(sign) ? signs.release + sign : sign)).join('')
}
