// What was decided at the counter, in a word; what was not an admission has its shape.

import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'

interface Decided { direction: string; decision: string; correctedAt?: string | undefined }

/** *Entry*, *Exit · refused*, and whether it was corrected later. */
export function DecisionMark({ of }: { of: Decided }) {
  const { say } = useWords()
  const direction = say(`direction.${of.direction}`)
  const decision = say(`decision.${of.decision}`)
  const corrected = of.correctedAt && (
    <small className="faded">{' · '}{say('crossing.corrected')}</small>
  )
  if (of.decision === 'admitted') return <span>{direction}{corrected}</span>
  return (
    <div>
      <Sign state={of.decision === 'refused' ? 'stop' : 'look'} word={decision}>{direction}</Sign>
      {corrected}
    </div>
  )
}
