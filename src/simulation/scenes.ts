// Scenes at the demo's counter: whose zone to paste, and what the officer will see.

import type { Sought } from './alerts.ts'
import type { DemoHistory } from './history.ts'
import { zoneOf, type DemoDocument, type DemoTraveller } from './travellers.ts'

/** What the scene shows; its name is also the heading under which it is documented. */
export const SCENES = [
  'first-visit', 'open-stay', 'overstay', 'new-passport', 'refused-before', 'alert-detain',
  'alert-deny-entry', 'alert-protect', 'alert-silent', 'stolen-passport', 'sought-vehicle',
  'on-national-list', 'interpol-person', 'interpol-passport',
  'expired-passport', 'identity-card', 'refugee-document', 'born-in-a-year', 'misread-letter',
  'wrong-check-digit', 'one-name', 'no-document',
] as const

export interface DemoScene {
  scene: (typeof SCENES)[number]
  traveller?: DemoTraveller
  /** The zone as a reader types it, lines with a line feed between; absent without a document. */
  mrz?: string
  /** A number plate to type. */
  plate?: string
}

export interface SceneParts {
  today: string
  history: DemoHistory
  sought: Sought
  /** Travellers whom the post has not seen. */
  unknown: readonly DemoTraveller[]
}

/** The scenes of a day, in the order in which they are worth seeing. */
export function demoScenes({ today, history, sought, unknown }: SceneParts): DemoScene[] {
  const { shown } = history
  const ids = Object.values(sought).map((each) => typeof each === 'string' ? each : each.traveller)
  const yearsOld = ({ person }: DemoTraveller) =>
    Number(today.slice(0, 4)) - Number(person.birthDate.value.slice(0, 4))
  // Grown-ups: a child alone has findings of its own, which would hide what a scene shows.
  const rest = unknown.slice(240)
    .filter((each) => !ids.includes(each.traveller) && yearsOld(each) > 18)
  const [clean, letter, digit, one] = rest.filter(({ document, person }) => document.type === 'P'
    && document.expiry > today && person.birthDate.precision === 'day') as [
    DemoTraveller, DemoTraveller, DemoTraveller, DemoTraveller,
  ]
  const find = (suits: (document: DemoDocument) => boolean) =>
    rest.find(({ document }) => document.mrz && suits(document))!
  const year = rest.find(({ person, document }) =>
    person.birthDate.precision === 'year' && document.type === 'P' && document.expiry > today)!
  return [
    paste('first-visit', clean), paste('open-stay', shown.openStay),
    paste('overstay', shown.overstayed), paste('new-passport', shown.newPassport),
    paste('refused-before', shown.refused), paste('alert-detain', sought.wanted),
    paste('alert-deny-entry', sought.banned), paste('alert-protect', sought.child),
    paste('alert-silent', sought.silent), paste('stolen-passport', sought.stolen),
    { ...paste('sought-vehicle', clean), plate: sought.plate },
    paste('on-national-list', sought.listed), paste('interpol-person', sought.nominal),
    paste('interpol-passport', sought.reported),
    paste('expired-passport', find(({ type, expiry }) => type === 'P' && expiry < today)),
    paste('identity-card', find(({ type }) => type === 'I')),
    paste('refugee-document', find(({ type }) => type === 'PR')),
    paste('born-in-a-year', year),
    { ...paste('misread-letter', letter), mrz: misread(letter) },
    { ...paste('wrong-check-digit', digit), mrz: wrongDigit(digit) },
    paste('one-name', withOneName(one)), { scene: 'no-document' },
  ]
}

function paste(scene: DemoScene['scene'], traveller: DemoTraveller): DemoScene {
  return { scene, traveller, mrz: traveller.document.mrz!.join('\n') }
}

/** The year of birth with its figures read as letters: 0 as O, 1 as I, 5 as S, 8 as B. */
function misread({ document }: DemoTraveller): string {
  const [first, second] = document.mrz as [string, string]
  const letters: Record<string, string> = { 0: 'O', 1: 'I', 5: 'S', 8: 'B' }
  const date = second.slice(13, 19).replace(/[0158]/, (figure) => letters[figure]!)
  return `${first}\n${second.slice(0, 13)}${date}${second.slice(19)}`
}

/** The check digit of the number is another, which no single misreading explains. */
function wrongDigit({ document }: DemoTraveller): string {
  const [first, second] = document.mrz as [string, string]
  return `${first}\n${second.slice(0, 9)}${(Number(second[9]) + 4) % 10}${second.slice(10)}`
}

function withOneName(traveller: DemoTraveller): DemoTraveller {
  const person = { ...traveller.person, surname: traveller.person.surname, givenNames: '' }
  delete person.nameOriginal
  return {
    ...traveller, person,
    document: { ...traveller.document, mrz: zoneOf(person, traveller.document) },
  }
}
