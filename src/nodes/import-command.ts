// `safar import`: a list's file to a node that runs, or to the folder of one that does not.

import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { ListDifference } from '../border/lists/list-difference.ts'
import type { ListPiece } from '../border/lists/list-piece.ts'
import type { ListPrepared } from '../border/lists/list-prepared.ts'
import type { Answer } from '../kernel/query.ts'
import { besideWith } from './beside.ts'
import { capabilities } from './capabilities.ts'
import { wrong } from './command.ts'
import { realGiven } from './given.ts'
import { linkedBeside } from './linked-post.ts'
import { startPost } from './post.ts'
import { version as program } from './version.ts'

export interface ImportAsked {
  file?: string
  into?: string
  list?: string
  officer?: string
  second?: string
  /** A version that was prepared, to be put in force. */
  inForce?: string
  /** A file with what two officers attest of the list. */
  terms?: string
  keysFolder?: string
}

/** As a screen hands it over. */
const pieceBytes = 240 * 1024
/** So many of what is different, and of what cannot be read, are printed; the rest is counted. */
const mostPrinted = 20
type Say = (text: string) => void

/** Runs the command; exit code 0, 2 where it was asked wrongly, 4 where the node refuses. */
export async function importList(
  asked: ImportAsked, say: Say = (text) => { process.stdout.write(`${text}\n`) },
): Promise<number> {
  const no = askedWrongly(asked)
  if (no) return wrong(no)
  const node = await reached(asked)
  try {
    const session = await Session.begin(node.url, asked.officer!)
    return asked.inForce === undefined
      ? await prepared(session, { file: asked.file!, list: asked.list!.toUpperCase() }, say)
      : await putInForce(session, asked, say)
  } catch (failure) {
    if (!(failure instanceof NotDone)) throw failure
    process.stderr.write(`safar: ${failure.message}\n`)
    return 4
  } finally {
    await node.stop()
  }
}

function askedWrongly({ file, into, list, officer, second, inForce, terms }: ImportAsked) {
  if (!into) return 'import into which node? --into URL, or the folder of one that is stopped'
  if (!officer) return 'who imports? --officer NAME, an owner of lists'
  if (inForce !== undefined) {
    if (!second) return 'who is the second officer? --second NAME'
    return terms && existsSync(terms) ? undefined
      : 'what do the two attest? --terms FILE.json (docs/operating/lists.md shows one)'
  }
  if (!file || !existsSync(file)) return 'import which file?'
  return list ? undefined : 'which list is it? --list CODE, the same for every version of it'
}

/** A node that runs, or one that is started for this alone. */
async function reached(
  { into, keysFolder }: ImportAsked,
): Promise<{ url: string; stop(): Promise<void> }> {
  if (/^https?:\/\//.test(into!)) {
    return { url: into!.replace(/\/$/, ''), stop: async () => {} }
  }
  const node = {
    folder: resolve(into!), given: realGiven, capabilities, ...(keysFolder && { keysFolder }),
  }
  return startPost({ ...node, ...linkedBeside(node, besideWith()), port: 0, version: program })
}

async function prepared(
  session: Session, { file, list }: { file: string; list: string }, say: Say,
): Promise<number> {
  const reading = randomUUID()
  const found = await handedOver(session, { file, list, reading })
  say(`${found.format}: ${found.counts.all} entries, sha-256 ${found.digest}`)
  for (const { line, hint } of found.faults.slice(0, mostPrinted)) say(`  line ${line}: ${hint}`)
  if (found.faultCount > 0) say(`${found.faultCount} lines could not be read`)
  if (found.ended) {
    const { line, hint } = found.ended
    throw new NotDone(`nothing after line ${line} was read: ${hint}` +
      (found.now ? '; the version in force stays' : ''))
  }
  const { version, other } = await session.ask<Answer<typeof ListPrepared>>(
    'list-prepared', { reading })
  await difference(session, version, say)
  say(other === 0 ? `version ${version}: nothing is different`
    : `version ${version} is prepared; two officers put it in force, on the screen or with`)
  if (other > 0) say(`  safar import --in-force ${version} --into … --terms FILE.json …`)
  return 0
}

async function handedOver(
  session: Session, { file, list, reading }: { file: string; list: string; reading: string },
) {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    for (let number = 0; ; number++) {
      const from = number * pieceBytes
      const last = from + pieceBytes >= size
      const bytes = Buffer.alloc(Math.min(pieceBytes, size - from))
      await handle.read(bytes, 0, bytes.length, from)
      const { found } = await session.ask<Answer<typeof ListPiece>>('list-piece', {
        reading, list, file: basename(file).slice(0, 200), number, last,
        piece: bytes.toString('base64'),
      })
      if (last) return found!
    }
  } finally {
    await handle.close()
  }
}

const marks = { added: '+', changed: '~', removed: '-' } as const

async function difference(session: Session, version: string, say: Say): Promise<void> {
  const { version: { counts, numbers }, rows, count } =
    await session.get<Answer<typeof ListDifference>>(`list-difference?version=${version}`)
  say(`${counts.added} new, ${counts.changed} other, ${counts.removed} gone`)
  if (numbers) say(numbers.exact ? 'numbers, with their exact list' : 'numbers, by filter only')
  for (const row of rows.slice(0, mostPrinted)) {
    const { id, names } = row.what === 'removed' ? row.before : row.entry
    const fields = row.what === 'changed' ? ` (${row.fields.join(', ')})` : ''
    say(`  ${marks[row.what]} ${id}  ${names[0]?.[1] ?? ''}${fields}`)
  }
  if (count > mostPrinted) say(`  … and ${count - mostPrinted} more, on the screen`)
}

async function putInForce(session: Session, asked: ImportAsked, say: Say): Promise<number> {
  const terms: unknown = termsIn(asked.terms!)
  const { version } = await session.get<Answer<typeof ListDifference>>(
    `list-difference?version=${encodeURIComponent(asked.inForce!)}`)
  await difference(session, version.version, say)
  const second = await session.second(asked.second!)
  await session.ask('list-activated', {
    ...terms as object, list: version.list, version: version.version, counts: version.counts,
  }, second)
  say(`${version.list} is in force: version ${version.version}`)
  return 0
}

function termsIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (failure) {
    throw new NotDone(`${file} is no JSON: ${(failure as Error).message}`)
  }
}

/** Said to whoever ran the command; nothing was changed at the node. */
class NotDone extends Error {}

/** Owns the sign-in of an officer at a node. */
class Session {
  readonly #url: string
  readonly #token: string

  private constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  static async begin(url: string, officer: string): Promise<Session> {
    const code = await codeOf(officer, 'SAFAR_CODE')
    const { session } = await new Session(url, '').ask<{ session: string }>(
      'sign-in', { officer, code })
    return new Session(url, session)
  }

  async second(officer: string): Promise<string> {
    const code = await codeOf(officer, 'SAFAR_SECOND_CODE')
    return (await this.ask<{ second: string }>('second-sign-in', { officer, code })).second
  }

  ask<T>(route: string, said: unknown, second?: string): Promise<T> {
    return this.#answer<T>(route, {
      method: 'POST', body: JSON.stringify(said), headers: {
        'content-type': 'application/json', ...(second && { 'safar-second': second }),
      },
    })
  }

  get<T>(route: string): Promise<T> {
    return this.#answer<T>(route, { method: 'GET', headers: {} })
  }

  async #answer<T>(
    route: string, { headers, ...request }: RequestInit & { headers: Record<string, string> },
  ): Promise<T> {
    const answer = await fetch(`${this.#url}/api/${route}`, {
      ...request,
      headers: { ...headers, ...(this.#token && { authorization: `Bearer ${this.#token}` }) },
    }).catch((failure: unknown) => {
      throw new NotDone(`no node answers at ${this.#url}: ${String(failure)}`)
    })
    const body = await answer.json() as Record<string, unknown>
    if (answer.ok) return body as T
    const { title, hint, invalid } = body
    const where = Array.isArray(invalid) ? ` ${JSON.stringify(invalid)}` : ''
    throw new NotDone(`${String(title)}${where}${hint === undefined ? '' : `\n${String(hint)}`}`)
  }
}

/** The one-time code of an officer: from the environment, or typed. */
async function codeOf(officer: string, variable: string): Promise<string> {
  const given = process.env[variable]
  if (given) return given
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await asking.question(`one-time code of ${officer}: `)
  } finally {
    asking.close()
  }
}
