// `safar manifest`: what a carrier's file of passengers, crew or reservations says.

import { command, wrong } from '../command.ts'

export default command({
  manual: `  safar manifest FILE [--json] [--segments]
                                          what a PAXLST or PNRGOV file says: flights, persons,
                                          documents, and every fault with its place`,
  options: { json: { type: 'boolean' }, segments: { type: 'boolean' } },
  async run({ words: [file], given: { json, segments } }) {
    if (!file) return wrong('which file? give a PAXLST or PNRGOV file')
    const { manifestFile } = await import('../manifest-file.ts')
    return manifestFile({ file, asJson: json === true, withSegments: segments === true })
  },
})
