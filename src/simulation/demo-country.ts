// The whole country of the demo from one seed: posts, officers, travellers, lists, sixty days.

import type { Role } from '../kernel/event.ts'
import { addDays } from '../lib/dates/days.ts'
import { demoAlerts, type DemoAlert, type Sought } from './alerts.ts'
import { demoPostCode, demoPosts, type DemoPost } from './country.ts'
import { demoHistory, shownFirst, type DemoHistory } from './history.ts'
import { demoLaw } from './law.ts'
import { demoAnswers, demoList, type DemoAnswer, type DemoList } from './national-list.ts'
import { demoOfficers, type DemoOfficer } from './officers.ts'
import { demoScenes, type DemoScene } from './scenes.ts'
import type { PersonName } from './peoples.ts'
import { demoTravellers, printed, type DemoTraveller } from './travellers.ts'

export interface DemoCountry {
  posts: DemoPost[]
  officers: DemoOfficer[]
  alerts: DemoAlert[]
  /** The rules of stay that are in force. */
  law: { law: string; country: string; text: string }
  /** The national list, and what INTERPOL answers about the country's travellers. */
  list: DemoList
  answers: DemoAnswer[]
  history: DemoHistory
  /** Who may come to the counter today, and what the officer will see of it. */
  scenes: DemoScene[]
  travellers: DemoTraveller[]
}

/** So many travellers have been at the post before; nobody of the sought is among them. */
const seenBefore = 160
/** The last day of the sixty is the day before `today`. */
export const demoSeed = 20_261_122

/** A country on a day (ISO). The same seed and day give the same country. */
export function demoCountryOn(
  { seed = demoSeed, today }: { seed?: number; today: string },
): DemoCountry {
  const all = demoTravellers({ count: 900, seed, today })
  const before = grownUpFirst(usual(all.slice(0, 240), today), today).slice(0, seenBefore)
  const sought = soughtAmong(usual(all.slice(240), today), today)
  const officers = demoOfficers(seed)
  const holding = (role: Role) => officers.filter(({ grants }) => grants.some(({ post, roles }) =>
    post === demoPostCode && roles.includes(role))).map(({ officer }) => officer)
  const history = demoHistory({
    seed, today, travellers: before, first: holding('primary-officer'),
    secondLine: holding('secondary-officer'),
  })
  return {
    posts: demoPosts(seed), officers, law: demoLaw(seed),
    alerts: demoAlerts({ seed, today, sought }), history,
    list: demoList({ seed, today, sought }), answers: demoAnswers(sought),
    scenes: demoScenes({ today, history, sought, unknown: all }), travellers: before,
  }
}

/** Travellers with a passport that is still good in ten days. */
function usual(travellers: readonly DemoTraveller[], today: string): DemoTraveller[] {
  return travellers.filter(({ document }) =>
    document.type === 'P' && document.expiry > addDays(today, 10))
}

const ageOf = ({ person }: DemoTraveller, today: string) =>
  Number(today.slice(0, 4)) - Number(person.birthDate.value.slice(0, 4))

/** Whoever plays a part is grown up; children travel among the others. */
function grownUpFirst(travellers: readonly DemoTraveller[], today: string): DemoTraveller[] {
  const parts = travellers.filter((each) => ageOf(each, today) > 18).slice(0, shownFirst)
  return [...parts, ...travellers.filter((each) => !parts.includes(each))]
}

/** Names made for the lists, so that nobody else's alert is meant by them. */
function soughtAmong(travellers: readonly DemoTraveller[], today: string): Sought {
  const taken = new Set<DemoTraveller>()
  const named = (nationality: string, name: PersonName, { sex = 'M', child = false } = {}) => {
    const bearer = travellers.find((each) => each.person.nationality === nationality
      && each.person.sex === sex && !taken.has(each)
      && (child ? ageOf(each, today) < 16 : ageOf(each, today) > 18))!
    taken.add(bearer)
    const { nameOriginal: _, ...person } = bearer.person
    return printed({ ...bearer, person: { ...person, ...name } })
  }
  return {
    wanted: named('ETH', {
      surname: 'Dubale', givenNames: 'Habtamu Worku', nameOriginal: 'ሀብታሙ ወርቁ ዱባለ',
    }),
    banned: named('SOM', {
      surname: 'Kariye', givenNames: 'Ayanle Roble', nameOriginal: 'Ayaanle Rooble Kaariye',
    }),
    child: named('SOM', {
      surname: 'Awale', givenNames: 'Idil Samatar', nameOriginal: 'Idil Samatar Cawaale',
    }, { sex: 'F', child: true }),
    silent: named('YEM', {
      surname: 'Bamatraf', givenNames: 'Nabil Mansour', nameOriginal: 'نبيل منصور بامطرف',
    }),
    stolen: named('DJI', {
      surname: 'Diriye', givenNames: 'Ladan Bile', nameOriginal: 'Laadan Bile Diiriye',
    }, { sex: 'F' }),
    listed: named('SOM', {
      surname: 'Warfaa', givenNames: 'Salman Garad', nameOriginal: 'Salmaan Garaad Warfaa',
    }),
    nominal: named('ETH', { surname: 'Tessemach', givenNames: 'Girum Alazar' }),
    reported: named('SOM', { surname: 'Obsiye', givenNames: 'Hamda Jimale' }, { sex: 'F' }),
    plate: '3-C 71204',
  }
}
