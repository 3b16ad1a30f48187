// The command line of Safar: starts a node, shows a demo country, verifies and exports a journal.

import { parseArgs } from 'node:util'
import { CannotOpen } from '../kernel/cannot-open.ts'

const usage = `safar: an open border and migration management system

  safar demo [--json]                     a demo country on this machine (PORT, SAFAR_DATA)
  safar post FOLDER --country CC --post CODE [--device NAME] [--port N] [--after-loss]
                                          a post; the first start founds it and prints a sign-in
  safar verify FOLDER|FILE [--checkpoint FILE] [--key VKEY] [--keys FOLDER]
                                          0 sound; 1 the first unsound leaf; 2 nothing to verify
  safar export FOLDER FILE [--contents] [--keys FOLDER]
                                          the journal as one file that anyone can verify
  safar compare --names FILE.tsv [--json]
                                          how sure it is that two names are one person's, for
                                          each line name1 TAB name2: the score, 0 to 1
  safar bench NAME                        one of the measurements under bench/

  SAFAR_DATA   folder of the demo's data          SAFAR_KEYS   folder of a node's keys
  PORT         port to listen on                  CHROMIUM     browser for the journeys
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' }, help: { type: 'boolean' }, 'after-loss': { type: 'boolean' },
    contents: { type: 'boolean' }, country: { type: 'string' }, post: { type: 'string' },
    device: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' },
    checkpoint: { type: 'string' }, key: { type: 'string' }, keys: { type: 'string' },
    secure: { type: 'boolean' }, names: { type: 'string' },
  },
})

const [command, ...rest] = positionals
const keysFolder = values.keys ?? process.env['SAFAR_KEYS']

try {
  process.exitCode = await run()
} catch (failure) {
  if (!(failure instanceof CannotOpen)) throw failure
  process.stderr.write(`${failure.message}\n`)
  process.exitCode = 3
}

async function run(): Promise<number> {
  if (values.help || command === undefined) {
    process.stdout.write(usage)
    return command === undefined && !values.help ? 2 : 0
  }
  switch (command) {
    case 'demo': {
      const { demo } = await import('./demo.ts')
      return demo({ json: values.json === true })
    }
    case 'post': {
      const { post } = await import('./post-command.ts')
      return post(rest[0], {
        ...values, ...(keysFolder && { keysFolder }), afterLoss: values['after-loss'] === true,
      })
    }
    case 'verify': {
      const { verifyPath } = await import('./verifier.ts')
      if (!rest[0]) return wrong('verify what? a node\'s folder, an exported journal, or a receipt')
      const report = await verifyPath(rest[0], {
        ...(values.checkpoint && { checkpoint: values.checkpoint }),
        ...(values.key && { key: values.key }), ...(keysFolder && { keysFolder }),
      })
      process.stdout.write(`${report.lines.join('\n')}\n`)
      return report.exit
    }
    case 'export': {
      const { exportJournal } = await import('./exporting.ts')
      if (!rest[0] || !rest[1]) return wrong('export which FOLDER to which FILE?')
      const size = await exportJournal(rest[0], rest[1], {
        contents: values.contents === true, ...(keysFolder && { keysFolder }),
      })
      process.stdout.write(`${size} leaves in ${rest[1]}\n`)
      return 0
    }
    case 'compare': {
      const { compareFile } = await import('./comparing-names.ts')
      return compareFile(values.names ?? rest[0], values.json === true)
    }
    case 'bench': {
      if (!/^[a-z-]+$/.test(rest[0] ?? '')) return wrong('bench what? a file under bench/')
      await import(`../../bench/${rest[0]}.ts`)
      return 0
    }
    default:
      return wrong(`there is no command ${command}`)
  }
}

function wrong(text: string): number {
  process.stderr.write(`safar: ${text}\n\n${usage}`)
  return 2
}
