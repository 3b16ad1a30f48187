// Results of a measurement: a CSV beside the program, with the machine it was taken on.

import { cpus, loadavg } from 'node:os'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Figure { what: string; value: number; unit: string; goal?: string }

/**
 * Prints figures and keeps them in bench/results/NAME.csv; `among` those that were kept before and
 * are not measured now.
 */
export function keep(
  name: string, figures: readonly Figure[], { among = false }: { among?: boolean } = {},
): void {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'results')
  mkdirSync(folder, { recursive: true })
  const lines = figures.map(
    ({ what, value, unit, goal = '' }) => [`"${what}"`, rounded(value), unit, goal].join(',')
  )
  if (among) lines.unshift(...linesKept(join(folder, `${name}.csv`), figures))
  const processor = cpus()[0]?.model ?? 'unknown'
  // What else the machine did in the last minutes: two processors are full at a load of 2.
  const [, load] = loadavg()
  const machine = `# ${cpus().length} × ${processor}, Node ${process.versions.node}, ` +
    `load ${load!.toFixed(1)}`
  writeFileSync(
    join(folder, `${name}.csv`), `${machine}\nwhat,value,unit,goal\n${lines.join('\n')}\n`,
  )
  for (const { what, value, unit, goal } of figures) {
    const measured = `${String(rounded(value)).padStart(10)} ${unit}`
    process.stdout.write(`${what.padEnd(58)} ${measured}${goal ? `  (goal ${goal})` : ''}\n`)
  }
}

/** The lines of a file of results that say what is not among these figures. */
function linesKept(file: string, figures: readonly Figure[]): string[] {
  const named = new Set(figures.map(({ what }) => `"${what}"`))
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text.split('\n').slice(2)
    .filter((line) => line !== '' && !named.has(/^"[^"]*"/.exec(line)?.[0] ?? ''))
}

/** The value below which a share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]) => quantile(values, 0.5)

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
