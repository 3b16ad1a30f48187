// A passenger or crew list written as PAXLST, as the WCO/IATA/ICAO guideline orders its segments.

import { written, type ToWrite } from '../../lib/edifact/write-segments.ts'
import type { Interchange } from '../../lib/edifact/envelope.ts'
import type {
  Address, ListedDocument, ListedPerson, ListedRole, ManifestAction, ManifestKind, ManifestMessage,
  Party,
} from './terms.ts'

/** A list as it is written: what is kept as unread, and places in a file, are not said again. */
export type WrittenList = Pick<
  ManifestMessage, 'kind' | 'action' | 'transaction' | 'parties' | 'conveyance' | 'legs'
> & { persons: readonly Omit<ListedPerson, 'place' | 'other'>[] }

/** Under which envelope: `release` is the directory, 02B to 15B. */
export interface Envelope {
  interchange: Pick<Interchange, 'sender' | 'recipient' | 'prepared' | 'reference'>
  release: string
  reference: string
}

const kinds: Readonly<Partial<Record<ManifestKind, string>>> = {
  'passengers': '745', 'crew': '250', 'flight-status': '266', 'master-crew': '336',
  'gate-pass': '655',
}
const actions: Readonly<Partial<Record<ManifestAction, string>>> = {
  'change': 'CP', 'reduction': 'RP', 'cancel-reservation': 'XR', 'cancel-flight': 'XF',
  'close-out': 'CL', 'close-out-on-board': 'CLOB', 'close-out-not-on-board': 'CLNB',
}
const roles: Readonly<Record<ListedRole, string>> = {
  'passenger': 'FL', 'crew': 'FM', 'transit-passenger': 'DDU', 'transit-crew': 'DDT',
}
const modes: Readonly<Record<string, string>> = {
  'sea': '1', 'rail': '2', 'road': '3', 'air': '4', 'inland-water': '8',
}

/** Writes an interchange with one list, in UTF-8 (UNOY); throws where its kind has no code. */
export function writePaxlst(
  list: WrittenList, { interchange, release, reference }: Envelope,
): string {
  const code = kinds[list.kind]
  if (!code) throw new Error(`${list.kind} is no list that PAXLST knows`)
  const { sender, recipient, prepared, reference: control } = interchange
  const body: ToWrite[] = [
    ['BGM', code, actions[list.action] ?? ''],
    ...(list.transaction ? [['RFF', ['TN', list.transaction]] as ToWrite] : []),
    ...list.parties.flatMap(partySegments),
    ...transportSegments(list),
    ...list.persons.flatMap(personSegments),
    ['CNT', [list.kind === 'crew' ? '41' : '42', String(list.persons.length)]],
  ]
  return `UNA:+.? '\n${written([
    ['UNB', ['UNOY', '4'], sender, recipient, prepared, control],
    ['UNG', 'PAXLST', sender, recipient, prepared, '1', 'UN', ['D', release]],
    ['UNH', reference, ['PAXLST', 'D', release, 'UN', 'IATA']],
    ...body,
    ['UNT', String(body.length + 2), reference], ['UNE', '1', '1'], ['UNZ', '1', control],
  ])}`
}

function partySegments({ code, id, name, person, contacts }: Party): ToWrite[] {
  return [
    ['NAD', code, id ?? '', '', name ?? ''],
    ...(person ? [['CTA', 'IC', ['', person]] as ToWrite] : []),
    ...(contacts.length > 0
      ? [['COM', ...contacts.map(({ kind, value }) => [value, kind])] as ToWrite] : []),
  ]
}

function transportSegments({ conveyance, legs }: WrittenList): ToWrite[] {
  const { mode, registration, name, flight } = conveyance
  const vessel = registration || name
    ? [[registration ?? '', '', '', name ?? '']] as const : [] as const
  const first = legs[0]
  const all = legs.length > 0 ? legs : [{ ...conveyance }]
  return all.flatMap((leg): ToWrite[] => {
    const { carrier = '', number = '' } = leg
    const own = leg === first && flight ? flight : `${carrier}${number}`
    return [
      ['TDT', '20', own, modes[mode] ?? '', '', carrier, '', '', ...vessel],
      ...('from' in leg && leg.from ? [['LOC', '125', leg.from] as ToWrite] : []),
      ...('departure' in leg && leg.departure ? [moment('189', leg.departure)] : []),
      ...('to' in leg && leg.to ? [['LOC', '87', leg.to] as ToWrite] : []),
      ...('arrival' in leg && leg.arrival ? [moment('232', leg.arrival)] : []),
    ]
  })
}

/** Twelve digits with the century where the time is known; eight where it is not. */
function moment(code: string, at: string): ToWrite {
  const digits = at.replaceAll(/\D/g, '')
  return ['DTM', [code, digits, digits.length > 8 ? '203' : '102']]
}

function day(code: string, value: string): ToWrite {
  return ['DTM', [code, value.replaceAll('-', '').padEnd(8, '0'), '102']]
}

function personSegments(person: WrittenList['persons'][number]): ToWrite[] {
  const { surname, givenNames, sex, birthDate, bags, contacts, addresses, references } = person
  const [address] = addresses
  const said = (code: string, place: string | undefined): ToWrite[] =>
    (place ? [['LOC', code, place]] : [])
  return [
    ['NAD', roles[person.role], '', '', [surname, ...givenNames], ...addressElements(address)],
    ...(sex ? [['ATT', '2', '', sex] as ToWrite] : []),
    ...(birthDate?.value ? [day('329', birthDate.value)] : []),
    ...(bags?.count === undefined ? [] : [['MEA', 'CT', '', ['', String(bags.count)]] as ToWrite]),
    ...(bags?.weight === undefined ? []
      : [['MEA', 'WT', '', [bags.unit ?? '', String(bags.weight)]] as ToWrite]),
    ...(person.documentsSeen ? [['GEI', '4', '173'] as ToWrite] : []),
    ...(bags?.tags ?? []).map((tag): ToWrite => ['FTX', 'BAG', '', '', tag.split(':')]),
    ...said('178', person.embarkation), ...said('179', person.disembarkation),
    ...said('22', person.clearance), ...said('174', person.residenceCountry),
    ...(person.birthCountry
      ? [['LOC', '180', [person.birthCountry, '', '', person.birthPlace ?? '']] as ToWrite]
      : said('180', person.birthPlace)),
    ...(contacts.length > 0
      ? [['COM', ...contacts.map(({ kind, value }) => [value, kind])] as ToWrite] : []),
    ...person.nationalities.map((country): ToWrite => ['NAT', '2', country]),
    ...references.map(({ code, value }): ToWrite => ['RFF', [code, value]]),
    ...person.documents.flatMap(documentSegments),
  ]
}

function addressElements(address: Address | undefined): string[] {
  if (!address) return []
  const { street = '', city = '', region = '', postcode = '', country = '' } = address
  return [street, city, region, postcode, country]
}

function documentSegments({ type, number, expires, issued, issuer, issuedAt }: ListedDocument) {
  const segments: ToWrite[] = [['DOC', [type, '110', '111'], number]]
  if (expires) segments.push(day('36', expires))
  if (issued) segments.push(day('182', issued))
  if (issuer) segments.push(['LOC', '91', issuer])
  if (issuedAt) segments.push(['LOC', '88', issuedAt])
  return segments
}
