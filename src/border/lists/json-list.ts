// Lists in JSON: one object a line (FollowTheMoney, and lists of flat objects), or one array.

import { gatheredFrom, kindOf, roleOfHeading, type Mapping } from './columns.ts'
import { linesIn } from './decoding.ts'
import { entryOf, ListEnds, type Gathered, type ListedEntry, type ListFault } from './entry.ts'
import { listedCountry, listedSex } from './listed-countries.ts'
import { listedDate } from './listed-dates.ts'

/** The longest entry of published lists has 200 kB. */
const longestObject = 1024 * 1024
/** So many objects in a row that are no JSON, and it is no list. */
const mostFaults = 1000
/** FollowTheMoney also has links, addresses and sanctions: nobody is screened against those. */
const listed = new Set([
  'Person', 'LegalEntity', 'Company', 'Organization', 'PublicBody', 'Vessel', 'Airplane', 'Asset',
  'CryptoWallet', 'Passport', 'Identification', 'Vehicle',
])

/** Entries of a list in JSON, whether an object a line or objects in an array. */
export async function* readJson(
  text: AsyncIterable<string>, list: string, mapping?: Mapping,
): AsyncGenerator<ListedEntry | ListFault> {
  let faults = 0
  for await (const { json, line, whole } of objectsOf(text)) {
    const said = objectIn(json)
    if (said) {
      const gathered = gatheredOf(said, mapping)
      if (gathered) yield entryOf(gathered, { list, line })
      continue
    }
    if (!whole) {
      throw new ListEnds('cut-short', line,
        'the list ends in the middle of an entry: fetch it again, the whole of it')
    }
    faults += 1
    if (faults > mostFaults) {
      throw new ListEnds('too-many-faults', line, 'too many entries cannot be read: is it JSON?')
    }
    yield { fault: 'not-json', line, hint: 'this entry is no JSON object: correct it' }
  }
}

function objectIn(json: string): Record<string, unknown> | undefined {
  try {
    const said: unknown = JSON.parse(json)
    return typeof said === 'object' && said !== null && !Array.isArray(said)
      ? said as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}

/** The objects of a text one by one; a line that begins with a brace begins anew. */
async function* objectsOf(
  text: AsyncIterable<string>,
): AsyncGenerator<{ json: string; line: number; whole: boolean }> {
  let rest = ''
  let line = 1
  for await (const piece of text) {
    rest += piece
    const taken = takeObjects(rest, line)
    yield* taken.found
    rest = taken.rest
    line = taken.line
    if (rest.length > longestObject) {
      throw new ListEnds('too-long', line, 'an entry here has no end: correct it')
    }
  }
  if (/[^\s[\],]/.test(rest)) yield { json: rest.trim(), line, whole: false }
}

/**
 * What a text holds of whole objects. Where an object is broken off and a new line begins with a
 * brace at its very start, the new line is read as a new object, so that one bad line is one fault.
 */
function takeObjects(text: string, from: number) {
  const found: { json: string; line: number; whole: boolean }[] = []
  const marks = /["\\{}\n]/g
  let [start, depth, quoted, line, startLine, done] = [-1, 0, false, from, from, 0]
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const [at, sign] = [mark.index, mark[0]]
    if (sign === '\n') {
      line += 1
      if (depth > 0 && text[at + 1] === '{' && isBroken(text, start, at)) {
        found.push({ json: text.slice(start, at), line: startLine, whole: true })
        depth = 0
        quoted = false
        done = at + 1
      } else if (depth === 0) {
        const between = text.slice(done, at).replace(/[\s[\],]/g, '')
        if (between) found.push({ json: between, line: line - 1, whole: true })
        done = at + 1
      }
    } else if (sign === '\\') {
      if (quoted) marks.lastIndex += 1
    } else if (sign === '"') {
      if (depth > 0) quoted = !quoted
    } else if (!quoted && sign === '{') {
      if (depth === 0) [start, startLine] = [at, line]
      depth += 1
    } else if (!quoted && depth > 0) {
      depth -= 1
      if (depth === 0) {
        found.push({ json: text.slice(start, at + 1), line: startLine, whole: true })
        done = at + 1
      }
    }
  }
  return { found, rest: text.slice(done), line: from + linesIn(text.slice(0, done)) }
}

/** Whether an open object can never be one: its line does not parse even when it is closed. */
function isBroken(text: string, start: number, at: number): boolean {
  return !/[,{[:]\s*$/.test(text.slice(Math.max(start, at - 50), at))
}

function gatheredOf(
  said: Record<string, unknown>, mapping: Mapping | undefined,
): Gathered | undefined {
  if (typeof said['schema'] === 'string' && isObject(said['properties'])) {
    return listed.has(said['schema'])
      ? followTheMoney(said, said['schema'], said['properties']) : undefined
  }
  return gatheredFrom(Object.entries(said).slice(0, 200).flatMap(([key, value]) => {
    const role = mapping ? (Object.hasOwn(mapping, key) ? mapping[key] : undefined)
      : roleOfHeading(key)
    return role ? textsOf(value).map((text) => ({ role, text })) : []
  }))
}

/** An entity of FollowTheMoney: each property is a list of texts. */
function followTheMoney(
  said: Record<string, unknown>, schema: string, properties: Record<string, unknown>,
): Gathered {
  const of = (...names: string[]) => names.flatMap((name) => textsOf(properties[name]))
  const parts = [...of('firstName'), ...of('secondName', 'middleName', 'fatherName'),
    ...of('lastName')]
  const [primary, ...more] = of('name')
  const paper = /^(Passport|Identification)$/.test(schema)
  return {
    id: textsOf(said['id'])[0], kind: kindOf(schema), programme: of('programId', 'program')[0],
    names: paper ? [] : [
      { text: primary ?? (textsOf(said['caption'])[0] || parts.join(' ')), kind: 'primary' },
      ...[...more, ...of('alias', 'previousName')]
        .map((text) => ({ text, kind: 'alias' as const })),
      ...of('weakAlias').map((text) => ({ text, kind: 'weak' as const })),
    ],
    births: of('birthDate').flatMap((text) => listedDate(text) ?? []),
    sexes: of('gender').map(listedSex),
    nationalities: of('nationality', 'citizenship', ...(schema === 'Person' ? ['country'] : []))
      .map(listedCountry),
    places: of('birthPlace'),
    documents: [
      ...of(...(paper ? ['number', 'passportNumber'] : ['passportNumber']))
        .map((number) => ({ number, kind: 'passport', issuer: listedCountry(of('country')[0]) })),
      ...of('idNumber', 'registrationNumber', 'imoNumber', 'innCode', 'taxNumber')
        .map((number) => ({ number })),
    ],
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Texts of a value: of a text, a figure, or a list of them; objects say nothing here. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' && Number.isFinite(value)) return [String(value)]
  return Array.isArray(value) ? value.slice(0, 1000).flatMap((each) =>
    (typeof each === 'object' ? isObject(each) ? textsOf(each['name'] ?? each['number']) : []
      : textsOf(each))) : []
}
