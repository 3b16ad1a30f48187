// A flight of five hundred: its list is read and everybody on it screened against a million names.

import { readManifest } from '../src/border/manifests/read-manifest.ts'
import { writePaxlst } from '../src/border/manifests/write-paxlst.ts'
import { screenedOnList } from '../src/nodes/screening-manifest.ts'
import { listedPerson } from '../src/simulation/listed.ts'
import { keep, median, type Figure } from './results.ts'
import { builtOf, today } from './screening-population.ts'

/** `SAFAR_NAMES`: how many names the list has. */
const names = Number(process.env['SAFAR_NAMES'] ?? 1_000_000)
const passengers = 500
const rounds = 5

/** Five hundred of whom twenty are on the list. */
function flight(): Buffer {
  const persons = Array.from({ length: passengers }, (_, at) => {
    const person = listedPerson(at % 25 === 0 ? at : names + at, { seed: 7, today })
    const [surname = '', ...givenNames] = person.names[0]!.split(' ')
    return {
      role: 'passenger' as const, surname, givenNames, sex: person.sex,
      nationalities: [person.nationality],
      ...(person.birthDate && {
        birthDate: { value: person.birthDate, precision: 'day' as const },
      }),
      addresses: [], contacts: [], seats: [], references: [{ code: 'ABO', value: `P${at}` }],
      documents: person.document ? [{ type: 'P', ...person.document }] : [],
    }
  })
  return Buffer.from(writePaxlst({
    kind: 'passengers', action: 'original', parties: [], legs: [], persons,
    conveyance: { mode: 'air', carrier: 'QZ', number: '708', flight: 'QZ708' },
  }, {
    interchange: { sender: 'QZ', recipient: 'UTO', prepared: ['261122', '0700'], reference: '1' },
    release: '12B', reference: '1',
  }))
}

const { index } = builtOf(names)
const bytes = flight()
const [reading, screening]: number[][] = [[], []]
let found = 0
for (let round = 0; round < rounds; round++) {
  const from = process.cpuUsage()
  const { messages: [list] } = readManifest(bytes, 2026)
  const between = process.cpuUsage(from)
  found = screenedOnList(index, list!, today).filter(({ hits }) => hits.length > 0).length
  const all = process.cpuUsage(from)
  reading!.push(between.user / 1e6)
  screening!.push((all.user - between.user) / 1e6)
}
const figures: Figure[] = [
  { what: `${names} names, ${passengers} passengers: reading the list`, value: median(reading!),
    unit: 's of CPU' },
  { what: 'screening all of them', value: median(screening!), unit: 's of CPU', goal: '<= 5' },
  { what: 'of whom something was found', value: found, unit: '' },
]
keep('manifest', figures)
