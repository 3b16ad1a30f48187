// A node's certificate: one for each incarnation, believed because it is pinned.

import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CannotOpen } from '../kernel/cannot-open.ts'
import { originOfCertificate, pinOf } from '../kernel/sync/pinned.ts'
import { certificateOf } from './certificate.ts'
import { realGiven } from './given.ts'

const origin = 'safar.test/post/dhobley/0123456789abcdef0123456789abcdef'

function folder(run: (path: string) => void) {
  const path = mkdtempSync(join(tmpdir(), 'safar-certificate-'))
  try {
    run(path)
  } finally {
    rmSync(path, { recursive: true })
  }
}

test('a certificate names its origin, is the same at the next start, and another for another ' +
  'incarnation', () => folder((path) => {
  const made = certificateOf(realGiven, path, origin)
  assert.equal(originOfCertificate(made.der), origin)
  assert.equal(made.pin, pinOf(made.der))
  const again = certificateOf(realGiven, path, origin)
  assert.deepEqual([again.der, again.pin], [made.der, made.pin])
  const next = certificateOf(realGiven, path, `${origin.slice(0, -1)}0`)
  assert.notEqual(next.pin, made.pin)
  assert.equal(originOfCertificate(next.der), `${origin.slice(0, -1)}0`)
}))

test('a certificate without its key, or with another\'s, opens nothing and is not made anew', () =>
  folder((path) => {
  certificateOf(realGiven, path, origin)
  const key = readFileSync(join(path, 'tls.pem'))
  rmSync(join(path, 'tls.pem'))
  const why = () => {
    try {
      certificateOf(realGiven, path, origin)
    } catch (failure) {
      return failure instanceof CannotOpen ? failure.reason : String(failure)
    }
    return 'opened'
  }
  assert.equal(why(), 'key-missing')
  assert.equal(existsSync(join(path, 'tls.pem')), false)
  writeFileSync(join(path, 'tls.pem'), 'x')
  assert.equal(why(), 'key-damaged')
  writeFileSync(join(path, 'tls.pem'), key)
  assert.equal(why(), 'opened')
}))

test('bytes that are no certificate, or were changed, name no origin', () => folder((path) => {
  const { der } = certificateOf(realGiven, path, origin)
  for (let at = 0; at < der.length; at += 7) {
    const changed = Buffer.from(der)
    changed[at]! ^= 1
    assert.equal(originOfCertificate(changed), undefined, `byte ${at}`)
  }
  for (const other of [Buffer.alloc(0), Buffer.alloc(5000), der.subarray(1)]) {
    assert.equal(originOfCertificate(other), undefined)
  }
}))
