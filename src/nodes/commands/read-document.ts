// `safar read-document`: the machine-readable zones of pictures.

import { command } from '../command.ts'

export default command({
  manual: `  safar read-document IMAGE... [--today DAY] [--json]
                                          the machine-readable zone of each picture, its fields,
                                          check digits and what was repaired; 0 all agree, 1 not`,
  options: { json: { type: 'boolean' }, today: { type: 'string' } },
  async run({ words, given }) {
    const { readPictures } = await import('../reading-pictures.ts')
    return readPictures(words, {
      json: given.json === true, today: given.today ?? new Date().toISOString().slice(0, 10),
      write: (line) => process.stdout.write(`${line}\n`),
    })
  },
})
