// Which language the screen speaks: chosen by the officer at any time, kept on this workstation.

import { createContext, Fragment, use, useEffect, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { keep, kept } from './kept.ts'
import { directionOf, languages, voice } from './words.ts'
import type { Language, Say, Sheet, Values } from './words.ts'

const load: Record<Language, () => Promise<{ default: Sheet }>> = {
  en: () => import('virtual:words/en'),
  fr: () => import('virtual:words/fr'),
  ar: () => import('virtual:words/ar'),
  so: () => import('virtual:words/so'),
}

interface Speaking { language: Language; direction: 'ltr' | 'rtl'; say: Say }

const Spoken = createContext<Speaking | undefined>(undefined)
const voices = new Map<Language, Say>()
const listeners = new Set<() => void>()
let chosen: Language = kept('language', languages) ?? languageOfBrowser()

function languageOfBrowser(): Language {
  const wanted = navigator.languages.map((each) => each.slice(0, 2))
  return languages.find((each) => each === wanted[0]) ?? 'en'
}

async function voiceOf(language: Language): Promise<Say> {
  const known = voices.get(language)
  if (known) return known
  const made = voice((await load[language]()).default, language)
  voices.set(language, made)
  return made
}

/** Brings the words of the chosen language; the first screen is drawn when they are there. */
export async function readyToSpeak(): Promise<void> {
  await voiceOf(chosen)
  markPage()
}

/** Switches the language of every screen at once; what is typed stays. */
export async function speak(language: Language): Promise<void> {
  await voiceOf(language)
  chosen = language
  keep('language', language)
  markPage()
  for (const heard of listeners) heard()
}

function markPage() {
  document.documentElement.lang = chosen
  document.documentElement.dir = directionOf(chosen)
}

function subscribe(heard: () => void) {
  listeners.add(heard)
  return () => { listeners.delete(heard) }
}

/** Gives everything inside the chosen language. */
export function Speaking({ children }: { children: ReactNode }) {
  const language = useSyncExternalStore(subscribe, () => chosen)
  const say = voices.get(language)!
  return <Spoken value={{ language, direction: directionOf(language), say }}>{children}</Spoken>
}

/** A part that speaks another language than the screen: one half of a form printed in two. */
export function In({ language, children }: { language: Language; children: ReactNode }) {
  const [say, learnt] = useState(() => voices.get(language))
  useEffect(() => { void voiceOf(language).then((made) => learnt(() => made)) }, [language])
  const direction = directionOf(language)
  return (
    <div lang={language} dir={direction} data-in={language}>
      {say && <Spoken value={{ language, direction, say }}>{children}</Spoken>}
    </div>
  )
}

/** The words of the language spoken here: `say(key, values)`, its code and its direction. */
export function useWords(): Speaking {
  const spoken = use(Spoken)
  if (!spoken) throw new Error('words are used outside <Speaking>')
  return spoken
}

/** Words with elements among them: `<Say the="stay-until" with={{ date: <DateOf …/> }} />`. */
export function Say(props: { the: string; with?: Values<ReactNode> }) {
  const { say } = useWords()
  return say.parts(props.the, props.with ?? {})
    .map((part, index) => <Fragment key={index}>{part}</Fragment>)
}
