// `safar chip`: whether passports' chips are genuine, from their files.

import { command } from '../command.ts'

export default command({
  manual: `  safar chip FOLDER|FILES... [--csca FILE]... [--crl FILE]... [--today DAY] [--json]
                                          what the files of a passport's chip say, and whether it
                                          is genuine; 0 all valid, 1 not all, 2 nothing to inspect`,
  options: {
    json: { type: 'boolean' }, csca: { type: 'string', multiple: true },
    crl: { type: 'string', multiple: true }, today: { type: 'string' },
  },
  async run({ words, given }) {
    const { chipCommand } = await import('../inspecting-chips.ts')
    return chipCommand(words, {
      json: given.json === true, csca: given.csca ?? [], crl: given.crl ?? [],
      today: given.today ?? new Date().toISOString().slice(0, 10),
      write: (line) => process.stdout.write(`${line}\n`),
    })
  },
})
