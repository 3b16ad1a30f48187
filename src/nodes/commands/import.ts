// `safar import`: brings a list from outside to a node, and puts what was prepared in force.

import { command, keysFolderOf } from '../command.ts'

export default command({
  manual: `  safar import FILE --into URL|FOLDER --list CODE --officer NAME
                                          reads a list (docs/operating/lists.md) as a version of it,
                                          and prints what is new, other and gone
  safar import --in-force VERSION --into URL|FOLDER --terms FILE.json --officer NAME --second NAME
                                          two officers put that version in force
                                          (codes are asked for, or SAFAR_CODE, SAFAR_SECOND_CODE)`,
  options: {
    into: { type: 'string' }, list: { type: 'string' }, officer: { type: 'string' },
    second: { type: 'string' }, 'in-force': { type: 'string' }, terms: { type: 'string' },
    keys: { type: 'string' },
  },
  async run({ words: [file], given }) {
    const { importList } = await import('../import-command.ts')
    const { 'in-force': inForce, ...rest } = given
    return importList({
      ...rest, ...keysFolderOf(given), ...(file && { file }), ...(inForce && { inForce }),
    })
  },
})
