// A name in any script as a list of plain words, so that spellings of one name come near.

import { readName } from './read-name.ts'
import { skeleton } from './skeleton.ts'

/** Raised whenever what is read, compared or scored changes: hits are stamped with it. */
export const NAMES_VERSION = 'names-3'
/** Raised whenever folding or keys change, so that stored keys are made anew. */
export const KEYS_VERSION = 'names-2'

/**
 * The words of a name that tell who somebody is: lower-case Latin, no marks, no particles, no
 * titles, abd and abu joined to the word they belong to (`readName`).
 */
export function foldName(name: string): string[] {
  const { words } = readName(name)
  const telling = words.filter(({ role }) => role === 'name')
  return (telling.length > 0 ? telling : words).map(({ word }) => word)
}

/**
 * One key for a name whatever the order of its parts: the version and the sorted skeletons.
 * Two people may share it; one name in two spellings nearly always does.
 */
export function nameKey(parts: string | readonly string[]): string {
  const words = (typeof parts === 'string' ? [parts] : parts).flatMap(foldName)
  return keyOfSkeletons(words.map(skeleton))
}

/** The same key of a name whose words are skeletons already. */
export function keyOfSkeletons(skeletons: readonly string[]): string {
  return `${KEYS_VERSION}:${skeletons.toSorted().join(' ')}`
}
