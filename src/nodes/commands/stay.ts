// `safar stay`: answers the stay cases of a file by a State's rules, a line each.

import { command, wrong } from '../command.ts'

export default command({
  manual: `  safar stay --rules FILE --cases FILE.csv [--json]
                                          days used, days left, last lawful day of each case of a
                                          file, and the paragraph (docs/stay-rules.md)`,
  options: {
    rules: { type: 'string' }, cases: { type: 'string' }, json: { type: 'boolean' },
  },
  async run({ given: { rules, cases, json } }) {
    if (!rules || !cases) return wrong('which cases by which rules? give --rules and --cases')
    const { stayFile } = await import('../stay-file.ts')
    return stayFile({ rules, cases, asJson: json === true })
  },
})
