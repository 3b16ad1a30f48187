// A refusal as the officer reads it: why not, and what to do next.

import { Sign } from './sign.tsx'
import { useWords } from './speaking.tsx'

/** Words of a reason are `refusal.<reason>` and, where there is more to do, `refusal.<reason>.hint`. */
export function RefusalSign({ refusal }: {
  refusal: { reason: string; detail?: Record<string, unknown> }
}) {
  const { say } = useWords()
  const key = `refusal.${refusal.reason}`
  const values = Object.fromEntries(Object.entries(refusal.detail ?? {})
    .filter((each): each is [string, string | number] => ['string', 'number'].includes(typeof each[1])))
  return (
    <Sign state="look" word={say.has(key) ? say(key, values) : say('refusal')}>
      {say.has(`${key}.hint`) ? say(`${key}.hint`, values) : say.has(key) ? null : refusal.reason}
    </Sign>
  )
}
