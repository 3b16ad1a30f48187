// `safar hub`: the headquarters that all posts of a country bring their journals to.

import { command, keysFolderOf } from '../command.ts'

export default command({
  manual: `  safar hub FOLDER --country CC [--name NAME] [--port N] [--sync-port N] [--address URL]…
                                          a hub; posts reach it at --address https://NAME:PORT
                                          (DATABASE_URL: on PostgreSQL; --citus: its
                                          tables divided over many servers)`,
  options: {
    country: { type: 'string' }, name: { type: 'string' }, port: { type: 'string' },
    host: { type: 'string' }, 'sync-port': { type: 'string' }, 'sync-host': { type: 'string' },
    address: { type: 'string', multiple: true }, keys: { type: 'string' },
    secure: { type: 'boolean' }, citus: { type: 'boolean' },
    'after-loss': { type: 'boolean' },
  },
  async run({ words: [folder], given }) {
    const { hub } = await import('../hub-command.ts')
    const { 'sync-port': syncPort, 'sync-host': syncHost, address, ...rest } = given
    return hub(folder, {
      ...rest, ...keysFolderOf(given), afterLoss: given['after-loss'] === true,
      ...(syncPort && { syncPort }), ...(syncHost && { syncHost }),
      ...(address && { addresses: address }),
    })
  },
})
