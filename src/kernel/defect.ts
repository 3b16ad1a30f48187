// Where defects are told: standard error, with no word of what was said or sent (PROMISES P8).

/** Tells of a defect by its name and where it arose; its message might quote what was sent. */
export function tellDefect(where: string, failure: unknown): void {
  const { name, stack } = failure instanceof Error ? failure : { name: typeof failure, stack: '' }
  const frames = (stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  process.stderr.write(`defect ${where} ${name} ${frames.slice(0, 6).join(' ')}\n`)
}
