// What a capability says of its screens in its `screens.ts`; the build gathers them all.

import type { ComponentType } from 'react'
import type { Role } from '../kernel/event.ts'

/** One screen; `load` brings a component as default export, route parameters are its props. */
export interface Screen {
  /** The word shown on the signpost and as the title of the browser's tab. */
  title: string
  /** Roles that are shown the way to it; what they may read the node decides. */
  seenBy: readonly Role[]
  load: () => Promise<{ default: ComponentType<Record<string, string>> }>
  /** The letter after `g` that leads here; a screen without one is not on the signpost. */
  letter?: string
  /** Place on the signpost, smallest first. */
  order?: number
  /** `counter`: no signpost, the screen has the whole room below the top bar. */
  room?: 'page' | 'counter'
}

/** Screens by path (`/crossings`, `/person/:traveller`). */
export type Screens = Readonly<Record<string, Screen>>

/** Something small that a capability shows in the top bar of every screen (the bundle's age). */
export interface BarItem {
  at: 'start' | 'end'
  order: number
  load: () => Promise<{ default: ComponentType }>
}

export type Bar = readonly BarItem[]
