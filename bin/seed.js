// The luck of the property tests: the same on every machine, so that a red run can be run again;
// SAFAR_SEED tries another, and `fresh` one that nobody tried before.

import fc from 'fast-check'

const asked = process.env.SAFAR_SEED ?? '20261122'
if (asked !== 'fresh') fc.configureGlobal({ seed: Number(asked) })
