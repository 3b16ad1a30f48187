// Asks INTERPOL over HTTPS, both sides with certificates; what comes back is read within limits.

import { Agent, request as ask } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { dirname, resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { z } from 'zod'
import { InterpolDown, type Interpol } from '../border/interpol/interpol.ts'
import { mostRecords, type AskedAbout } from '../border/interpol/terms.ts'
import { ForeignRecord, type ForeignDatabase } from '../border/watchlist/foreign-terms.ts'
import { CannotOpen } from '../kernel/cannot-open.ts'
import type { Disk } from '../kernel/given.ts'

/** An answer is some records of a few hundred bytes. */
const mostAnswerBytes = 256 * 1024
/** Asked in the background: the counter has its own, shorter patience. */
const silentMs = 20_000

/**
 * How a post reaches its National Central Bureau: where it answers, who vouches for its
 * certificate, and what the post shows of itself (PEM).
 */
export interface InterpolSettings {
  address: string
  authority: string
  certificate: string
  key: string
  contact: string
}

const paths: Readonly<Record<ForeignDatabase, string>> = {
  'nominals': '/find/nominals', 'stolen-documents': '/find/travel-documents',
}
const Answer = z.object({ records: z.array(z.unknown()).max(500) })

/** The line to INTERPOL; lines are kept open between questions. */
export function interpolLink(settings: InterpolSettings): Interpol {
  const { address, authority, certificate, key, contact } = settings
  const agent = new Agent({
    keepAlive: true, maxSockets: 4, ca: authority, cert: certificate, key, minVersion: 'TLSv1.2',
  })
  const closing = new AbortController()
  const one = async (database: ForeignDatabase, question: unknown) => {
    const url = new URL(paths[database], address)
    const text = await answerTo(url, JSON.stringify(question), { agent, signal: closing.signal })
    return recordsIn(text, database)
  }
  return {
    contact,
    async ask({ document, ...person }: AskedAbout) {
      const found = await Promise.all([
        person.names.length > 0 ? one('nominals', person) : [],
        document ? one('stolen-documents', document) : [],
      ])
      return found.flat().slice(0, mostRecords)
    },
    close() {
      closing.abort()
      agent.destroy()
    },
  }
}

/** Records in the answer; one that is not understood must not look like *nothing found*. */
function recordsIn(text: string, database: ForeignDatabase): ForeignRecord[] {
  try {
    return Answer.parse(JSON.parse(text)).records
      .map((record) => ForeignRecord.parse({ ...record as object, database }))
  } catch (failure) {
    throw new InterpolDown('not-understood', failure)
  }
}

function answerTo(
  url: URL, question: string, { agent, signal }: { agent: Agent; signal: AbortSignal },
): Promise<string> {
  return new Promise((answered, failed) => {
    const sent = ask(url, {
      method: 'POST', agent, signal, timeout: silentMs, headers: {
        'content-type': 'application/json', 'content-length': Buffer.byteLength(question),
      },
    })
    sent.once('timeout', () => sent.destroy(new InterpolDown('silent')))
    sent.once('error', (failure) => failed(asDown(failure)))
    sent.once('response', (response) => {
      whole(response).then(answered, (failure: unknown) => {
        sent.destroy()
        failed(asDown(failure))
      })
    })
    sent.end(question)
  })
}

async function whole(response: IncomingMessage): Promise<string> {
  const { statusCode = 0 } = response
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostAnswerBytes) throw new InterpolDown('not-understood')
    chunks.push(chunk)
  }
  if (statusCode === 401 || statusCode === 403) throw new InterpolDown('not-let-in')
  if (statusCode >= 400 && statusCode < 500) throw new InterpolDown('refused-our-question')
  if (statusCode !== 200 || !response.complete) throw new InterpolDown('unreachable')
  return Buffer.concat(chunks).toString('utf8')
}

function asDown(failure: unknown): InterpolDown {
  if (failure instanceof InterpolDown) return failure
  const { code = '' } = failure as { code?: string }
  const ofTls = /CERT|SSL|TLS|SELF_SIGNED|ALTNAME/.test(code)
  return new InterpolDown(ofTls ? 'not-let-in' : 'unreachable', failure)
}

const Settings = z.strictObject({
  address: z.url({ protocol: /^https$/ }), authority: z.string(), certificate: z.string(),
  key: z.string(), contact: z.string().min(1).max(200),
})

/**
 * Reads the settings: JSON that names the address, the contact, and three PEM files beside it.
 * Throws CannotOpen with what to do.
 */
export function interpolSettings(disk: Disk, file: string): InterpolSettings {
  const read = (path: string): string => {
    const bytes = disk.read(path)
    if (!bytes) throw new CannotOpen('settings-unfit', path)
    return bytes.toString('utf8')
  }
  const text = read(file)
  const beside = (path: string) => read(resolve(dirname(file), path))
  let said: z.infer<typeof Settings>
  try {
    said = Settings.parse(JSON.parse(text))
  } catch (failure) {
    throw new CannotOpen('settings-unfit', file, failure)
  }
  const { authority, certificate, key, ...rest } = said
  const settings = {
    ...rest, authority: beside(authority), certificate: beside(certificate), key: beside(key),
  }
  try {
    createSecureContext({ ca: settings.authority, cert: settings.certificate, key: settings.key })
  } catch (failure) {
    throw new CannotOpen('settings-unfit', file, failure)
  }
  return settings
}
