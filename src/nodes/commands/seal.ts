// `safar seal`: whether the seals of visas, proofs and cards are what a State signed.

import { command } from '../command.ts'

export default command({
  manual: `  safar seal FILES... [--signer FILE]... [--csca FILE]... [--crl FILE]... [--json]
                                          what the digital seals in pictures or files say, and
                                          whether they are genuine; 0 all valid, 1 not all`,
  options: {
    json: { type: 'boolean' }, signer: { type: 'string', multiple: true },
    csca: { type: 'string', multiple: true }, crl: { type: 'string', multiple: true },
    today: { type: 'string' },
  },
  async run({ words, given }) {
    const { sealCommand } = await import('../inspecting-seals.ts')
    return sealCommand(words, {
      json: given.json === true, signer: given.signer ?? [], csca: given.csca ?? [],
      crl: given.crl ?? [], today: given.today ?? new Date().toISOString().slice(0, 10),
      write: (line) => process.stdout.write(`${line}\n`),
    })
  },
})
