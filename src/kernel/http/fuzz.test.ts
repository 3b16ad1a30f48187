// Whatever is sent to any route, of the declared shape or bent out of it: an answer, never a
// defect.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { crews, harbour, lists } from '../harbour-on-trial.ts'
import { unsound } from '../sound.ts'
import { door } from './door-on-trial.ts'
import { bent, operationsOf, sent } from './fuzz.ts'

const answers = new Set([200, 201, 204, 400, 401, 403, 404, 409, 413, 414, 415, 422, 429, 431])

test('no request of any shape is answered by a defect, and what was recorded is sound', {
  timeout: 120_000,
}, async () => {
  const d = await door([harbour, lists, crews])
  const { body } = await d.send(undefined, { method: 'GET', url: '/api/openapi.json' })
  const sessions = await Promise.all(['primary-officer', 'supervisor', 'alert-owner'].map(d.signIn))
  for (const operation of operationsOf(body).filter(({ path }) => !/events|sign-out/.test(path))) {
    const requests = fc.tuple(bent(operation), fc.constantFrom(undefined, ...sessions))
    await fc.assert(fc.asyncProperty(requests, async ([request, session]) => {
      const began = performance.now()
      const answer = await d.send(session, sent(operation, request))
      const told = `${answer.status} to ${operation.method} ${operation.path}: ${answer.text}`
      assert.ok(answers.has(answer.status), told)
      if (answer.status >= 400) {
        assert.match(String(answer.headers['content-type']), /problem\+json/)
      }
      assert.ok(performance.now() - began < 2000, 'answered within two seconds')
    }), { numRuns: 60 })
  }
  assert.deepEqual(await unsound(d.t.node), [])
  await d.end()
})
