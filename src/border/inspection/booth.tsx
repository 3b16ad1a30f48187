// The booth: the counter for everybody who comes alone, one after the other.

import { useEffect } from 'react'
import { Counter } from './counter.tsx'
import { gather } from './desk.ts'

export default function Booth() {
  useEffect(() => gather(undefined), [])
  return <Counter />
}
