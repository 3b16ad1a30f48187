// A real PostgreSQL server for a test: a cluster of its own on a socket, gone when the test ends.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync,
  renameSync, rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export interface ServerOptions {
  /** True where the test is about durability: fsync is on and files lie on a disk. */
  syncs?: boolean
  /** Where its files stay when it is stopped, to be started again; else they go with it. */
  kept?: string
  /** Settings beside: `shared_buffers=1GB`. */
  settings?: readonly string[]
}

/** A running server; whoever started it stops it. */
export interface Server {
  /** The folder of its data. */
  readonly folder: string
  /** An empty database owned by an ordinary role, or the one that was kept: that role's URL. */
  database(): Promise<string>
  /** The same database as the server's superuser. */
  asSuperuser(url: string): string
  /** Runs statements as the superuser; answers the rows of the last. */
  sql(url: string, statements: string): Promise<Record<string, unknown>[]>
  /** Stops it as told (`kill` is kill -9) and starts it again. */
  restart(how: 'fast' | 'immediate' | 'kill'): Promise<void>
  /** Stops it without starting it again. */
  halt(how: 'fast' | 'immediate' | 'kill'): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its files, unless they are kept. */
  stop(): Promise<void>
  /** CPU time that it and its children have used so far; to a hundredth of a second each. */
  cpuMs(): number
}

/** Starts a server of its own; throws where no PostgreSQL of version 15 or newer is installed. */
export async function postgresServer(options: ServerOptions = {}): Promise<Server> {
  const bin = binaries()
  if (!bin) throw new Error('no PostgreSQL 15 or newer here: npm test installs one')
  const place = !options.syncs && existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const folder = options.kept ?? mkdtempSync(join(place, 'safar-pg-'))
  const again = existsSync(join(folder, 'data'))
  if (!again) {
    cpSync(template(bin), join(folder, 'data'), { recursive: true })
    chmodSync(join(folder, 'data'), 0o700)
    owned(folder)
  }
  // Whoever is killed leaves it behind; nobody else has this folder.
  rmSync(join(folder, 'data/postmaster.pid'), { force: true })
  const server = new Cluster(bin, folder, options)
  await server.start()
  const system = server.url('postgres', 'postgres')
  if (!again) await server.sql(system, 'create role safar login')
  return server
}

class Cluster implements Server {
  readonly folder: string
  readonly #bin: string
  readonly #options: ServerOptions
  #process: ChildProcess | undefined
  #databases = 0
  readonly #atExit = () => { this.#process?.kill('SIGQUIT') }

  constructor(bin: string, folder: string, options: ServerOptions) {
    this.#bin = bin
    this.folder = folder
    this.#options = options
    process.on('exit', this.#atExit)
  }

  url(database: string, role: string): string {
    return `postgres:///${database}?host=${encodeURIComponent(this.folder)}&user=${role}`
  }

  asSuperuser(url: string): string {
    return url.replace(/user=\w+/, 'user=postgres')
  }

  async start(): Promise<void> {
    const settings = [
      'listen_addresses=', `unix_socket_directories=${this.folder}`, 'max_connections=40',
      'shared_buffers=64MB', 'recovery_init_sync_method=syncfs', 'autovacuum_naptime=10s',
      'log_min_messages=warning',
      ...(this.#options.syncs ? [] : ['fsync=off', 'full_page_writes=off']),
      ...this.#options.settings ?? [],
    ].flatMap((setting) => ['-c', setting])
    this.#process = spawn(join(this.#bin, 'postgres'), [
      '-D', join(this.folder, 'data'), ...settings,
    ], { stdio: ['ignore', 'ignore', 'pipe'], cwd: this.folder, ...identity() })
    let said = ''
    this.#process.stderr!.on('data', (chunk: Buffer) => {
      said = (said + String(chunk)).slice(-4000)
    })
    for (let tries = 0; ; tries++) {
      try {
        await this.sql(this.url('postgres', 'postgres'), 'select 1')
        return
      } catch (failure) {
        if (this.#process.exitCode !== null || tries > 600) {
          throw new Error(`PostgreSQL does not start: ${said}`, { cause: failure })
        }
        await wait(20)
      }
    }
  }

  async database(): Promise<string> {
    const name = `hub${++this.#databases}`
    const there = await this.sql(this.url('postgres', 'postgres'),
      `select 1 from pg_database where datname = '${name}'`)
    if (there.length > 0) return this.url(name, 'safar')
    // An order of text that is not that of bytes, so that nothing rests on the server's own.
    await this.sql(this.url('postgres', 'postgres'), `create database ${name} owner safar
      template template0 encoding 'UTF8' locale_provider icu icu_locale 'en' locale 'C'`)
    return this.url(name, 'safar')
  }

  async sql(url: string, statements: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.asSuperuser(url) })
    client.on('error', () => {})
    await client.connect()
    try {
      const done = await client.query(statements) as pg.QueryResult | pg.QueryResult[]
      return (Array.isArray(done) ? done.at(-1)! : done).rows as Record<string, unknown>[]
    } finally {
      await client.end()
    }
  }

  async halt(how: 'fast' | 'immediate' | 'kill'): Promise<void> {
    const server = this.#process
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const gone = new Promise((over) => { server.once('exit', over) })
    server.kill(({ fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const)[how])
    await gone
    if (how !== 'kill') return
    // Its children notice by themselves that it died; until they are gone nothing can start here.
    for (let tries = 0; tries < 300 && stillThere(this.folder); tries++) await wait(20)
    rmSync(join(this.folder, 'data/postmaster.pid'), { force: true })
  }

  cpuMs(): number {
    const id = this.#process!.pid!
    return readdirSync('/proc').filter((each) => /^\d+$/.test(each))
      .reduce((sum, each) => sum + cpuMsOf(each, id), 0)
  }

  async restart(how: 'fast' | 'immediate' | 'kill'): Promise<void> {
    await this.halt(how)
    await this.start()
  }

  async stop(): Promise<void> {
    await this.halt('immediate')
    process.off('exit', this.#atExit)
    if (this.#options.kept === undefined) rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The folder of the server's programs, the newest where there are several. */
export function binaries(): string | undefined {
  const installed = '/usr/lib/postgresql'
  const versions = existsSync(installed) ? readdirSync(installed) : []
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a))
      .map((version) => join(installed, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && isNewEnough(folder))
}

function isNewEnough(folder: string): boolean {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/ (\d+)/.exec(stdout)?.[1]) >= 15
}

/** An empty cluster that others are copies of, made once on a machine. */
function template(bin: string): string {
  const version = bin.replaceAll(/\W/g, '')
  const made = join(tmpdir(), `safar-pg-template-${version}-${process.getuid?.() ?? 0}`)
  if (existsSync(made)) return made
  const making = mkdtempSync(join(tmpdir(), 'safar-pg-making-'))
  owned(making)
  const done = spawnSync(join(bin, 'initdb'), [
    '-D', join(making, 'data'), '-U', 'postgres', '--encoding=UTF8', '--locale=C', '--auth=trust',
    '--no-sync', '--data-checksums',
  ], { encoding: 'utf8', cwd: making, ...identity() })
  if (done.status !== 0) throw new Error(`initdb failed: ${done.stderr}`)
  try {
    renameSync(join(making, 'data'), made)
  } catch (failure) {
    // Another test made it meanwhile.
    if (!existsSync(made)) throw failure
  }
  rmSync(making, { recursive: true, force: true })
  return made
}

/** PostgreSQL never runs as root: then the person that its package made runs it. */
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const line = readFileSync('/etc/passwd', 'utf8').split('\n')
    .find((each) => /^(postgres|nobody):/.test(each))
  const [, , uid, gid] = line!.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

function owned(folder: string): void {
  const { uid, gid } = identity()
  if (uid === undefined || gid === undefined) return
  for (const each of [folder, ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))]) chownSync(each, uid, gid)
}

/** CPU time of a process where it is a server or its child; children that ended count with it. */
function cpuMsOf(id: string, server: number): number {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // proc(5): after the name in brackets the third field is the state, the fourth the parent.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number)
    const own = Number(id) === server
    if (!own && fields[1] !== server) return 0
    const ticks = fields[11]! + fields[12]! + (own ? fields[13]! + fields[14]! : 0)
    return ticks * 10
  } catch {
    return 0
  }
}

function stillThere(folder: string): boolean {
  return readdirSync('/proc').filter((each) => /^\d+$/.test(each)).some((process) => {
    try {
      return readFileSync(`/proc/${process}/environ`, 'utf8').includes(folder) ||
        readFileSync(`/proc/${process}/cmdline`, 'utf8').includes(folder)
    } catch {
      return false
    }
  })
}
