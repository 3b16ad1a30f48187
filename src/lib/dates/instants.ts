// Instants as leaves write them: UTC, fixed width, so that text sorts as time does.

/** The instant so many minutes before, in the fixed width of leaves. */
export function before(at: string, minutes: number): string {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString()
}
