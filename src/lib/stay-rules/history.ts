// When a person was inside: entries and exits as stays, read so that what is unsure favours them.

/** Days as numbers since 1970; `first` and `last` differ where a clock was uncertain. */
export interface Moment {
  first: number
  last: number
  /** Minute of the day on the wall at the post, where it is known. */
  minute?: number | undefined
}

/** One stay as it was recorded: either end may be missing. */
export interface RecordedStay { entry?: Moment | undefined; exit?: Moment | undefined }

/** Something that the answer rests on and the officer should know; words `stay-note.<note>`. */
export interface Note { note: NoteKind; evidence?: Record<string, string | number> }
export const noteKinds = [
  'clock-uncertain', 'exit-missing', 'entry-missing', 'stays-overlap', 'later-stays-not-counted',
  'two-nationalities', 'visas-overlap', 'visa-not-valid-on-entry', 'visa-entries-used',
  'rule-changed-during-stay', 'extension-granted', 'extension-late', 'force-majeure',
  'hour-of-entry-unknown', 'no-rule-after',
] as const
export type NoteKind = (typeof noteKinds)[number]

/** A stay as it is counted: both days count; `to` is absent while the person is inside. */
export interface CountedStay {
  from: number
  to?: number | undefined
  /** The other end that the entry may have been at, where its clock was uncertain. */
  orFrom?: number | undefined
  minute?: number | undefined
}

/** An exit before its entry: nothing can be counted; the stay's place in what was said, from 0. */
export interface Backwards { backwards: number }

/**
 * The stays known on a day, oldest first. Where a clock was uncertain an entry is taken at its
 * latest and an exit at its earliest; a stay whose exit is missing though the person came in again
 * counts its day of entry alone, and one whose entry is missing its day of exit.
 */
export function historyOn(
  recorded: readonly RecordedStay[], on: number, note: (note: Note) => void,
): CountedStay[] | Backwards {
  const backwards = recorded.findIndex(({ entry, exit }) =>
    entry && exit && (exit.last < entry.first || earlierThatDay(exit, entry)))
  if (backwards >= 0) return { backwards }
  const known = recorded.filter((stay) => begins(stay) <= on)
    .sort((a, b) => begins(a) - begins(b) || ends(a) - ends(b))
  if (known.length < recorded.length) {
    note({ note: 'later-stays-not-counted', evidence: { stays: recorded.length - known.length } })
  }
  const counted = known.map((stay, index): CountedStay => {
    const { entry, exit } = stay
    const stated = { stay: index + 1 }
    if (unsure(entry) || unsure(exit)) note({ note: 'clock-uncertain', evidence: stated })
    if (!entry) {
      note({ note: 'entry-missing', evidence: stated })
      return { from: exit!.first, to: exit!.first }
    }
    const from = Math.min(entry.last, on)
    const start = {
      from, ...(entry.first < from && { orFrom: entry.first }), minute: entry.minute,
    }
    if (exit) return exit.first > on ? start : closed(start, entry, exit)
    if (index === known.length - 1) return start
    note({ note: 'exit-missing', evidence: stated })
    return { ...start, to: from }
  })
  if (counted.some((stay, at) => at > 0 && stay.from < (counted[at - 1]!.to ?? stay.from))) {
    note({ note: 'stays-overlap' })
  }
  return counted
}

/** A stay between two uncertain clocks has at least one day: the latest that both allow. */
function closed(start: CountedStay, entry: Moment, exit: Moment): CountedStay {
  if (exit.first >= start.from) return { ...start, to: exit.first }
  const day = Math.max(exit.first, entry.first)
  return { from: day, to: day }
}

const unsure = (moment: Moment | undefined) => moment !== undefined && moment.first !== moment.last
const begins = ({ entry, exit }: RecordedStay) => (entry ?? exit)!.first
const ends = ({ entry, exit }: RecordedStay) => (exit ?? entry)!.first

function earlierThatDay(exit: Moment, entry: Moment): boolean {
  return exit.last === entry.first && entry.first === entry.last && exit.first === exit.last
    && exit.minute !== undefined && entry.minute !== undefined && exit.minute < entry.minute
}
