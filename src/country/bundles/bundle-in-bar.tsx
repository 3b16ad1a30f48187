// The age of the hub's word in the top bar of every screen: quiet while it is fresh.

import { Shape } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { AgeOf, ShapeOfAge, stateOf } from './age-of.tsx'
import { useBundle } from './use-bundle.ts'
import './bundles.css'

export default function BundleInBar() {
  const { say } = useWords()
  const standing = useBundle()
  if (!standing || standing.is === 'own') return null
  if (standing.is === 'never') {
    return (
      <span className="bundle unchecked"><Shape state="unchecked" />{say('bundle.never')}</span>
    )
  }
  const state = standing.splitView ? 'stop' : stateOf[standing.age]
  return (
    <span className={`bundle ${state ?? ''}`} role={state === 'stop' ? 'alert' : undefined}>
      <ShapeOfAge of={standing} />
      <span>
        <AgeOf of={standing} word="bundle.bar" />
        {standing.age === 'over' && <> · {say('bundle.over')}</>}
        {standing.splitView && <> · {say('bundle.split-view')}</>}
      </span>
    </span>
  )
}
