// One person of a passenger or crew list: each segment after the name says one thing of them.

import { valueOf } from '../../lib/edifact/envelope.ts'
import type { Segment } from '../../lib/edifact/segments.ts'
import { dayOfDtm, type Meant } from './edifact-dates.ts'
import { tell, unread, type Told } from './message-parts.ts'
import type { Bags, ListedPerson } from './terms.ts'

/** What reading needs besides the segment. */
interface With { told: Told; year: number }

const places: Readonly<Record<string, keyof ListedPerson>> = {
  178: 'embarkation', 179: 'disembarkation', 22: 'clearance',
 174: 'residenceCountry',
  180: 'birthPlace',
}
const sexes: Readonly<Record<string, string>> = { M: 'M', F: 'F', U: 'U', X: 'X' }

/** Takes a segment that stands after a person's name; what is no field is kept as written. */
export function readOfPerson(segment: Segment, person: ListedPerson, given: With): void {
  const read = readers[segment.tag]
  if (!read) {
    person.other.push(unread(segment))
    tell(given.told, segment, 'segment-unexpected',
      `${segment.tag} is no segment of a person in a list; it was kept as written`)
  } else if (!read(segment, person, given)) person.other.push(unread(segment))
}

type Reader = (segment: Segment, person: ListedPerson, given: With) => boolean

const readers: Readonly<Record<string, Reader>> = {
  ATT(segment, person, { told }) {
    if (valueOf(segment, 0) !== '2') return false
    const said = (valueOf(segment, 2) || valueOf(segment, 1)).toUpperCase()
    person.sex = sexes[said] ?? 'U'
    if (!sexes[said]) tell(told, segment, 'code-unknown', `${said || 'nothing'} is no sex`)
    return sexes[said] !== undefined
  },
  DTM: readDate,
  MEA(segment, person) {
    const [kind, unit, value] = [valueOf(segment, 0), valueOf(segment, 2), valueOf(segment, 2, 1)]
    const bags = bagsOf(person)
    if (kind === 'CT' && /^\d+$/.test(value || unit)) bags.count = Number(value || unit)
    else if (kind === 'WT' && /^\d+(\.\d+)?$/.test(value)) {
      bags.weight = Number(value)
      bags.unit = unit
    } else return false
    return true
  },
  GEI(segment, person) {
    if (valueOf(segment, 0) !== '4' || valueOf(segment, 1) !== '173') return false
    person.documentsSeen = true
    return true
  },
  FTX(segment, person) {
    const [tag, count] = [valueOf(segment, 3), valueOf(segment, 3, 1)]
    if (valueOf(segment, 0) !== 'BAG' || !tag) return false
    bagsOf(person).tags.push(count ? `${tag}:${count}` : tag)
    return true
  },
  LOC: readPlace,
  COM(segment, person) {
    for (const [value = '', kind = ''] of segment.elements) {
      if (value.trim()) person.contacts.push({ kind, value: value.trim() })
    }
    return true
  },
  NAT(segment, person, { told }) {
    const country = valueOf(segment, 1).toUpperCase()
    if (!country) tell(told, segment, 'value-missing', 'NAT names no nationality')
    else if (!person.nationalities.includes(country)) person.nationalities.push(country)
    return true
  },
  RFF(segment, person) {
    const [code, value] = [valueOf(segment, 0), valueOf(segment, 0, 1)]
    if (!value) return false
    if (code === 'AVF') person.reservation ??= value
    else if (code === 'SEA') person.seats.push(value)
    person.references.push({ code, value })
    return true
  },
  DOC(segment, person, { told }) {
    const [type, number] = [valueOf(segment, 0), valueOf(segment, 1)]
    person.documents.push({ type, number })
    if (!number && type) tell(told, segment, 'value-missing', 'the document has no number')
    return (segment.elements[2] ?? []).every((each) => !each)
  },
  EMP: () => false,
  CPI: () => false,
  QTY: () => false,
}

function bagsOf(person: ListedPerson): Bags {
  person.bags ??= { tags: [] }
  return person.bags
}

function readDate(segment: Segment, person: ListedPerson, { told, year }: With): boolean {
  const [code, value] = [valueOf(segment, 0), valueOf(segment, 0, 1)]
  const document = person.documents.at(-1)
  const meant: Meant | undefined = code === '329' ? 'birth' : code === '36' ? 'expiry'
    : code === '182' ? 'near' : undefined
  if (!meant || (meant !== 'birth' && !document)) return false
  const date = dayOfDtm(value, { meant, year })
  if (!date) {
    tell(told, segment, 'date-form', `${value || 'nothing'} is no day: write yymmdd or ccyymmdd`)
    return false
  }
  if (meant === 'birth') person.birthDate = date
  else if (meant === 'expiry') document!.expires = date.value
  else document!.issued = date.value
  return true
}

function readPlace(segment: Segment, person: ListedPerson): boolean {
  const [code, place] = [valueOf(segment, 0), valueOf(segment, 1)]
  const document = person.documents.at(-1)
  if (!place) return code === '91'
  if (code === '91' && document) {
    document.issuer = place
    return true
  }
  if (code === '88' && document) {
    document.issuedAt = place
    return true
  }
  if (code === '180') {
    // A country, or a country with town and region beside it, or the town alone.
    const town = [valueOf(segment, 1, 3), valueOf(segment, 2, 3) || valueOf(segment, 2)]
      .filter(Boolean).join(', ')
    const country = /^[A-Z]{1,3}$/.test(place)
    if (country) person.birthCountry = place
    if (town || !country) person.birthPlace = town || place
    return true
  }
  const field = places[code]
  if (!field) return false
  Object.assign(person, { [field]: place })
  return true
}
