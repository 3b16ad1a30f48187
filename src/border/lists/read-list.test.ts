// Lists from outside: every form is read, and what is broken is named by its line.

import { strict as assert } from 'node:assert'
import { createReadStream, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isListFault, type ListedEntry, type ListFault } from './entry.ts'
import { listedCountry } from './listed-countries.ts'
import { listedDate } from './listed-dates.ts'
import { readList, type AboutList } from './read-list.ts'

const folder = new URL('../../../testdata/lists/', import.meta.url)
const bytesOf = (file: string) => readFileSync(new URL(file, folder))

async function* pieces(bytes: Uint8Array, size = 700) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readOf(
  bytes: Uint8Array | string, about: Partial<AboutList> & { size?: number } = {},
): Promise<{ entries: ListedEntry[]; faults: ListFault[] }> {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  const found = { entries: [] as ListedEntry[], faults: [] as ListFault[] }
  for await (const read of readList(pieces(all, about.size), { name: 'a list', ...about })) {
    if (isListFault(read)) found.faults.push(read)
    else found.entries.push(read)
  }
  return found
}

test('one person is read alike from every form in which lists are published', async () => {
  for (const file of [
    'un.xml', 'sdn.xml', 'sdn-advanced.xml', 'sdn.csv', 'eu.xml', 'eu.csv', 'targets.simple.csv',
    'people.ftm.json', 'people.jsonl', 'national-fr.csv', 'national-ar.csv', 'national-so.csv',
    'darmila.csv',
  ]) {
    const { entries, faults } = await readOf(bytesOf(file))
    const [person] = entries
    assert.deepEqual(faults, [], file)
    assert.equal(person!.births[0]?.value, '1971-05-02', file)
    assert.deepEqual(person!.documents.map(({ number }) => number), ['XD0000017'], file)
    assert.match(person!.names[0]!.text, /talmir|تلمير/i, file)
    assert.equal(person!.names[0]!.kind, 'primary', file)
    if (file !== 'national-so.csv') assert.deepEqual(person!.nationalities, ['SOM'], file)
    if (!/simple/.test(file)) assert.deepEqual(person!.sexes, ['M'], file)
  }
})

test('names keep what the list says of them: other names, and names of little worth', async () => {
  const kinds = async (file: string) => (await readOf(bytesOf(file))).entries[0]!.names
    .map(({ text, kind }) => `${kind}: ${text}`)
  assert.deepEqual(await kinds('un.xml'), [
    'primary: QADRU ABDI TALMIR', 'alias: قدرو عبدي تلمير', 'alias: Qadruu Cabdi',
    'alias: Kadro Abdi', 'weak: Abu Talmir',
  ])
  assert.deepEqual(await kinds('sdn.xml'), [
    'primary: TALMIR, Qadru Abdi', 'weak: ABU TALMIR', 'alias: KADRO, Abdi',
  ])
})

test('the file of aliases beside the old OFAC list is read into its entries', async () => {
  const alone = await readOf(bytesOf('sdn.csv'))
  const both = await readOf(bytesOf('sdn.csv'), { beside: pieces(bytesOf('alt.csv')) })
  assert.equal(alone.entries[0]!.names.length, 2)
  assert.deepEqual(both.entries[0]!.names.map(({ text }) => text), [
    'TALMIR, Qadru Abdi', 'KADRO, Abdi', 'QADRUU CABDI', 'Abu Talmir',
  ])
  assert.deepEqual(both.entries.map(({ kind }) => kind), [
    'person', 'person', 'organisation', 'vessel',
  ])
  assert.deepEqual(both.entries[1]!.births, [{ value: '1980', approximate: true }])
})

test('a list reads alike in whatever pieces it comes', async () => {
  for (const file of ['un.xml', 'eu.csv', 'people.ftm.json', 'national-ar.csv', 'names.txt']) {
    const whole = await readOf(bytesOf(file), { size: 1e6 })
    for (const size of [1, 3, 64]) assert.deepEqual(await readOf(bytesOf(file), { size }), whole)
  }
})

test('a column that no heading names is read by a mapping, and found by its looks', async () => {
  const rows = 'k1,k2,k3\nQadru Abdi Talmir,1971-05-02,x\nSelwit Harmane,1980,y\n'
  const mapped = await readOf(rows, { mapping: { k1: 'name', k2: 'birth-date' } })
  assert.deepEqual(mapped.entries.map(({ births }) => births[0]!.value), ['1971-05-02', '1980'])
  const guessed = await readOf('7,Qadru Abdi Talmir,x\n8,Selwit Harmane,y\n9,Tolmas Verkada,z\n')
  assert.deepEqual(guessed.entries.map(({ names }) => names[0]!.text), [
    'Qadru Abdi Talmir', 'Selwit Harmane', 'Tolmas Verkada',
  ])
  const none = await readOf('1,2,3\n4,5,6\n7,8,9\n')
  assert.deepEqual(none.faults.map(({ fault, line }) => [fault, line]), [['columns-unknown', 1]])
})

test('what is broken is named, with its line', async () => {
  const xml = bytesOf('un.xml').toString()
  const csv = bytesOf('national-fr.csv').toString()
  const json = bytesOf('people.jsonl').toString()
  const cases: [string, Uint8Array | string, string, number][] = [
    ['nothing', '', 'empty', 1],
    ['spaces', ' \n \n', 'empty', 1],
    ['an entity bomb', bytesOf('bomb.xml'), 'entity-declared', 2],
    ['a late entity bomb', `<?xml version="1.0"?><!--${'x'.repeat(30_000)}-->\n<!DOCTYPE a [` +
      '<!ENTITY b "c">]><CONSOLIDATED_LIST/>', 'not-a-list', 1],
    ['XML cut in half', xml.slice(0, 1500), 'cut-short', xml.slice(0, 1500).split('\n').length],
    ['XML of something else', '<html><body/></html>', 'not-a-list', 1],
    ['a tag that does not close', xml.replace('</GENDER>', ''), 'not-xml', 22],
    ['CSV cut in a quotation', csv.slice(0, csv.indexOf('puis')), 'cut-short', 2],
    ['a last row cut short', csv.slice(0, csv.indexOf('Djibouti')), 'cut-short', 4],
    ['JSON cut in half', json.slice(0, -30), 'cut-short', 2],
    ['a NUL', Buffer.from('Qadru Abdi\nSelwit\0 Harmane and others\n'), 'nul', 2],
    ['OFAC with half a row', '1,"A B",-0- ,"X",-0- \n', 'cut-short', 1],
    ['a quotation without end', `name,dob\n"A B,1980\n${'C D,1981\n'.repeat(40_000)}`,
      'too-long', 2],
    ['a line without end', `A B\n${'x'.repeat(50_000)}`, 'too-long', 2],
    ['elements without end', `<sdnList><sdnEntry>${'<a>'.repeat(100)}`, 'too-deep', 1],
  ]
  for (const [what, bytes, fault, line] of cases) {
    const { faults } = await readOf(bytes)
    const last = faults.at(-1)
    assert.deepEqual([last?.fault, last?.line, last?.ends], [fault, line, true], what)
    assert.ok(last!.hint.length > 20, what)
  }
})

test('UTF-8 that turns into something else is named, and an 8-bit list is read', async () => {
  const mixed = Buffer.concat([
    Buffer.from('name\nHarmané Selwit\nTolmas Verkada\n'), Buffer.from([0xc9, 0x74, 0xe9, 0x20]),
    Buffer.from('Nardo\n'),
  ])
  const { faults } = await readOf(mixed, { size: 20 })
  assert.deepEqual([faults[0]?.fault, faults[0]?.line], ['wrong-encoding', 4])
  const latin = await readOf(Buffer.from('name\nHarmané Selwit\n', 'latin1'))
  assert.equal(latin.entries[0]!.names[0]!.text, 'Harmané Selwit')
  const unknown = await readOf('<?xml version="1.0" encoding="ebcdic-1"?><CONSOLIDATED_LIST/>')
  assert.equal(unknown.faults[0]!.fault, 'wrong-encoding')
})

test('one bad line costs one line', async () => {
  const json = bytesOf('people.jsonl').toString().split('\n')
  const { entries, faults } = await readOf([json[0], json[0]!.slice(0, 90), json[1], ''].join('\n'))
  assert.deepEqual([entries.length, faults.map(({ line }) => line)], [2, [2]])
  const csv = await readOf('id,name\n1,A Bee\n2,\n3,C Dee\n')
  assert.deepEqual([csv.entries.length, csv.faults.map(({ fault, line }) => [fault, line])],
    [2, [['no-name', 3]]])
})

test('a long list is read without being held', async () => {
  async function* long() {
    yield Buffer.from('name,dob\n')
    const piece = Buffer.from('Qadru Abdi Talmir,1971-05-02\n'.repeat(2000))
    for (let at = 0; at < 30; at++) yield piece
  }
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held: number[] = []
  let entries = 0
  for await (const read of readList(long(), { name: 'a list' })) {
    if (!isListFault(read)) entries += 1
    if (entries % 25_000 !== 0) continue
    collect()
    held.push(process.memoryUsage().heapUsed)
  }
  assert.equal(entries, 60_000)
  assert.ok(held[1]! - held[0]! < 3e6, `${held.join(', ')} bytes held`)
})

test('birth dates are read as lists write them', () => {
  const table: [string, unknown][] = [
    ['10 Dec 1948', { value: '1948-12-10' }], ['Dec 1948', { value: '1948-12' }],
    ['circa 1960', { value: '1960', approximate: true }],
    ['1958 to 1962', { value: '1958', until: '1962' }],
    ['1958-1962', { value: '1958', until: '1962' }],
    ['01 Jan 1970 to 31 Dec 1971', { value: '1970-01-01', until: '1971-12-31' }],
    ['1987-00-00', { value: '1987' }], ['1987-02-31', { value: '1987-02' }],
    ['02/05/1971', { value: '1971-05-02' }], ['12/31/1971', { value: '1971-12-31' }],
    ['19710502', { value: '1971-05-02' }], ['٠٢/٠٥/١٩٧١', { value: '1971-05-02' }],
    ['2 mai 1971', { value: '1971-05-02' }], ['5 février 1971', { value: '1971-02-05' }],
    ['May 2, 1971', { value: '1971-05-02' }], ['12 مايو 1971', { value: '1971-05-12' }],
    ['1970s', { value: '1970', until: '1979', approximate: true }],
    ['unknown', undefined], ['', undefined], ['32', undefined],
  ]
  for (const [text, date] of table) assert.deepEqual(listedDate(text), date, text)
})

test('countries are known by every name that lists give them', () => {
  const table = [
    ['Syria', 'SYR'], ['Syrian Arab Republic', 'SYR'], ['Korea, North', 'PRK'], ['so', 'SOM'],
    ['SOM', 'SOM'], ['Germany', 'D'], ['Éthiopie', 'ETH'], ['الصومال', 'SOM'], ['Jabuuti', 'DJI'],
    ['Congo, Democratic Republic of the', 'COD'], ['Iran (Islamic Republic of)', 'IRN'],
    ["Côte d'Ivoire", 'CIV'], ['Region: Atlantis', 'Region: Atlantis'],
  ] as const
  for (const [text, code] of table) assert.equal(listedCountry(text), code, text)
})

test('a real file on a disk is a list too', async () => {
  const read = readList(createReadStream(new URL('un.xml', folder)), { name: 'un.xml' })
  const { value } = await read.next()
  assert.deepEqual((value as ListedEntry).source, {
    list: 'un.xml', line: 4, programme: 'Darmila',
  })
})
