// `safar compare`: how sure it is that two names are one person's, for each line of a file.

import { command } from '../command.ts'

export default command({
  manual: `  safar compare --names FILE.tsv [--json]
                                          how sure it is that two names are one person's, for
                                          each line name1 TAB name2: the score, 0 to 1`,
  options: { names: { type: 'string' }, json: { type: 'boolean' } },
  async run({ words: [file], given }) {
    const { compareFile } = await import('../comparing-names.ts')
    return compareFile(given.names ?? file, given.json === true)
  },
})
