// A command of `safar`: its options, the lines that explain it, and what it does.

import type { ParseArgsConfig } from 'node:util'

export interface Command<O extends NonNullable<ParseArgsConfig['options']> = {}> {
  /** The lines of the manual, as they are printed. */
  manual: string
  options: O
  /** Its further options are those of what it starts: they are left to that. */
  leavesOptions?: true
  /** Does it; resolves with the exit code. */
  run(asked: Asked<O>): Promise<number>
}

/** What was asked: the words that are no options, and the options by name. */
export interface Asked<O> { words: string[]; given: Given<O> }

type Given<O> = {
  [K in keyof O]?: O[K] extends { multiple: true } ? string[]
    : O[K] extends { type: 'boolean' } ? boolean : string
}

// Commands of different options stand in one list; only `safar.ts` sees this type.
// oxlint-disable-next-line no-explicit-any
export type AnyCommand = Command<any>

/** Declares a command, so that what it is given has the types of its options. */
export function command<const O extends NonNullable<ParseArgsConfig['options']>>(
  declared: Command<O>,
): Command<O> {
  return declared
}

/** Says on standard error what is wrong with what was asked; the exit code for it. */
export function wrong(text: string): 2 {
  process.stderr.write(`safar: ${text}\n`)
  return 2
}

/** Where the keys of a node lie: as asked, else as the environment says. */
export function keysFolderOf({ keys }: { keys?: string }): { keysFolder?: string } {
  const folder = keys ?? process.env['SAFAR_KEYS']
  return folder ? { keysFolder: folder } : {}
}
