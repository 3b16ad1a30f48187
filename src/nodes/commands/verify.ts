// `safar verify`: says whether a journal, an exported file or a receipt is sound, and where not.

import { command, keysFolderOf, wrong } from '../command.ts'

export default command({
  manual: `  safar verify FOLDER|FILE [--checkpoint FILE [--policy FILE]] [--key VKEY]
               [--keys FOLDER]            held to a checkpoint, and to who must have cosigned it:
                                          0 sound; 1 the first unsound leaf; 2 nothing to verify`,
  options: {
    checkpoint: { type: 'string' }, policy: { type: 'string' }, key: { type: 'string' },
    keys: { type: 'string' },
  },
  async run({ words: [path], given }) {
    const { verifyPath } = await import('../verifier.ts')
    if (!path) return wrong('verify what? a node\'s folder, an exported journal, or a receipt')
    const { keys: _, ...asked } = given
    const report = await verifyPath(path, { ...asked, ...keysFolderOf(given) })
    process.stdout.write(`${report.lines.join('\n')}\n`)
    return report.exit
  },
})
