// `safar audit`: reads the database of a hub once, beside the running hub, and names what is amiss.

import { command, keysFolderOf, wrong } from '../command.ts'

export default command({
  manual: `  safar audit FOLDER [--keys FOLDER]      a hub's database held to what is kept outside:
                                          0 sound; 1 what is not is named (DATABASE_URL)`,
  options: { keys: { type: 'string' } },
  async run({ words: [folder], given }) {
    const { auditFolder } = await import('../audit-command.ts')
    if (!folder) return wrong('audit which hub? name its folder')
    const url = process.env['DATABASE_URL']
    const report = await auditFolder(folder, { ...keysFolderOf(given), ...(url && { url }) })
    process.stdout.write(`${report.lines.join('\n')}\n`)
    return report.exit
  },
})
