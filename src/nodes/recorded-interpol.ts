// INTERPOL as it answered once: a server with certificates on both sides and recorded answers.

import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { createServer, type Server } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GeneralName } from '@peculiar/asn1-x509'
import { selfSigned } from './certificate.ts'
import type { InterpolSettings } from './interpol-link.ts'

/** What was asked once, and the records that were answered. */
export interface Recording {
  /** A document's number, or a name in the form of the zone. */
  asked: string
  database: 'nominals' | 'stolen-documents'
  records: Record<string, unknown>[]
}

export interface RecordedInterpol {
  /** What a post needs in order to ask it. */
  settings: InterpolSettings
  /** Questions that came, newest last. */
  readonly asked: readonly unknown[]
  /** As if the line were cut; `start` mends it. */
  cut(): Promise<void>
  start(): Promise<void>
  /** Answers come this late, in milliseconds. */
  delay(ms: number): void
}

const mostQuestionBytes = 16 * 1024

/** Starts it on this machine; whoever shows another certificate than the settings' is cut off. */
export async function recordedInterpol(
  recordings: readonly Recording[], contact = 'National Central Bureau',
): Promise<RecordedInterpol> {
  const [server, client] = [pairOf(), pairOf()]
  const asked: unknown[] = []
  let [late, port] = [0, 0]
  let listening: Server | undefined
  async function start() {
    listening = createServer({
      key: server.key, cert: server.certificate, ca: client.certificate, requestCert: true,
      rejectUnauthorized: true, minVersion: 'TLSv1.2',
    }, (request, response) => {
      void bodyOf(request).then((text) => {
        const question: unknown = JSON.parse(text)
        asked.push(question)
        const records = recordings.filter((each) => answers(each, request.url ?? '', question))
          .flatMap((each) => each.records)
        setTimeout(() => {
          response.writeHead(200, { 'content-type': 'application/json' })
          response.end(JSON.stringify({ records }))
        }, late)
      }).catch(() => response.destroy())
    })
    const own = listening
    await new Promise<void>((up) => { own.listen(port, '127.0.0.1', up) })
    port = (own.address() as AddressInfo).port
    own.unref()
  }
  await start()
  return {
    settings: {
      address: `https://127.0.0.1:${port}`, contact, authority: server.certificate,
      certificate: client.certificate, key: client.key,
    },
    asked, start,
    async cut() {
      const own = listening
      listening = undefined
      own?.closeAllConnections()
      await new Promise<void>((down) => { own ? own.close(() => down()) : down() })
    },
    delay(ms) { late = ms },
  }
}

/** The same number, or a name of the same words in any order. */
function answers({ asked, database }: Recording, url: string, question: unknown): boolean {
  const { number, names = [] } = question as { number?: string; names?: string[] }
  if (database === 'stolen-documents') return url === '/find/travel-documents' && number === asked
  const words = (name: string) => name.toUpperCase().split(/[^\p{L}]+/u).filter(Boolean).sort()
    .join(' ')
  return url === '/find/nominals' && names.some((name) => words(name) === words(asked))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8')
    if (text.length > mostQuestionBytes) throw new Error('the question is too long')
  }
  return text
}

/** A key and the certificate over it, for this machine alone. */
function pairOf(): { key: string; certificate: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const here = new GeneralName({ iPAddress: '127.0.0.1' })
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: new X509Certificate(selfSigned(here, privateKey, randomBytes(16))).toString(),
  }
}
