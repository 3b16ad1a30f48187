// How bodies are compressed on the way: gzip always, and what both sides know besides.

import { brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'
import { UnreadableBody } from './entries.ts'
import type { SyncRequest } from './link.ts'

/** What is understood here, as an answer says it (tlog-mirror: gzip always is). */
export const acceptedEncodings = 'gzip, br, safar-leaves'
/** Says of a request in `safar-leaves`: all contents that came along are durable. */
export const contentsHeader = 'safar-contents'
/** 32 packages of leaves of half a kilobyte are 4 MiB; one package of the longest is 17 MiB. */
const mostBytes = 32 * 1024 * 1024

/**
 * A body as it was before compression; one that was cut off gives what came of it. Throws
 * UnreadableBody where it is longer than 32 MiB, or of an encoding that is not understood here.
 */
export function decoded({ headers, body }: Pick<SyncRequest, 'headers' | 'body'>): Buffer {
  const encoding = headers['content-encoding'] ?? 'identity'
  try {
    switch (encoding) {
      case 'identity': return within(body)
      case 'gzip': return gunzipSync(body, {
        maxOutputLength: mostBytes, finishFlush: constants.Z_SYNC_FLUSH,
      })
      case 'br': return brotliDecompressSync(body, {
        maxOutputLength: mostBytes, finishFlush: constants.BROTLI_OPERATION_FLUSH,
      })
    }
  } catch {
    throw new UnreadableBody('body', `not ${encoding}, or longer than ${mostBytes} bytes`)
  }
  throw new UnreadableBody('body', `the encoding ${encoding} is not understood here`)
}

/** A body as every mirror understands it. */
export function gzipped(body: Buffer): Buffer {
  return gzipSync(body, { level: 9 })
}

function within(body: Buffer): Buffer {
  if (body.length > mostBytes) throw new UnreadableBody('body', 'too long')
  return body
}
