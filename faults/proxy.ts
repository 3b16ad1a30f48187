// A bad line between nodes on one machine: it delays, cuts at random, and loses connections.

import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { luck } from './luck.ts'

export interface LineSettings {
  seed: number
  /** Where it is found; any free port unless told. */
  port?: number
  /** Where it leads. */
  to: () => number
  /** So many of a hundred connections are lost: at once, or within their first bytes. */
  lostPercent: number
  /** Each piece waits up to so long. */
  delayMs: number
}

export interface Line {
  port: number
  /** Connections that came, and those that were lost or cut. */
  counts: { came: number; lost: number; cut: number }
  /** Cuts all that is under way. */
  cut(): void
  /** Nothing is lost and nothing waits any more. */
  heal(): void
  close(): Promise<void>
}

/** Opens a bad line; resolves when connections may come. */
export async function badLine(settings: LineSettings): Promise<Line> {
  const { seed, port = 0, to, lostPercent, delayMs } = settings
  const counts = { came: 0, lost: 0, cut: 0 }
  const open = new Set<Socket>()
  let healed = false
  const server = createServer((near) => {
    const own = luck(seed, counts.came++)
    const isLost = !healed && own.below(100) < lostPercent
    if (isLost) counts.lost += 1
    if (isLost && own.below(2) === 0) return void near.on('error', () => {}).resetAndDestroy()
    // A connection that is lost later is so in the middle of what it carries.
    let left = isLost ? own.below(60_000) : Infinity
    const far = connect(to(), '127.0.0.1')
    for (const [from, into] of [[near, far], [far, near]] as const) {
      open.add(from)
      from.on('error', () => from.destroy())
      from.on('close', () => {
        open.delete(from)
        into.destroy()
      })
      from.on('data', (piece: Buffer) => {
        left -= piece.length
        if (left < 0) return void (near.destroy(), far.destroy())
        const wait = healed ? 0 : own.below(delayMs + 1)
        if (wait === 0) return void into.write(piece)
        from.pause()
        setTimeout(() => {
          into.write(piece)
          from.resume()
        }, wait)
      })
      from.on('end', () => into.end())
    }
  })
  await new Promise<void>((done) => { server.listen(port, '127.0.0.1', done) })
  return {
    port: (server.address() as AddressInfo).port, counts,
    cut() {
      counts.cut += open.size > 0 ? 1 : 0
      for (const socket of open) socket.destroy()
    },
    heal() { healed = true },
    close: () => new Promise((done) => {
      for (const socket of open) socket.destroy()
      server.close(() => done())
    }),
  }
}
