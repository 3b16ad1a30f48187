// `safar bench`: one of the measurements under bench/.

import { command, wrong } from '../command.ts'

export default command({
  manual: `  safar bench NAME                        one of the measurements under bench/`,
  options: {},
  leavesOptions: true,
  async run({ words: [name] }) {
    if (!/^[a-z-]+$/.test(name ?? '')) return wrong('bench what? a file under bench/')
    await import(`../../../bench/${name}.ts`)
    return 0
  },
})
