// The command line of Safar: finds the command that is asked for, and does it.

import { parseArgs } from 'node:util'
import { CannotOpen } from '../kernel/cannot-open.ts'
import { wrong } from './command.ts'
import { commands } from './commands.ts'

const ending = `
  SAFAR_DATA   folder of the demo's data          SAFAR_KEYS   folder of a node's keys
  PORT         port to listen on                  CHROMIUM     browser for the journeys
`

const [name, ...rest] = process.argv.slice(2)

try {
  process.exitCode = await run()
} catch (failure) {
  if (!(failure instanceof CannotOpen)) throw failure
  process.stderr.write(`${failure.message}\n`)
  process.exitCode = 3
}

async function run(): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(await manual())
    return name === undefined ? 2 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) return wrong(`there is no command ${name}; safar --help names them all`)
  const { default: command } = await load()
  const options = { ...command.options, help: { type: 'boolean' } }
  let asked: { values: Record<string, never>; positionals: string[] }
  try {
    const strict = !command.leavesOptions
    asked = parseArgs({ args: rest, allowPositionals: true, strict, options } as never) as never
  } catch (failure) {
    return wrong(`${(failure as Error).message}\n\n${command.manual}`)
  }
  const { values: { help, ...given }, positionals: words } = asked
  if (help) {
    process.stdout.write(`${command.manual}\n`)
    return 0
  }
  return command.run({ words, given })
}

async function manual(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map(async (load) =>
    (await load()).default.manual))
  return `safar: an open border and migration management system\n\n${all.join('\n')}\n${ending}`
}
