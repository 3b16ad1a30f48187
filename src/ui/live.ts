// Hears from the node which registers have changed, so that a page shows what is, not what was.

import { onSession, sessionNow } from './session.ts'

/** Whether the node can record just now, and why not. */
export interface Health { recording: boolean; fault?: string }

type Heard = { registers: ReadonlySet<string>; told: () => void }

const hearing = new Set<Heard>()
const healthHeard = new Set<() => void>()
let health: Health = { recording: true }
let source: EventSource | undefined
let reopen: ReturnType<typeof setTimeout> | undefined

const againMs = 5_000
// Many leaves may come at once after a link was down: one reading is enough for them.
const gatherMs = 250

/** Tells when one of the registers changes; the answer stops the telling. */
export function onChange(registers: readonly string[], told: () => void): () => void {
  let gathering: ReturnType<typeof setTimeout> | undefined
  const each: Heard = {
    registers: new Set(registers),
    told: () => {
      gathering ??= setTimeout(() => {
        gathering = undefined
        told()
      }, gatherMs)
    },
  }
  hearing.add(each)
  listen()
  return () => {
    clearTimeout(gathering)
    hearing.delete(each)
  }
}

/** What the node last said of its own health. */
export function healthNow(): Health {
  return health
}

/** Tells when the node's health changes; the answer stops the telling. */
export function onHealth(told: () => void): () => void {
  healthHeard.add(told)
  return () => { healthHeard.delete(told) }
}

function listen() {
  if (source || sessionNow().is !== 'in') return
  source = new EventSource('/api/events')
  source.onmessage = ({ data }) => tell(JSON.parse(data) as { registers?: string[] })
  source.addEventListener('health', ({ data }) => {
    health = JSON.parse(data) as Health
    for (const told of healthHeard) told()
  })
  source.onerror = () => {
    if (source?.readyState !== EventSource.CLOSED) return
    source = undefined
    clearTimeout(reopen)
    reopen = setTimeout(listen, againMs)
  }
}

function tell({ registers = [] }: { registers?: string[] }) {
  for (const each of hearing) {
    if (registers.some((register) => each.registers.has(register))) each.told()
  }
}

onSession(() => {
  if (sessionNow().is === 'in') {
    listen()
  } else {
    source?.close()
    source = undefined
  }
})
