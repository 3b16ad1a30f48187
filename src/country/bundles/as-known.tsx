// A line under what other posts said: as of when this node knows it.

import { useWords } from '../../ui/speaking.tsx'
import { AgeOf, ShapeOfAge } from './age-of.tsx'
import { useBundle } from './use-bundle.ts'
import './bundles.css'

/** Shown where something on the screen was said elsewhere; nothing at a hub. */
export function AsKnown() {
  const { say } = useWords()
  const standing = useBundle()
  if (!standing || standing.is === 'own') return null
  return (
    <p className="as-known">
      {standing.is === 'never' ? say('bundle.never') : (
        <><ShapeOfAge of={standing} /> <AgeOf of={standing} word="bundle.as-known" /></>
      )}
    </p>
  )
}
