// Whatever is sent to any route of a real post: an answer, never a defect.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { door } from '../kernel/http/door-on-trial.ts'
import { bent, operationsOf, sent } from '../kernel/http/fuzz.ts'
import { enrollingOf } from '../country/network/enrolling.ts'
import { beside } from './beside.ts'
import { capabilities } from './capabilities.ts'
import { certificateOf } from './certificate.ts'

test('no request to a post, of any shape, is answered by a defect', {
  timeout: 300_000,
}, async () => {
  const d = await door(capabilities)
  const stop = await beside(d.t.node)
  const { node } = d.t
  node.offer('checkpoint', async () => (await node.checkpoint()).toString())
  node.offer('journal-proof', { receipt: async () => 'a receipt' })
  const { der } = certificateOf(d.t.given, `${d.t.folder}/keys`, node.journal.options.origin)
  node.offer('enrolling', enrollingOf({ node, certificate: der, addresses: () => [] }))
  const { body } = await d.send(undefined, { method: 'GET', url: '/api/openapi.json' })
  const officers = ['primary-officer', 'supervisor', 'alert-owner', 'administrator']
  const sessions = await Promise.all(officers.map(d.signIn))
  for (const operation of operationsOf(body).filter(({ path }) => !/events|sign-out/.test(path))) {
    await fc.assert(fc.asyncProperty(bent(operation), fc.constantFrom(
      ...sessions
    ), async (request, session) => {
      const began = performance.now()
      const answer = await d.send(session, sent(operation, request))
      const told = `${answer.status} to ${operation.method} ${operation.path}: ${answer.text}`
      assert.ok(answer.status < 500, told)
      assert.ok(performance.now() - began < 2000, `${operation.path} took too long`)
    }), { numRuns: 40 })
  }
  stop()
  await d.end()
})
