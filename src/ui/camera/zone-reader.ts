// Asks the browser's thread that reads zones; a thread that dies or hangs is replaced.

import type { ZoneAsked, ZoneTold } from './zone-reader-apart.ts'
import program from './zone-reader-apart.ts?worker&url'

export type { ZoneTold }

/** Longer than the thread searches: it hangs. */
const mostMs = 9000

/** A reader of zones; one picture at a time. */
export class ZoneReader {
  #thread: Worker | undefined
  #waiting: ((told: ZoneTold | undefined) => void) | undefined

  /** Reads a picture; undefined where the thread came to an end over it. */
  read(asked: ZoneAsked): Promise<ZoneTold | undefined> {
    const thread = this.#thread ??= this.#begun()
    return new Promise((told) => {
      const late = setTimeout(() => this.end(), mostMs)
      this.#waiting = (read) => {
        clearTimeout(late)
        this.#waiting = undefined
        told(read)
      }
      thread.postMessage(asked, asked.picture instanceof Blob ? [] : [asked.picture])
    })
  }

  /** Ends the thread; who waits is told nothing. */
  end(): void {
    this.#thread?.terminate()
    this.#thread = undefined
    this.#waiting?.(undefined)
  }

  #begun(): Worker {
    const thread = new Worker(ours(program), { type: 'module' })
    thread.onmessage = ({ data }: MessageEvent<ZoneTold>) => this.#waiting?.(data)
    thread.onerror = () => this.end()
    return thread
  }
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): {
    createScriptURL(url: string): string
  }
}
let policy: ReturnType<Policies['createPolicy']> | undefined

// The page runs no program whose address was not vouched for: this one is of the build.
function ours(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  policy ??= trustedTypes?.createPolicy('zone-reader', { createScriptURL: (same) => same })
  return policy?.createScriptURL(url) ?? url
}
