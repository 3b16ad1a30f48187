// `safar manifest`: what a carrier's file of passengers, crew or reservations says.

import { command, wrong } from '../command.ts'

export default command({
  manual: `  safar manifest FILE [--json] [--segments] [--list FILE [--cusres]]
                                          what a PAXLST or PNRGOV file says: flights, persons,
                                          documents, and every fault with its place; with a list,
                                          who may be on it, and the answer to the carrier`,
  options: {
    json: { type: 'boolean' }, segments: { type: 'boolean' }, list: { type: 'string' },
    cusres: { type: 'boolean' },
  },
  async run({ words: [file], given: { json, segments, list, cusres } }) {
    if (!file) return wrong('which file? give a PAXLST or PNRGOV file')
    if (cusres && !list) return wrong('an answer to the carrier needs --list: whom to look out for')
    const { manifestFile } = await import('../manifest-file.ts')
    return manifestFile({
      file, asJson: json === true, withSegments: segments === true, list,
      withAnswer: cusres === true,
    })
  },
})
