// `safar screen`: who of the persons in a file may be on a list, for each line of the file.

import { command, wrong } from '../command.ts'

export default command({
  manual: `  safar screen --list FILE --queries FILE.csv [--json]
                                          who of a file of persons may be on a list: columns name,
                                          id, birth_date, nationality, sex, document, by heading`,
  options: {
    list: { type: 'string' }, queries: { type: 'string' }, json: { type: 'boolean' },
  },
  async run({ given: { list, queries, json } }) {
    if (!list || !queries) return wrong('screen whom against what? give --list and --queries')
    const { screenFile } = await import('../screening-file.ts')
    return screenFile({ list, queries, asJson: json === true })
  },
})
