// What stays the same from one person to the next in a lane: direction, mode, purpose, vehicle.

import { useSyncExternalStore } from 'react'
import type { Said } from '../../kernel/event.ts'
import type { TripPurpose, TransportMode } from '../../lib/codes/lists.ts'
import type { CrossingRecorded } from '../crossings/crossing-recorded.ts'

type CrossingSaid = Said<typeof CrossingRecorded>
export type Direction = CrossingSaid['direction']
export type Conveyance = NonNullable<CrossingSaid['conveyance']>

/**
 * What is asked once for the lane; the plate is of a vehicle and is not kept on the workstation.
 */
export interface Lane {
  direction: Direction
  mode: TransportMode
  purpose?: TripPurpose
  /** Days of an ordinary permission, counting the day of entry. */
  stayDays?: number
  lane?: string
  plate?: string
  ethiopian?: boolean
}

const place = 'safar-lane'
const directions: readonly Direction[] = ['entry', 'exit', 'transit']

let lane: Lane = { direction: 'entry', mode: 'foot', ...readBack() }
const listeners = new Set<() => void>()

function readBack(): Partial<Lane> {
  try {
    const said = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Lane>
    return directions.includes(said.direction as Direction) ? said : {}
  } catch {
    return {}
  }
}

/** The lane as it is set on this workstation. */
export function laneNow(): Lane {
  return lane
}

/** Sets something of the lane; all but the plate is still there tomorrow. */
export function setLane(change: Partial<Lane>): void {
  lane = { ...lane, ...change }
  const { plate: _, ...kept } = lane
  try {
    localStorage.setItem(place, JSON.stringify(kept))
  } catch {
    // Not kept: it is asked again after the next start.
  }
  for (const heard of listeners) heard()
}

/** The lane, drawn again when it changes. */
export function useLane(): Lane {
  return useSyncExternalStore((heard) => {
    listeners.add(heard)
    return () => { listeners.delete(heard) }
  }, laneNow)
}

const kinds: Partial<Record<TransportMode, Conveyance['kind']>> = {
  car: 'car', bus: 'bus', truck: 'truck', motorcycle: 'motorcycle', rail: 'train', air: 'aircraft',
  sea: 'vessel', 'inland-water': 'boat',
}

/**
 * The vehicle of the lane where a plate or a number was typed; flights and trains have a number.
 */
export function conveyanceOf({ mode, plate }: Lane): Conveyance | undefined {
  if (!plate) return undefined
  const kind = kinds[mode] ?? 'other'
  return ['aircraft', 'train', 'vessel'].includes(kind) ? { kind, number: plate } : { kind, plate }
}
