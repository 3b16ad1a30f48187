// `safar hub`: the headquarters of a country; its first start founds it and prints a sign-in.

import { CannotOpen } from '../kernel/cannot-open.ts'
import type { NodeOptions } from '../kernel/node.ts'
import { openPostgres } from '../kernel/store/postgres.ts'
import { beside } from './beside.ts'
import { capabilities } from './capabilities.ts'
import { founded } from './founding.ts'
import { realGiven } from './given.ts'
import { startHub } from './hub.ts'
import { stopped } from './post-command.ts'
import { version } from './version.ts'

export interface HubCommand {
  country?: string
  name?: string
  port?: string
  host?: string
  syncPort?: string
  syncHost?: string
  addresses?: readonly string[]
  keysFolder?: string
  afterLoss: boolean
  secure?: boolean
  citus?: boolean
}

const usualPort = 4310
const usualSyncPort = 4311

/** Runs a hub until it is told to stop; returns the exit code. */
export async function hub(folder: string | undefined, asked: HubCommand): Promise<number> {
  if (!folder) {
    process.stderr.write('safar: hub in which folder?\n')
    return 2
  }
  const { country, name = 'centre', keysFolder, host, syncHost, addresses, secure, citus } = asked
  const running = await startHub({
    folder, given: realGiven, capabilities, beside, version, afterLoss: asked.afterLoss,
    port: Number(asked.port ?? process.env['PORT'] ?? usualPort),
    syncPort: Number(asked.syncPort ?? usualSyncPort),
    ...(country && { founding: { country, kind: 'hub', post: name, device: 'server-1' } }),
    ...(keysFolder && { keysFolder }), ...(host && { host }), ...(secure && { secure }),
    ...(syncHost && { syncHost }), ...(addresses && { addresses }), ...storeAsTold(citus),
    prepare: founded,
  })
  process.stdout.write(`sync ${running.syncPort}\nready ${running.url}\n`)
  await stopped()
  await running.stop()
  return 0
}

/** The store: PostgreSQL where DATABASE_URL names one, else a file in the folder. */
export function storeAsTold(citus = false): Pick<NodeOptions, 'store' | 'apart'> {
  const url = process.env['DATABASE_URL']
  if (citus && !url) throw new CannotOpen('citus-missing', 'DATABASE_URL names no database')
  if (!url) return {}
  return { apart: true, store: () => openPostgres({ url, given: realGiven, citus }) }
}
