// Runs every proof of a post's storage in full and writes the evidence.
// About 20 minutes on two idle cores; SAFAR_FLIP_STEP=4 flips only every fourth byte.
// Run: node faults/prove.ts [part of a proof's name]

import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

process.env['SAFAR_PROVE'] = '1'
const { proofs } = await import('./proofs.ts')
const { extent, SEED } = await import('./scale.ts')
type Proof = Awaited<ReturnType<(typeof proofs)[string]>>

/** One proof in a process of its own; one that breaks is a violation too. */
function proveApart(name: string): Promise<Proof> {
  const child = spawn(process.execPath, [import.meta.filename, '--one', name],
    { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complained] = ['', '']
  child.stdout.on('data', (data) => (said += data))
  child.stderr.on('data', (data) => (complained = (complained + data).slice(-4000)))
  return new Promise((resolve) => child.on('close', (code) => {
    resolve(code === 0 ? JSON.parse(said) as Proof : { violations: [`ended: ${complained}`] })
  }))
}

async function proveAll(part: string): Promise<void> {
  const names = Object.keys(proofs).filter((name) => name.includes(part))
  const waiting = [...names]
  const results: Record<string, Proof & { seconds: number }> = {}
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const start = performance.now()
      const proof = await proveApart(name)
      const seconds = Math.round((performance.now() - start) / 1000)
      results[name] = { seconds, ...proof }
      console.log(`${name}: ${JSON.stringify(results[name])}`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  const violations = Object.values(results).reduce((sum, each) => sum + each.violations.length, 0)
  const inOrder = Object.fromEntries(names.map((name) => [name, results[name]!]))
  if (part === '') writeEvidence(violations, inOrder)
  console.log(`${violations} violations`)
  process.exitCode = violations > 0 ? 1 : 0
}

function writeEvidence(violations: number, results: Record<string, unknown>): void {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const cwd = join(import.meta.dirname, 'results')
  mkdirSync(cwd, { recursive: true })
  const changed = git('status', '--porcelain', '--', 'src/kernel', 'src/nodes/given.ts', 'faults')
  const evidence = {
    commit: git('rev-parse', 'HEAD'), changedSince: changed === '' ? [] : changed.split('\n'),
    seed: SEED, extent, node: process.version, at: new Date().toISOString(), violations, results,
  }
  writeFileSync(join(cwd, 'evidence.json'), `${JSON.stringify(evidence, null, 1)}\n`)
}

const [flag = '', one = ''] = process.argv.slice(2)
if (flag === '--one') process.stdout.write(JSON.stringify(await proofs[one]!()))
else await proveAll(flag)
