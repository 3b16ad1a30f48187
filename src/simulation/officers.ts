// The officers of the demo: twelve people, all six roles, and never one person for an act of two.

import type { Role } from '../kernel/event.ts'
import { SeededLuck } from './luck.ts'

/** An officer with the roles to be given; `*` stands for every post. */
export interface DemoOfficer {
  enrolment: string
  officer: string
  name: string
  languages: ('en' | 'fr' | 'ar' | 'so')[]
  grants: { grant: string; roles: Role[]; post: string }[]
}

type Listed = [
  name: string, languages: string, post: string, roles: Role[],
  elsewhere?: [post: string, roles: Role[]],
]

const listed: readonly Listed[] = [
  ['Amina Warsame', 'so en ar', 'GLD', ['primary-officer']],
  ['Dawit Mengesha', 'en', 'GLD', ['primary-officer']],
  ['Hodan Roble', 'so en', 'GLD', ['primary-officer', 'secondary-officer']],
  ['Yusuf Barkhadle', 'so ar en', 'GLD', ['secondary-officer']],
  ['Sahra Jibril', 'so en fr', 'GLD', ['supervisor'], ['QRS', ['supervisor']]],
  ['Idris Samatar', 'ar so en', 'GLD', ['supervisor', 'secondary-officer']],
  ['Leyla Haddad', 'ar en', '*', ['alert-owner']],
  ['Moussa Houssein', 'fr ar so', '*', ['alert-owner'], ['TGL', ['supervisor']]],
  ['Grace Wanjala', 'en', '*', ['inspector']],
  ['Nasir Abokor', 'so en', '*', ['administrator']],
  ['Salma Baharoon', 'ar en', 'BNR', ['primary-officer', 'secondary-officer']],
  [
    'Kidist Alemayehu', 'en fr', 'DIA', ['primary-officer', 'supervisor'],
    ['DRF', ['primary-officer']],
  ],
]

/** The officers, as they are enrolled and given their roles. */
export function demoOfficers(seed: number): DemoOfficer[] {
  const luck = new SeededLuck(seed, 2)
  const id = () => luck.id(Date.parse('2026-01-04T07:00:00Z'))
  return listed.map(([name, languages, post, roles, elsewhere]) => ({
    enrolment: id(), officer: name.toLowerCase().replace(' ', '.'), name,
    languages: languages.split(' ') as DemoOfficer['languages'],
    grants: [[post, roles] as const, ...(elsewhere ? [elsewhere] : [])]
      .map(([at, held]) => ({ grant: id(), roles: [...held], post: at })),
  }))
}
