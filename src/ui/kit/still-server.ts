// Serves the built client as a post does, with its content policy, and no node behind it (tests).

import { readFileSync, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

export const policy = [
  `default-src 'none'`, `script-src 'self'`, `style-src 'self'`, `font-src 'self'`,
  `img-src 'self' blob: data:`, `connect-src 'self'`, `frame-ancestors 'none'`, `base-uri 'none'`,
  `form-action 'self'`, `require-trusted-types-for 'script'`,
].join('; ')

const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css',
  '.svg': 'image/svg+xml', '.woff2': 'font/woff2',
}

/** What the API answers in a test: a status and a body by method and path. */
export type Answers = (method: string, path: string, body: string) => {
  status: number
  body?: unknown
}

/** Starts it on a free port of this machine; `sent` counts the bytes of each file given out. */
export async function stillServer(folder: string, answers: Answers) {
  const sent = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://post').pathname
    response.setHeader('content-security-policy', policy)
    if (path.startsWith('/api/')) {
      let body = ''
      request.on('data', (piece) => { body += piece }).on('end', () => {
        const answer = answers(request.method!, path.slice(5), body)
        response.writeHead(answer.status, { 'content-type': 'application/json' })
          .end(JSON.stringify(answer.body ?? {}))
      })
      return
    }
    const asked = join(folder, normalize(path))
    const file = path !== '/' && existsSync(asked) ? asked : join(folder, 'index.html')
    const packed = existsSync(`${file}.br`)
      && String(request.headers['accept-encoding']).includes('br')
    const bytes = readFileSync(packed ? `${file}.br` : file)
    sent.set(path, bytes.length)
    response.writeHead(200, {
      'content-type': kinds[extname(file)] ?? 'application/octet-stream',
      ...(packed ? { 'content-encoding': 'br' } : {}),
    }).end(bytes)
  })
  await new Promise<void>((go) => { server.listen(0, '127.0.0.1', go) })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
