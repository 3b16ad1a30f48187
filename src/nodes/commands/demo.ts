// `safar demo`: a country with people crossing, on this machine.

import { command } from '../command.ts'

export default command({
  manual: `  safar demo [--json]                     a country on this machine (PORT, SAFAR_DATA)`,
  options: { json: { type: 'boolean' } },
  async run({ given }) {
    const { demo } = await import('../demo.ts')
    return demo({ json: given.json === true })
  },
})
