// `safar post`: a post of a country; its first start founds it and tells its first officer's
// sign-in.

import type { NodeOptions } from '../kernel/node.ts'
import { realGiven } from './given.ts'
import { capabilities } from './capabilities.ts'
import { recoverFrom, takeAdmission, writeEnrolment } from './enrol-command.ts'
import { besideWith } from './beside.ts'
import { founded } from './founding.ts'
import { interpolSettings } from './interpol-link.ts'
import { linkedBeside } from './linked-post.ts'
import { startPost } from './post.ts'
import { version } from './version.ts'

export interface PostCommand {
  country?: string
  post?: string
  device?: string
  port?: string
  host?: string
  keysFolder?: string
  afterLoss: boolean
  secure?: boolean
  /** A file to write the request to be enrolled into. */
  enrol?: string
  /** A file with a hub's answer, and the letters that were read at that hub. */
  admit?: string
  hub?: string
  recover?: boolean
  /** A file that says how INTERPOL is asked. */
  interpol?: string
}

/** Runs a post until it is told to stop; returns the exit code. */
export async function post(folder: string | undefined, asked: PostCommand): Promise<number> {
  if (!folder) {
    process.stderr.write('safar: post in which folder?\n')
    return 2
  }
  const { country, post: code, device = 'desk-1', keysFolder, host, secure } = asked
  const node: NodeOptions = {
    folder, given: realGiven, capabilities, afterLoss: asked.afterLoss,
    ...(country && code && { founding: { country, kind: 'post', post: code, device } }),
    ...(keysFolder && { keysFolder }),
  }
  if (asked.enrol !== undefined) return writeEnrolment(node, asked.enrol)
  if (asked.admit !== undefined) {
    return takeAdmission(node, { file: asked.admit, ...(asked.hub && { hub: asked.hub }) })
  }
  if (asked.recover) return recoverFrom(node)
  const interpol = asked.interpol === undefined ? undefined
    : interpolSettings(node.given.disk, asked.interpol)
  const running = await startPost({
    ...node, capabilities, version, ...linkedBeside(node, besideWith({ interpol })),
    port: Number(asked.port ?? process.env['PORT'] ?? 4310),
    ...(host && { host }), ...(secure && { secure }),
    prepare: founded,
  })
  process.stdout.write(`ready ${running.url}\n`)
  await stopped()
  await running.stop()
  return 0
}

/** Resolves when the program is told to stop. */
export async function stopped(): Promise<void> {
  // Timers of the node do not keep the program alive; its listening socket does.
  return new Promise((told) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => told())
    }
  })
}
