// The verifier holds a journal to a checkpoint that others cosigned, and to a policy of who must.

import { strict as assert } from 'node:assert'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { cosignatureLines, cosigner } from '../kernel/journal/cosignature.ts'
import { trial } from './trial.ts'
import { verifyPath } from './verifier.ts'

test('a post\'s journal is held to what was cosigned, and to the quorum of a policy', async () => {
  const t = await trial([])
  const { node } = t
  const [hub, partner] = ['hub.test/mirror', 'partner.test/witness'].map((name, at) => cosigner(
    name, generateKeyPairSync(at === 0 ? 'ed25519' : 'ml-dsa-44' as 'ed25519').privateKey))
  const note = await node.checkpoint()
  const at = 1_795_435_200
  const file = (name: string, bytes: string | Buffer) => {
    const path = join(t.folder, name)
    writeFileSync(path, bytes)
    return path
  }
  const cosigned = (signers: typeof hub[]) => file(`checkpoint-${signers.length}`,
    Buffer.concat([note, Buffer.from(cosignatureLines(note, signers.map((each) => each!), at))]))
  const log = node.journal.checkpointSigner().vkey
  const witnesses = `witness H ${hub!.vkey}\nwitness P ${partner!.vkey}\n`
  const both = file('both', `log ${log}\n${witnesses}group G all H P\nquorum G\n`)
  const any = file('any', `${witnesses}group G any H P\nquorum G\n`)
  const elsewhere = file('elsewhere', `log ${hub!.vkey.replace('+BA', '+AQ')}\nquorum none\n`)
  const verified = (checkpoint?: string, policy?: string) => verifyPath(t.folder, {
    key: node.keys.vkey, ...(checkpoint && { checkpoint }), ...(policy && { policy }),
  })
  const [one, two] = [cosigned([hub]), cosigned([hub, partner])]
  assert.equal((await verified(one)).exit, 0)
  assert.equal((await verified(one, any)).exit, 0)
  const { lines, exit } = await verified(two, both)
  assert.equal(exit, 0)
  assert(lines.includes('cosigned by partner.test/witness at 2026-11-23T12:00:00.000Z'), `${lines}`)
  const short = await verified(one, both)
  assert.deepEqual([short.exit, short.lines[0]?.includes('quorum')], [1, true])
  assert.equal((await verified(undefined, any)).exit, 2)
  assert.equal((await verified(one, elsewhere)).exit, 2)
  assert.equal((await verified(one, join(t.folder, 'nowhere'))).exit, 2)
  const forged = file('forged', Buffer.from((await node.checkpoint()).toString() +
    cosignatureLines(note, [hub!], at).replace(/.{9}=*\n$/, 'AAAAAAAAA\n')))
  assert.equal((await verified(forged, any)).exit, 1)
  await t.end()
})
