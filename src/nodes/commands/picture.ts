// `safar picture`: the biometric office makes its key, and opens what was sealed to it.

import { command, keysFolderOf, wrong } from '../command.ts'

export default command({
  manual: `  safar picture key FILE                  makes the biometric office's key: the secret
                                          into FILE, the public half for the hub printed
  safar picture open FOLDER PICTURE --key FILE --out FILE
                                          opens a picture that is at this hub`,
  options: { key: { type: 'string' }, keys: { type: 'string' }, out: { type: 'string' } },
  async run({ words: [act, first, picture], given }) {
    const { makeOfficeKey, openAtHub } = await import('../picture-command.ts')
    if (act === 'key' && first) return makeOfficeKey(first)
    if (act === 'open' && first && picture && given.key && given.out) {
      return openAtHub({
        folder: first, picture, key: given.key, out: given.out, ...keysFolderOf(given),
      })
    }
    return wrong('picture key FILE, or picture open FOLDER PICTURE --key FILE --out FILE')
  },
})
