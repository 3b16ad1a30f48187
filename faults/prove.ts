// Runs every proof of a post's storage in full, or those of a name, and writes the evidence.
// About 20 minutes on two idle cores; SAFAR_FLIP_STEP=4 flips only every fourth byte.
// Run: node faults/prove.ts [part of a proof's name]

import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  const provedAt = whatIsProved()
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const start = performance.now()
      const proof = await proveApart(name)
      const seconds = Math.round((performance.now() - start) / 1000)
      const result = { ...provedAt, seconds, ...proof }
      results[name] = result
      // A run that is cut off keeps what it has proved.
      writeEvidence({ [name]: result })
      console.log(`${name}: ${JSON.stringify(results[name])}`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  const violations = Object.values(results).reduce((sum, each) => sum + each.violations.length, 0)
  console.log(`${violations} violations`)
  process.exitCode = violations > 0 ? 1 : 0
}

/** The commit, and whether files of it were changed since: then the proof is of a work in hand. */
function whatIsProved() {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim()
  const changed = git('status', '--porcelain', '--', '../src', '.', ':!results') !== ''
  return { commit: git('rev-parse', 'HEAD'), changed, at: new Date().toISOString() }
}

/** Keeps what other runs proved: each proof says of which commit it is. */
function writeEvidence(results: Record<string, Proof>): void {
  const folder = join(import.meta.dirname, 'results')
  const file = join(folder, 'evidence.json')
  mkdirSync(folder, { recursive: true })
  const before = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { results: Record<string, Proof> }).results : {}
  const known = Object.keys(proofs).flatMap((name) => {
    const proof = results[name] ?? before[name]
    return proof ? [[name, proof] as const] : []
  })
  const violations = known.reduce((sum, [, proof]) => sum + proof.violations.length, 0)
  const evidence = {
    seed: SEED, extent, node: process.version, violations, results: Object.fromEntries(known),
  }
  writeFileSync(file, `${JSON.stringify(evidence, null, 1)}\n`)
}

const [flag = '', one = ''] = process.argv.slice(2)
if (flag === '--one') process.stdout.write(JSON.stringify(await proofs[one]!()))
else await proveAll(flag)
