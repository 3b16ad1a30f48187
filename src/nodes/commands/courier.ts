// `safar courier`: what goes over a link goes in a file, for a post that has none.

import { command, keysFolderOf, wrong } from '../command.ts'

export default command({
  manual: `  safar courier out FOLDER FILE           writes what this post has for its hub
  safar courier in FOLDER FILE [ANSWER]   takes a file in; a hub writes the answer to carry back`,
  options: { keys: { type: 'string' } },
  async run({ words: [way, folder, file, answer], given }) {
    if ((way !== 'out' && way !== 'in') || !folder || !file) {
      return wrong('courier out FOLDER FILE, or courier in FOLDER FILE [ANSWER]')
    }
    const { courierIn, courierOut } = await import('../courier-command.ts')
    const asked = { folder, file, ...(answer && { answer }), ...keysFolderOf(given) }
    return way === 'out' ? courierOut(asked) : courierIn(asked)
  },
})
