// The lane in the top bar, where it has a number.

import { Ltr } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { useLane } from './lane.ts'

export default function LaneInBar() {
  const { say } = useWords()
  const { lane } = useLane()
  return lane ? <span>{say('booth.lane')} <Ltr mono>{lane}</Ltr></span> : null
}
