// `safar courier out FOLDER FILE` and `in FOLDER FILE [ANSWER]`: for a post that has no link.

import { readFileSync, statSync } from 'node:fs'
import { couriersOf, type Couriers } from '../country/network/couriers.ts'
import { mostCourierBytes } from '../kernel/sync/courier-file.ts'
import { openNode, type NodeOptions } from '../kernel/node.ts'
import { isHubs } from '../kernel/origin.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { capabilities } from './capabilities.ts'
import { wrong } from './command.ts'
import { told } from './enrol-command.ts'
import { realGiven } from './given.ts'
import { openHubDoor } from './hub-door.ts'
import { storeAsTold } from './hub-command.ts'

export interface CourierCommand {
  folder: string
  file: string
  answer?: string
  keysFolder?: string
}

/** Writes what goes to the hub into a file; returns the exit code. */
export async function courierOut({ folder, file, keysFolder }: CourierCommand): Promise<number> {
  return withCouriers(folder, keysFolder, async (couriers) => {
    const written = await couriers.out()
    if (isRefusal(written)) return told(written)
    realGiven.disk.replace(file, written)
    process.stdout.write(`${written.length} bytes for the hub in ${file}\n`)
    return 0
  })
}

/** Takes a file in; at a hub, what goes back is written beside it. Returns the exit code. */
export async function courierIn(
  { folder, file, answer = `${file}.answer`, keysFolder }: CourierCommand,
): Promise<number> {
  const bytes = bytesOf(file)
  if (!bytes) return wrong(`${file} is not there, or is too large to be a courier file`)
  return withCouriers(folder, keysFolder, async (couriers) => {
    const taken = await couriers.in(bytes)
    if (isRefusal(taken)) return told(taken)
    process.stdout.write(`${taken.leaves} leaves, from ${taken.from}\n`)
    if (taken.answer) {
      realGiven.disk.replace(answer, taken.answer)
      process.stdout.write(`carry the answer back: ${answer}\n`)
    }
    return 0
  })
}

/** Opens a node that is not running; a hub with its door. */
async function withCouriers(
  folder: string, keysFolder: string | undefined, work: (couriers: Couriers) => Promise<number>,
): Promise<number> {
  const options: NodeOptions = {
    folder, given: realGiven, capabilities, ...(keysFolder && { keysFolder }), ...storeAsTold(),
  }
  const node = await openNode(options)
  const hub = isHubs(node.journal.options.origin) ? await openHubDoor(node) : undefined
  try {
    return await work(couriersOf({
      node, ...(hub && { door: hub.door }),
    }))
  } finally {
    await hub?.stop()
    await node.close()
  }
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return statSync(file).size > mostCourierBytes ? undefined : readFileSync(file)
  } catch {
    return undefined
  }
}
