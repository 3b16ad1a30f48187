// `safar post`: a border post that runs until it is told to stop.

import { command, keysFolderOf } from '../command.ts'

export default command({
  manual: `  safar post FOLDER --country CC --post CODE [--device NAME] [--port N] [--after-loss]
              [--interpol FILE]           a post; the first start founds it and prints a sign-in;
                                          FILE says how INTERPOL is asked (docs/operating/post.md)
  safar post FOLDER --enrol FILE          writes the request to be enrolled at a hub
  safar post FOLDER --admit FILE --hub XXXX-XXXX-XXXX-XXXX
                                          takes in the answer of the hub with these letters
  safar post FOLDER --recover             brings back from the hub what the lost node had said`,
  options: {
    country: { type: 'string' }, post: { type: 'string' }, device: { type: 'string' },
    port: { type: 'string' }, host: { type: 'string' }, keys: { type: 'string' },
    secure: { type: 'boolean' }, 'after-loss': { type: 'boolean' },
    enrol: { type: 'string' }, admit: { type: 'string' },
    recover: { type: 'boolean' }, interpol: { type: 'string' }, hub: { type: 'string' },
  },
  async run({ words: [folder], given }) {
    const { post } = await import('../post-command.ts')
    return post(folder, {
      ...given, ...keysFolderOf(given), afterLoss: given['after-loss'] === true,
    })
  },
})
