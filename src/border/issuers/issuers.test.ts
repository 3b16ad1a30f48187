// Issuers of documents: a file is read, two officers believe it, and what was signed is genuine.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { ask } from '../../kernel/ask.ts'
import type { Answer } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import { readCertificate } from '../../lib/chip/certificate.ts'
import { masterList, office, revocations, type Office } from '../../lib/chip/chip-on-trial.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import { openIssuers, type Issuers } from './believing.ts'
import capability from './capability.ts'
import { fingerprintOf } from './certificate-facts.ts'
import { issuerSources } from './issuer-sources.ts'
import { IssuerDoubted } from './issuer-doubted.ts'
import { openIssuerDesk } from './issuer-desk.ts'
import { IssuersBelieved } from './issuers-believed.ts'
import { IssuersDifference } from './issuers-difference.ts'
import { IssuersEnded } from './issuers-ended.ts'
import { IssuersNow } from './issuers-now.ts'
import { IssuersPiece } from './issuers-piece.ts'
import { IssuersPrepare } from './issuers-prepare.ts'

const utopia = office({ country: 'UT', called: 'CSCA Utopia' })
const elbonia = office({ country: 'EL', called: 'CSCA Elbonia', until: '2027-01-10' })
const old = office({ country: 'OZ', called: 'CSCA Oz', until: '2025-01-01' })
const publisher = office({ country: 'UT', called: 'Master List Signer', by: utopia })
const passport = office({ country: 'EL', called: 'Signer 7', by: elbonia, serial: 77 })
const terms = {
  name: 'Master list of Utopia', reviewBy: '2027-05-20',
  howKnown: 'Brought by the embassy; fingerprint compared by telephone.',
}
const by = (t: Trial) => t.officer('nasir.abokor', 'administrator',
  { name: 'sahra.jibril', roles: ['supervisor'] })

async function post() {
  const t = await trial([capability], { zone: 'Africa/Mogadishu' })
  openIssuerDesk(t.node)
  openIssuers(t.node)
  const known = () => t.node.known(nodeItself('dhobley'))
  return {
    t, known,
    async read(file: Buffer, { size = 200_000, source = 'UT-ML' } = {}) {
      const reading = t.newId()
      for (let number = 0; ; number++) {
        const piece = file.subarray(number * size, (number + 1) * size).toString('base64')
        const last = (number + 1) * size >= file.length
        const answer = await ask(t.node, IssuersPiece,
          { reading, source, file: 'utopia.ml', number, piece, last }, by(t))
        if (last || !('answer' in answer)) return { reading, answer }
      }
    },
    async prepare(file: Buffer, source = 'UT-ML') {
      const { reading, answer } = await this.read(file, { source })
      assert.ok('answer' in answer, JSON.stringify(answer))
      const { found } = answer.answer as Answer<typeof IssuersPiece>
      const { version } = await t.asked(IssuersPrepare, { reading }, by(t))
      return { source, version, counts: found!.counts, found: found! }
    },
    async believe(file: Buffer, source = 'UT-ML') {
      const { version, counts } = await this.prepare(file, source)
      await t.said(IssuersBelieved, { source, version, counts, ...terms }, by(t))
      return version
    },
    async believes(signer: Office) {
      const issuers = t.node.service<Issuers>('issuers')
      const { trust } = await issuers.believed(known())
      const certificate = readCertificate(signer.certificate)
      return trust.issuerOf(certificate).issuer !== undefined &&
        trust.revocation(certificate).state !== 'revoked'
    },
  }
}

test('what a State signed is genuine from when two officers believe its issuer, and no sooner',
  async () => {
    const p = await post()
    const list = masterList([utopia, elbonia, old], publisher)
    const { found } = await p.prepare(list)
    assert.equal(found.signed, 'unknown-here')
    assert.deepEqual(found.counts, { all: 3, added: 3, removed: 0 })
    assert.equal(await p.believes(passport), false)
    await p.believe(list)
    assert.equal(await p.believes(passport), true)
    await p.t.end()
  })

test('the next list of a source is signed by who is believed, and only its difference is said',
  async () => {
    const p = await post()
    await p.believe(masterList([utopia, elbonia], publisher))
    const { version, found } = await p.prepare(masterList([utopia, old], publisher))
    assert.equal(found.signed, 'believed')
    assert.deepEqual(found.counts, { all: 2, added: 1, removed: 1 })
    const shown = await p.t.asked(IssuersDifference, { version }, by(p.t))
    assert.deepEqual(shown.rows.map(({ what, of }) => [what, of.country]),
      [['removed', 'EL'], ['added', 'OZ']])
    assert.ok(shown.whole)
    assert.equal(await p.believes(passport), true)
    await p.t.said(IssuersBelieved,
      { source: 'UT-ML', version, counts: found.counts, ...terms }, by(p.t))
    assert.equal(await p.believes(passport), false)
    await p.t.end()
  })

test('a list that was altered on its way can be believed by nobody', async () => {
  const p = await post()
  const list = Buffer.from(masterList([utopia, elbonia], publisher))
  // One letter of a State's name, inside what was signed.
  list[list.indexOf('Elbonia')]! ^= 1
  const { source, version, counts, found } = await p.prepare(list)
  assert.equal(found.signed, 'signature-wrong')
  const no = await p.t.refused(IssuersBelieved, { source, version, counts, ...terms }, by(p.t))
  assert.equal(no.reason, 'issuers-signature-wrong')
  await p.t.end()
})

test('an issuer whose key was stolen is believed no more, whatever lists say', async () => {
  const p = await post()
  await p.believe(masterList([utopia, elbonia], publisher))
  const issuer = fingerprintOf(elbonia.certificate.toString('base64'))
  await p.t.said(IssuerDoubted, { issuer, why: 'key-stolen' }, by(p.t))
  assert.equal(await p.believes(passport), false)
  await p.believe(elbonia.certificate, 'EL')
  assert.equal(await p.believes(passport), false)
  await p.t.end()
})

test('a source that is ended is believed no more', async () => {
  const p = await post()
  await p.believe(elbonia.certificate, 'EL')
  assert.equal(await p.believes(passport), true)
  await p.t.said(IssuersEnded, { source: 'EL', why: 'withdrawn' }, by(p.t))
  assert.equal(await p.believes(passport), false)
  assert.ok((await p.known().find(issuerSources, { source: 'EL' }))!.endedAt)
  await p.t.end()
})

test('the directory of ICAO brings certificates and what was revoked', async () => {
  const p = await post()
  const folded = (bytes: Buffer) => bytes.toString('base64').replace(/.{60}/g, '$&\n ')
  const ldif = Buffer.from(`version: 1\n\ndn: c=EL,dc=data\nuserCertificate;binary:: ` +
    `${folded(elbonia.certificate)}\n\ndn: cn=crl,c=EL\ncertificateRevocationList;binary:: ` +
    `${folded(revocations([77], elbonia))}\n\ndn: c=XX\nuserCertificate;binary:: AAAA\n`)
  const { found } = await p.prepare(ldif, 'PKD')
  assert.deepEqual([found.format, found.revocations, found.unreadable, found.counts.all],
    ['ldif', 1, 1, 1])
  await p.believe(ldif, 'PKD')
  assert.equal(await p.believes(passport), false)
  assert.equal(await p.believes(office({ country: 'EL', called: 'Signer 8', by: elbonia })), true)
  await p.t.end()
})

test('whose time is over and whose soon will be is shown, State by State', async () => {
  const p = await post()
  await p.believe(masterList([utopia, elbonia, old], publisher))
  const now = await p.t.asked(IssuersNow, {}, by(p.t))
  assert.deepEqual(now.rows.map(({ country, standing }) => [country, standing]),
    [['EL', 'soon-over'], ['OZ', 'over'], ['UT', 'valid']])
  assert.deepEqual([now.states, now.over, now.soonOver], [3, 1, 1])
  const over = await p.t.asked(IssuersNow, { standing: 'over' }, by(p.t))
  assert.deepEqual(over.rows.map(({ name }) => name), ['CSCA Oz'])
  await p.t.end()
})

test('a file that is no list of issuers is refused, and so is a piece out of order', async () => {
  const p = await post()
  for (const file of [Buffer.from('a photograph'), Buffer.alloc(0), Buffer.alloc(5_000, 0x30)]) {
    const { answer } = await p.read(file)
    assert.ok(isRefusal(answer) && answer.reason === 'issuers-unreadable', JSON.stringify(answer))
  }
  const late = await ask(p.t.node, IssuersPiece, {
    reading: p.t.newId(), source: 'X1', file: 'x', number: 3, piece: '', last: true,
  }, by(p.t))
  assert.ok(isRefusal(late) && late.reason === 'issuers-piece-out-of-order')
  await p.t.end()
})

test('whom a post believes is known again after a restart', async () => {
  const p = await post()
  await p.believe(masterList([utopia, elbonia], publisher))
  await p.t.restart()
  openIssuers(p.t.node)
  assert.equal(await p.believes(passport), true)
  await p.t.end()
})
