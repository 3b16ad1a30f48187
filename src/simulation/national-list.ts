// The invented national list of the demo, a newer version of it, and what INTERPOL answers there.

import { digestOf, digestOfList } from '../border/lists/digest-terms.ts'
import type { SaidEntry } from '../border/lists/terms.ts'
import { addDays } from '../lib/dates/days.ts'
import type { Sought } from './alerts.ts'
import { SeededLuck } from './luck.ts'
import type { DemoTraveller } from './travellers.ts'

const code = 'DNL'
const [by, second] = ['leyla.haddad', 'sahra.jibril']

/** What is said of the list, in its order: parts, a version, and that it is in force. */
export interface DemoList {
  by: string
  second: string
  said: { fact: 'list-entries-said' | 'list-version-prepared' | 'list-activated'
    said: Record<string, unknown> }[]
}

/** What INTERPOL answers about travellers of the demo, in the shape of a recording. */
export interface DemoAnswer {
  asked: string
  database: 'nominals' | 'stolen-documents'
  records: Record<string, unknown>[]
}

type Entry = [names: string[], born: string, sex: 'M' | 'F', nationality: string, why: string]

/** Nobody's names: made of syllables that no register has together. */
const invented: readonly Entry[] = [
  [['Zelmut Okarande', 'Zelmoud Okarandeh'], '1988-02-03', 'M', 'KEN', 'arms across the border'],
  [['Mirsade Olongo'], '1975-07-08', 'F', 'UGA', 'forged visas'],
  [['Tovun Kelmar Abregash', 'ቶቩን ከልማር'], '1969', 'M', 'ETH', 'ivory'],
  [['Nurdaleh Waqtibo Sharmarun', 'نوردله وقتيبو شرمارون'], '1990-06-07', 'M', 'SOM', 'extortion'],
  [['Hibaqo Jeylanur Dirsame'], '1983-11', 'F', 'SOM', 'trafficking of persons'],
  [['Yassirun Belqadem', 'Yasirun Bel Kadem'], '1979-12-30', 'M', 'SDN', 'order 31/2025'],
  [['Orsolin Teferduk'], '1995-04-17', 'M', 'ETH', 'escaped from Galdahay prison'],
  [['Famidu Rukanzi'], '1961', 'M', 'RWA', 'court order 9/2024'],
  [['Salquma Ibrolay Hersiyun', 'سلقمة ابرولاي'], '1992-08-21', 'F', 'DJI', 'fuel smuggling'],
]

/** The list in force since the founding, and a newer file that nobody put in force yet. */
export function demoList({ seed, today, sought }: {
  seed: number; today: string; sought: Sought
}): DemoList {
  const luck = new SeededLuck(seed, 9)
  const id = () => luck.id(Date.parse(`${today}T06:00:00Z`))
  const entries = [onList(sought.listed), ...invented.map(entryOf)]
  const [, changed, , gone] = entries as [SaidEntry, SaidEntry, SaidEntry, SaidEntry]
  const newer = { ...changed, births: [{ value: '1988-03-02' }] }
  const added = entryOf([['Duwalen Sakomar'], '1986-10-09', 'M', 'SOM', 'warrant 118/2026'], 40)
  const next = [...entries.map((each) => (each === changed ? newer : each)), added]
    .filter((each) => each !== gone)
  const [first, second2] = [id(), id()]
  const counts = { all: entries.length, added: entries.length, changed: 0, removed: 0 }
  return {
    by, second, said: [
      { fact: 'list-entries-said',
        said: { part: id(), version: first, number: 0, entries, gone: [] } },
      { fact: 'list-version-prepared', said: version(first, entries, counts, 'october') },
      { fact: 'list-activated', said: {
        list: code, version: first, counts, name: 'Darmila national list',
        owner: 'Darmila National Police', legalBasis: 'Police Act 2012, s. 44', reason: 'wanted',
        action: 'refer', priority: 'high', contact: 'duty desk, channel 4, +000 555 0140',
        validUntil: addDays(today, 300), reviewBy: addDays(today, 20),
      } },
      { fact: 'list-entries-said', said: {
        part: id(), version: second2, number: 0, entries: [newer, added], gone: [gone.id],
      } },
      { fact: 'list-version-prepared', said: {
        ...version(second2, next, { all: next.length, added: 1, changed: 1, removed: 1 },
          'november'), after: first, depth: 2,
      } },
    ],
  }
}

function version(
  of: string, entries: readonly SaidEntry[], counts: object, month: string,
): Record<string, unknown> {
  const digest = digestOfList(entries.map(digestOf))
  return {
    version: of, list: code, depth: 1, format: 'columns', file: `national-list-${month}.csv`,
    fileDigest: digestOfList([digest, month]), fileBytes: entries.length * 64, digest, counts,
    faults: 0, parts: 1,
  }
}

function entryOf([names, born, sex, nationality, programme]: Entry, at: number): SaidEntry {
  const [first, ...others] = names
  return {
    id: `DNL-${String(at + 11).padStart(4, '0')}`, kind: 'person',
    names: [['primary', first!], ...others.map((each) => ['alias', each] as const)]
      .map(([kind, text]) => [kind, text]) as SaidEntry['names'],
    births: [{ value: born }], sexes: [sex], nationalities: [nationality], programme,
    line: at + 3,
  }
}

/** The traveller of the scene, spelled as a clerk in another office heard the name. */
function onList({ person }: DemoTraveller): SaidEntry {
  return {
    id: 'DNL-0007', kind: 'person',
    names: [['primary', 'Salmaan Garaad Warfa'], ['alias', 'Salman Gerad Warfaa']],
    births: [{ value: person.birthDate.value }], sexes: [person.sex],
    nationalities: [person.nationality], programme: 'warrant 97/2026, robbery', line: 2,
  }
}

/** A person under a notice, and a passport that its holder reported lost. */
export function demoAnswers({ nominal, reported }: Sought): DemoAnswer[] {
  const { person: { surname, givenNames, birthDate, sex, nationality } } = nominal
  const { number, issuer, type } = reported.document
  return [
    { asked: `${surname} ${givenNames}`, database: 'nominals', records: [
      {
        record: '2026/41007', reason: 'red-notice', from: 'KEN', since: '2026-05-02',
        names: [`${surname?.toUpperCase()}, ${givenNames}`], birthDate: birthDate.value, sex,
        nationalities: [nationality],
      },
      {
        record: '2019/10411', reason: 'blue-notice', from: 'TUR',
        names: [`${surname?.toUpperCase()}`], birthDate: '1951', nationalities: ['TUR'],
      },
    ] },
    { asked: number!, database: 'stolen-documents', records: [{
      record: 'SLTD-2026-0091', reason: 'lost', from: issuer, since: '2026-08-14',
      document: { number, issuer, type },
    }] },
  ]
}
