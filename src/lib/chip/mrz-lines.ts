// The lines of a zone that a chip holds without line ends: their number follows from the length.

/** TD1, TD2 and TD3 by all their characters (ICAO 9303-10 §4.7.1). */
const shapes: Record<number, { lines: number; width: number }> = {
  90: { lines: 3, width: 30 }, 72: { lines: 2, width: 36 }, 88: { lines: 2, width: 44 },
}

/** The lines of a zone; undefined where the length is none of a zone's. */
export function mrzLinesOf(zone: string): string[] | undefined {
  const shape = shapes[zone.length]
  return shape && Array.from({ length: shape.lines },
    (_, line) => zone.slice(line * shape.width, (line + 1) * shape.width))
}
