// Day and night light of the screen: chosen by hand, or changed at sunrise and sunset at the post.

import { keep, kept } from './kept.ts'
import { isNight } from './sun.ts'
import type { Place } from './sun.ts'

export const lights = ['by-sunset', 'day', 'night'] as const
export type Light = (typeof lights)[number]

const listeners = new Set<() => void>()
let chosen: Light = kept('light', lights) ?? 'by-sunset'
let place: Place | undefined

/** The choice made at this workstation. */
export function light(): Light {
  return chosen
}

/** Chooses the light and keeps the choice. */
export function shine(next: Light): void {
  chosen = next
  keep('light', next)
  setLight()
  for (const seen of listeners) seen()
}

/** Tells where the post is, so that the light changes with its own sun. */
export function standAt(where: Place | undefined): void {
  place = where
  setLight()
}

/** Sets the light of the page; called at start and every minute. */
export function setLight(): void {
  const night = chosen === 'by-sunset' ? isNight(new Date(), place) : chosen === 'night'
  document.documentElement.dataset.light = night ? 'night' : 'day'
}

/** For React: told when the choice changes. */
export function onLight(seen: () => void): () => void {
  listeners.add(seen)
  return () => { listeners.delete(seen) }
}
