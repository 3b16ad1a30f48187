// `safar export`: the journal of a node's folder as one file that anyone can verify.

import { command, keysFolderOf, wrong } from '../command.ts'

export default command({
  manual: `  safar export FOLDER FILE [--contents] [--keys FOLDER]
                                          the journal as one file that anyone can verify`,
  options: { contents: { type: 'boolean' }, keys: { type: 'string' } },
  async run({ words: [folder, file], given }) {
    const { exportJournal } = await import('../exporting.ts')
    if (!folder || !file) return wrong('export which FOLDER to which FILE?')
    const size = await exportJournal(folder, file, {
      contents: given.contents === true, ...keysFolderOf(given),
    })
    process.stdout.write(`${size} leaves in ${file}\n`)
    return 0
  },
})
