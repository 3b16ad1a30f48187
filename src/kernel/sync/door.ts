// The doors of a node: each path has one answer, and what is sent wrongly never throws.

import { tellDefect } from '../defect.ts'
import { Unreadable } from '../journal/note.ts'
import { diskFaultOf } from '../store/store.ts'
import type { Door, Peer, SyncAnswer, SyncRequest } from './link.ts'

/** Answers one kind of request. */
export type Route = (request: SyncRequest, peer: Peer) => Promise<SyncAnswer>

/** `METHOD path` → its answer; a path that ends in a slash stands for all that is below it. */
export type SyncRoutes = Readonly<Record<string, Route>>

/** One door for the routes of several; what nobody answers is 404. */
export function doorOf(...several: readonly SyncRoutes[]): Door {
  const routes = new Map(several.flatMap((each) => Object.entries(each)))
  const below = [...routes.keys()].filter((key) => key.endsWith('/'))
  return {
    async answer(request, peer) {
      const asked = `${request.method} ${request.path.split('?', 1)[0]}`
      const above = below.find((key) => asked.startsWith(key))
      const route = routes.get(asked) ?? routes.get(above ?? '')
      if (!route) return plain(404, 'nothing is asked for here')
      try {
        return await route(request, peer)
      } catch (failure) {
        if (failure instanceof Unreadable) return plain(400, failure.message)
        const fault = diskFaultOf(failure)
        if (fault) return plain(503, `cannot keep it: ${fault}`)
        tellDefect(asked, failure)
        return plain(500, 'a defect, told on standard error there')
      }
    },
  }
}

/** An answer in words, or in lines of words. */
export function plain(status: number, text: string): SyncAnswer {
  return {
    status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(text),
  }
}
