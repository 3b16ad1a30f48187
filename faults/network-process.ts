// A process of the network under test, and what is compared of its store when it has ended.

import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { crossings } from '../src/border/crossings/register.ts'
import { nodeItself } from '../src/kernel/attestation.ts'
import { leavesOf } from '../src/kernel/leaves.ts'
import type { Node } from '../src/kernel/node.ts'

/** One child, with what it last said. */
export class Child {
  readonly ready: Promise<void>
  /** Leaves that wait, and entries of the hub's log that were followed. */
  standing: [waiting: number, size: number] = [Infinity, 0]
  onRecorded: (at: number) => void = () => {}
  readonly #process: ChildProcess
  readonly #gone: Promise<void>
  #ended = false

  constructor(args: string[], environment: Record<string, string>) {
    const child = this.#process = spawn(
      process.execPath, [join(import.meta.dirname, 'network-child.ts'), ...args],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } },
    )
    this.#gone = new Promise((over) => child.once('exit', () => {
      this.#ended = true
      over()
    }))
    let ready = () => {}
    this.ready = Promise.race([new Promise<void>((told) => { ready = told }), this.#gone])
    createInterface(child.stdout!).on('line', (line) => {
      const [word, ...numbers] = line.split(' ')
      if (word === 'ready') ready()
      if (word === 'recorded') this.onRecorded(Number(numbers[0]))
      if (word === 'standing') this.standing = [Number(numbers[0]), Number(numbers[1])]
    })
  }

  async kill(): Promise<void> {
    if (!this.#ended) this.#process.kill('SIGKILL')
    await this.#gone
  }

  async stop(): Promise<void> {
    if (!this.#ended) this.#process.kill('SIGTERM')
    await this.#gone
  }
}

/** All leaves of a journal with their contents, as one digest. */
export async function leavesDigest(node: Node, origin: string) {
  const digest = createHash('sha256')
  let count = 0
  for await (const { bytes, content } of leavesOf(node.store.reading, origin)) {
    digest.update(bytes).update(content ?? 'none')
    count += 1
  }
  return { count, digest: digest.digest('hex') }
}

/** All rows of the register of crossings, as one digest. */
export async function rowsOf(node: Node) {
  const digest = createHash('sha256')
  const known = node.known(nodeItself('x'))
  let count = 0
  for (let after = ''; ;) {
    const rows = await known.rows(crossings, (q) => q.where('crossing', '>', after)
      .orderBy('crossing', 'asc').limit(1000))
    for (const row of rows) digest.update(JSON.stringify(row))
    count += rows.length
    if (rows.length < 1000) return { count, digest: digest.digest('hex') }
    after = rows.at(-1)!.crossing
  }
}
