// Keeps a leaf of every kind of fact of this release in testdata/leaves; run once for each release.

import { keepLeaves } from '../src/nodes/keep-leaves.ts'

process.stdout.write(`${await keepLeaves()}\n`)
