// A refusal as the officer reads it: why not, and what to do next.

import { Sign } from './sign.tsx'
import { useWords } from './speaking.tsx'
import { CannotRecord } from './trouble.tsx'

/** Words of a reason: `refusal.<reason>` says why not, `refusal.<reason>.hint` what to do. */
export function RefusalSign({ refusal }: {
  refusal: { reason: string; detail?: Record<string, unknown> }
}) {
  const { say } = useWords()
  if (refusal.reason === 'cannot-record') {
    return <CannotRecord serial={String(refusal.detail?.paperSerial ?? '')} />
  }
  const key = `refusal.${refusal.reason}`
  const values = Object.fromEntries(Object.entries(refusal.detail ?? {}).filter(isPlain))
  return (
    <Sign state="look" word={say.has(key) ? say(key, values) : say('refusal')}>
      {say.has(`${key}.hint`) ? say(`${key}.hint`, values) : values.hint ?? refusal.reason}
    </Sign>
  )
}

function isPlain(pair: [string, unknown]): pair is [string, string | number] {
  return ['string', 'number'].includes(typeof pair[1])
}
