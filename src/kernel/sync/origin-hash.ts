// The name of a journal in the path of a request: nothing of its origin can be read there.

import { createHash } from 'node:crypto'

/** SHA-256 of the origin in hex, as tlog-mirror names the copy of a log. */
export function originHash(origin: string): string {
  return createHash('sha256').update(origin).digest('hex')
}
