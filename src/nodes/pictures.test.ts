// A picture of a document page: sealed at the counter, up after its leaf over a line that is cut,
// and let go at the post once the hub has signed for it.

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, readFileSync, existsSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ask } from '../kernel/ask.ts'
import { nodeItself } from '../kernel/attestation.ts'
import type { Node } from '../kernel/node.ts'
import type { Answer } from '../kernel/query.ts'
import { newRealmPair } from '../kernel/realms/sealing.ts'
import { openPicture } from '../kernel/realms/pictures.ts'
import { findAttachment, pieceBytes } from '../kernel/sync/attachments.ts'
import { BiometricOfficeNamed } from '../country/network/biometric-office-named.ts'
import { biometricOffice } from '../country/network/register.ts'
import { CrossingRecorded } from '../border/crossings/crossing-recorded.ts'
import { PicturePage } from '../border/crossings/picture-page.ts'
import { PicturesOfCrossing } from '../border/crossings/pictures-of-crossing.ts'
import { pictures } from '../border/crossings/register.ts'
import { realGiven } from './given.ts'
import { LinkedNetwork, linkOf, officer, said, until } from './linked-on-trial.ts'
import { makeOfficeKey, openAtHub } from './picture-command.ts'

/** A JPEG by its bytes, of luck within. */
function photograph(bytes: number): Buffer {
  return Buffer.concat([
    Buffer.from('ffd8ffc0000b080400060001011100ffda0008010100003f00', 'hex'),
    realGiven.luck.bytes(bytes), Buffer.from('ffd9', 'hex'),
  ])
}

const person = {
  surname: 'WARSAME', givenNames: 'SAGAL', sex: 'F', nationality: 'SOM',
  birthDate: { value: '1990-03-01', precision: 'day' },
}

/** A person crosses at a post; the crossing's id. */
async function crossed(node: Node, crossing: string): Promise<string> {
  await said(node, CrossingRecorded, {
    crossing, direction: 'entry', person, decision: 'referred',
    document: { type: 'P', number: 'P01234567', issuer: 'SOM', expiry: '2030-05-01' },
  }, 'primary-officer')
  return crossing
}

async function pictured(node: Node, crossing: string, picture: Buffer, role = 'primary-officer') {
  return ask(node, PicturePage, {
    crossing, page: 'data-page', picture: picture.toString('base64'),
  }, officer(node, role as 'primary-officer'))
}

async function picturesAt(node: Node, crossing: string) {
  const by = officer(node, 'primary-officer')
  const answered = await ask(node, PicturesOfCrossing, { crossing }, by)
  return (answered as { answer: Answer<typeof PicturesOfCrossing> }).answer.pictures
}

/** A line to a port that is cut once so many bytes have gone up it, until it is mended. */
async function line(to: () => number) {
  const state = { up: 0, cutAfter: Infinity }
  const open = new Set<Socket>()
  const server = createServer((near) => {
    if (state.up >= state.cutAfter) return void near.destroy()
    const far = connect(to(), '127.0.0.1')
    for (const [from, into] of [[near, far], [far, near]] as const) {
      open.add(from)
      from.on('error', () => {}).on('close', () => {
        open.delete(from)
        into.destroy()
      })
      from.on('data', (bytes: Buffer) => {
        if (from === near) state.up += bytes.length
        if (state.up >= state.cutAfter) for (const each of open) each.destroy()
        else into.write(bytes)
      })
    }
  })
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening) })
  const { port } = server.address() as AddressInfo
  const close = () => {
    for (const each of open) each.destroy()
    server.close()
  }
  return { port, state, close }
}

test('a picture is cut off on its way, goes on where it was, and is freed when it is safe',
  async () => {
    const network = await LinkedNetwork.start()
    const { publicKey, privateKey } = await newRealmPair()
    const way = await line(() => network.hub.syncPort)
    const post = await network.post('galdahay', { lineTo: way.port })
    await network.enrol(post)
    const { node } = post
    await said(network.hub.node, BiometricOfficeNamed, {
      office: network.newId(), key: publicKey.toString('base64'),
    })
    await until('the post knows the office', () => biometricOffice(node.known(nodeItself('x'))))
    const crossing = await crossed(node, network.newId())
    await until('all is up', () => linkOf(post).now().linked && linkOf(post).now().waiting === 0)

    way.state.cutAfter = way.state.up + 3.5 * pieceBytes
    const picture = photograph(340_000)
    const answer = await pictured(node, crossing, picture)
    assert.ok('answer' in answer, JSON.stringify(answer))
    const { digest, picture: id } = answer.answer as Answer<typeof PicturePage>
    const sealed = (await findAttachment(node.store.reading, digest))!
    assert.equal(sealed.includes(picture.subarray(100, 132)), false)
    await until('the line is cut within', () => way.state.up >= way.state.cutAfter)
    await until('the post noticed', () => !linkOf(post).now().linked)
    const [half] = await picturesAt(node, crossing)
    assert.equal(half!.where.is, 'waits')
    assert.equal(half!.where.of, 6)
    assert.ok(half!.where.here! > 0 && half!.where.here! < 6, JSON.stringify(half))
    const [there] = await picturesAt(network.hub.node, crossing)
    assert.equal(there!.where.is, 'waits')

    const upBefore = way.state.up
    way.state.cutAfter = Infinity
    await until('it is at the hub', async () =>
      (await picturesAt(node, crossing))[0]!.where.is === 'at-hub', 20_000)
    const again = way.state.up - upBefore
    const left = sealed.length - half!.where.here! * pieceBytes
    assert.ok(again < left + pieceBytes + 20_000, `${again} bytes for ${left} that were left`)
    assert.deepEqual((await picturesAt(network.hub.node, crossing))[0]!.where, { is: 'at-hub' })
    const atHub = await findAttachment(network.hub.node.store.reading, digest)
    assert.deepEqual(atHub, sealed)
    assert.deepEqual(await openPicture(privateKey, atHub!, id), picture)
    const [{ n } = { n: 1 }] = await node.store.reading.all(
      'select count(*) as n from attachment_piece where digest = ?', [digest])
    assert.equal(Number(n), 0, 'nothing of it is left at the post')
    way.close()
    await network.end()
  })

test('only a picture is taken, of a crossing that is here, to an office that was named',
  async () => {
    const network = await LinkedNetwork.start()
    const { node } = await network.post('galdahay')
    const picture = photograph(1_000)
    const refusal = async (crossing: string, bytes: Buffer) => {
      const answer = await pictured(node, crossing, bytes)
      return 'reason' in answer ? answer.reason : answer
    }
    const crossing = await crossed(node, network.newId())
    assert.equal(await refusal(crossing, picture), 'no-biometric-office')
    const { publicKey } = await newRealmPair()
    await said(node, BiometricOfficeNamed, {
      office: network.newId(), key: publicKey.toString('base64'),
    })
    assert.equal(await refusal(crossing, Buffer.from('<svg onload="alert(1)"/>')), 'not-a-picture')
    assert.equal(await refusal(network.newId(), picture), 'crossing-unknown')
    const tooLong = await pictured(node, crossing, photograph(400_000))
    assert.ok('invalid' in tooLong, 'a picture of 400 KB is refused by its shape')
    const inspector = await pictured(node, crossing, picture, 'inspector')
    assert.equal('reason' in inspector && inspector.reason, 'not-permitted')
    assert.deepEqual(await node.store.reading.all('select digest from attachment'), [])
    for (let count = 0; count < 12; count++) {
      assert.ok('answer' in await pictured(node, crossing, picture))
    }
    assert.equal(await refusal(crossing, picture), 'pictures-enough')
    assert.deepEqual((await picturesAt(node, crossing))[0]!.where, { is: 'here' })
    const rows = await node.known(nodeItself('x')).all(pictures, { crossing })
    assert.equal(rows.length, 12)
    await network.end()
  })

test('the office makes a key once, and opens with it what is at the hub', async () => {
  const room = mkdtempSync(join(tmpdir(), 'safar-office-'))
  const network = await LinkedNetwork.start()
  const key = join(room, 'office.key')
  const told: string[] = []
  const { write } = process.stdout
  process.stdout.write = ((text: string) => told.push(text) > 0) as typeof write
  try {
    assert.equal(await makeOfficeKey(key), 0)
  } finally {
    process.stdout.write = write
  }
  assert.equal(await makeOfficeKey(key), 2, 'a key is never written over')
  const { node } = network.hub
  await said(node, BiometricOfficeNamed, {
    office: network.newId(), key: /: (\S{44})\n/.exec(told.join(''))![1],
  })
  const crossing = await crossed(node, network.newId())
  const picture = photograph(70_000)
  const answer = await pictured(node, crossing, picture)
  assert.ok('answer' in answer, JSON.stringify(answer))
  const { picture: id } = answer.answer as Answer<typeof PicturePage>
  await network.hub.stop()
  const out = join(room, 'page.jpg')
  const asked = { folder: join(network.folder, 'centre'), picture: id, key, out }
  const wrong = join(room, 'wrong.key')
  writeFileSync(wrong, `${Buffer.alloc(32, 7).toString('base64')}\n`)
  assert.equal(await openAtHub({ ...asked, key: wrong }), 2)
  assert.equal(existsSync(out), false)
  assert.equal(await openAtHub(asked), 0)
  assert.deepEqual(readFileSync(out), picture)
  await network.startHub()
  rmSync(room, { recursive: true })
  await network.end()
})
