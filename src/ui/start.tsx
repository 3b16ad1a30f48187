// The first lines that run in an officer's browser: light, words, then the house.

import './zod-without-eval.ts'
import { createRoot } from 'react-dom/client'
import { House } from './house.tsx'
import { setLight } from './light.ts'
import { readyToSpeak, Speaking } from './speaking.tsx'

setLight()
setInterval(setLight, 60_000)
await readyToSpeak()
createRoot(document.getElementById('house')!).render(<Speaking><House /></Speaking>)
