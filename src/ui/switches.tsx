// Two switches that every screen has: the language, and the light.

import { useSyncExternalStore } from 'react'
import { light, lights, onLight, shine } from './light.ts'
import { speak, useWords } from './speaking.tsx'
import { languages, ownNames } from './words.ts'

/** The languages, each by its own name in its own script. */
export function LanguageSwitch() {
  const { language, say } = useWords()
  return (
    <span role="group" aria-label={say('language')} className="switch">
      {languages.map((each) => (
        <button key={each} type="button" className="plain" lang={each}
          aria-pressed={each === language} onClick={() => void speak(each)}>
          {ownNames[each]}
        </button>
      ))}
    </span>
  )
}

/** Day, night, or by the sun at the post. */
export function LightSwitch() {
  const { say } = useWords()
  const chosen = useSyncExternalStore(onLight, light)
  return (
    <span role="group" aria-label={say('light')} className="switch">
      {lights.map((each) => (
        <button key={each} type="button" className="plain" aria-pressed={each === chosen}
          onClick={() => shine(each)}>
          {say(`light.${each}`)}
        </button>
      ))}
    </span>
  )
}
