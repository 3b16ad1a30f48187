// The law of stay: a table of cases that a lawyer can read, and every day counted on fingers.

import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { dayNumber, dayOf } from '../dates/days.ts'
import { askStay, whatIf, type StayAnswer } from './ask-stay.ts'
import { onFingers } from './day-by-day-on-trial.ts'
import { historyOf, luckOf, rulesOf } from './histories-on-trial.ts'
import { columnsOf, readCase } from './read-case.ts'
import { readRules } from './read-rules.ts'
import type { StayCase } from './stay-case.ts'
import { told } from './told.ts'

const file = (name: string) =>
  readFileSync(new URL(`../../../testdata/stays/${name}`, import.meta.url), 'utf8')

function lawOf(text: string) {
  const read = readRules(text)
  assert.ok('rules' in read, JSON.stringify(read))
  return read.rules
}
const law = lawOf(file('law.yaml'))
const faultsOf = (text: string) => {
  const read = readRules(text)
  return 'faults' in read ? read.faults.map(({ fault, line, column }) => [fault, line, column]) : []
}

const [head, ...rows] = parse(file('cases.csv')) as string[][]
const asked = (fields: readonly string[]): StayCase => {
  const read = readCase(head!, columnsOf(head!), fields)
  assert.ok('asked' in read, `${fields[0]}: ${JSON.stringify(read)}`)
  return read.asked
}
const caseNamed = (name: string) => asked(rows.find(([each]) => each === name)!)
const answered = (said: StayCase, by = law): StayAnswer => {
  const answer = askStay(by, said)
  assert.ok(!('refused' in answer), JSON.stringify(answer))
  return answer
}

test('each case of the table is answered as the lawyer has written it', () => {
  assert.ok(rows.length >= 200)
  assert.equal(new Set(rows.map(([name]) => name)).size, rows.length, 'each case has its own name')
  for (const fields of rows) {
    const answer = askStay(law, asked(fields))
    const wanted = fields.slice(-5)
    if ('refused' in answer) {
      assert.deepEqual(wanted, ['no rule', '', '', '', ''], fields[0])
      continue
    }
    const { rule, daysUsed, daysLeft, lastLawfulDay, openEnded, overstayDays } = told(answer)
    assert.deepEqual([
      rule, `${daysUsed}`, openEnded ? 'no limit' : `${daysLeft}`,
      openEnded ? 'no limit' : lastLawfulDay ?? 'none', `${overstayDays}`,
    ], wanted, `${fields[0]}: ${fields[1]}`)
  }
})

test('a thousand invented histories come out as they are counted on fingers', () => {
  const luck = luckOf(20_261_124)
  for (let turn = 0; turn < 1_000; turn++) {
    const said = historyOf(luck)
    const rules = turn % 2 ? law : rulesOf(luck)
    const answer = askStay(rules, said)
    const counted = onFingers(rules, said)
    if (counted.refused) assert.ok('refused' in answer, JSON.stringify(said))
    else {
      assert.ok(!('refused' in answer))
      const { rule, openEnded, overstayDays, lastLawfulDay, daysLeft } = answer
      const { lawful: _, ...fingers } = counted
      assert.deepEqual({ rule, openEnded, overstayDays, lastLawfulDay, daysLeft }, fingers,
        JSON.stringify(said))
    }
  }
})

test('an answer says the days that count, those that do not, and why', () => {
  const answer = told(answered({
    ...caseNamed('J1'), stays: [...caseNamed('C1').stays, ...caseNamed('J1').stays.slice(1)],
    forceMajeure: [{ from: dayNumber('2025-02-01'), to: dayNumber('2025-02-10') }],
    on: dayNumber('2025-07-15'),
  }))
  assert.deepEqual(answer.counted, [
    { from: '2025-01-17', to: '2025-01-31', days: 15 },
    { from: '2025-02-11', to: '2025-03-31', days: 49 },
  ])
  assert.deepEqual(answer.leftOut, [
    { from: '2025-01-01', to: '2025-01-16', days: 16, why: 'outside-window' },
    { from: '2025-02-01', to: '2025-02-10', days: 10, why: 'force-majeure' },
  ])
  assert.deepEqual([answer.rule, answer.law, answer.limit?.since],
    ['visitor', 'Reg. 8(1), as amended on 1 July 2025', '2025-01-17'])
})

test('what is unsure is taken as favours the traveller, and a note says so', () => {
  const noted = (name: string) => answered(caseNamed(name)).notes.map(({ note }) => note)
  assert.deepEqual(noted('N11'), ['clock-uncertain'])
  assert.deepEqual(noted('N17'), ['exit-missing'])
  assert.deepEqual(noted('N18'), ['entry-missing'])
  assert.deepEqual(noted('N1'), ['two-nationalities'])
  assert.deepEqual(noted('R13'), ['stays-overlap'])
  assert.deepEqual(noted('R24'), ['later-stays-not-counted'])
  assert.deepEqual(noted('H6'), ['hour-of-entry-unknown'])
  assert.deepEqual(noted('X1'), ['extension-granted'])
  assert.deepEqual(noted('X4'), ['extension-late'])
  assert.deepEqual(noted('J1'), ['force-majeure'])
  assert.deepEqual(noted('Z13'), ['rule-changed-during-stay'])
  assert.deepEqual(noted('V8'), ['visa-entries-used'])
  assert.deepEqual(noted('V6'), ['visa-not-valid-on-entry'])
  assert.deepEqual(noted('V26'), ['visas-overlap'])
  assert.deepEqual(noted('A'), [])
})

test('hours are counted to the minute, and a minute late is late', () => {
  const ten = told(answered(caseNamed('H3')))
  assert.deepEqual([ten.lastLawfulMoment, ten.lawful], ['2025-03-02T10:00', true])
  const later = answered({ ...caseNamed('H3'), minute: 601 })
  assert.deepEqual([later.lawful, later.lastLawfulDay], [false, dayNumber('2025-03-02')])
})

test('what if they stayed, or came, another day', () => {
  const inside = caseNamed('W3')
  const then = (said: StayCase, on: string) => {
    const answer = whatIf(law, said, dayNumber(on))
    assert.ok(!('refused' in answer))
    return [answer.lawful, answer.daysUsed, answer.overstayDays]
  }
  assert.deepEqual(then(inside, '2025-03-31'), [true, 90, 0])
  assert.deepEqual(then(inside, '2025-04-02'), [false, 92, 2])
  assert.deepEqual(then(caseNamed('B'), '2025-06-30'), [true, 89, 0])
  assert.deepEqual(then(caseNamed('R24'), '2025-03-05'), [true, 30, 0])
})

test('where no rule speaks of a person each rule says why', () => {
  const answer = askStay(law, caseNamed('N8'))
  assert.ok('refused' in answer && answer.refused === 'no-rule')
  const why = new Map(answer.tried.map(({ rule, because }) => [rule, because]))
  assert.deepEqual(['residence', 'visa-tourist', 'transit', 'own-people', 'visa-required']
    .map((name) => why.get(name)), ['permit', 'visa', 'purpose', 'nationality', 'nationality'])
  assert.equal(answer.tried.length, law.rules.length)
})

test('an exit before its entry is refused, and names the stay', () => {
  const backwards = { ...caseNamed('A'), stays: [
    { entry: at('2025-01-01'), exit: at('2025-01-02') },
    { entry: at('2025-03-02'), exit: at('2025-03-01') },
  ], on: dayNumber('2025-04-01') }
  assert.deepEqual(askStay(law, backwards), { refused: 'exit-before-entry', stay: 2 })
})

const at = (day: string) => ({ first: dayNumber(day), last: dayNumber(day) })

const first = 'safar: stay-rules/1\ncountry: UTO\nversion: "1"\n'
const rule = (id: string, more: string) =>
  `  - { id: ${id}, title: a rule, law: s. 1, ${more} }\n`

test('a rule file with a cycle, a gap or a slip is named by line and column', () => {
  assert.deepEqual(faultsOf(`${first}groups:\n  A: [B]\n  B: [KEN, A]\nrules:\n${
    rule('one', 'limits: []')}`), [['group-cycle', 6, 12]])
  const ring = `${rule('one', 'like: two')}${rule('two', 'like: one')}`
  assert.deepEqual(faultsOf(`${first}rules:\n${ring}`),
    [['rule-cycle', 5, 48], ['rule-cycle', 6, 48]])
  assert.deepEqual(faultsOf(`${first}rules:\n${rule('one', 'like: three')}`),
    [['rule-unknown', 5, 48]])
  const slip = rule('one', 'limits: [{ kind: rolling, days: x }]')
  assert.deepEqual(faultsOf(`${first}rules:\n${slip}`)
    .map(([fault, line]) => [fault, line]), [['form', 5], ['form', 5]])
  assert.deepEqual(faultsOf(`${first}rules: [\n`).map(([fault]) => fault), ['syntax'])
  assert.deepEqual(faultsOf(`${first}rules:\n${rule('one', 'limits: [{ kind: visa }]')}`),
    [['visa-not-asked', 5, 5]])
  assert.deepEqual(faultsOf(`${first}rules:\n${rule('one', 'title: again, limits: []')}`)
    .map(([fault]) => fault), ['syntax'])
  assert.deepEqual(
    faultsOf(`${first}rules:\n${rule('one', 'limits: [], appliesTo: { nationality: [KENYA] }')}`),
    [['nationality-unknown', 5, 81]])
  assert.deepEqual(faultsOf(`${first}rules:\n${rule('one', 'limits: []')}${
    rule('one', 'limits: [], inForce: { from: 2025-01-01 }')}`), [['in-force-twice', 6, 5]])
  const gap = readRules(`${first}rules:\n${
    rule('one', 'limits: [], inForce: { until: 2025-02-27 }')}${
    rule('one', 'limits: [], inForce: { from: 2025-03-01 }')}`)
  assert.ok('warnings' in gap)
  assert.deepEqual(gap.warnings.map(({ fault, line, hint }) => [fault, line, hint]),
    [['gap', 6, 'no version of one is in force from 2025-02-28 to 2025-02-28']])
})

test('rules written as JSON are the same rules, and one rule may be like another', () => {
  const json = lawOf(JSON.stringify({
    safar: 'stay-rules/1', country: 'UTO', version: '1', rules: [
      { id: 'a', title: 'A', law: 's. 1', appliesTo: { nationality: ['NO'] }, like: 'b' },
      { id: 'b', title: 'B', law: 's. 2', limits: [{ kind: 'rolling', days: 90, within: 180 }] },
    ],
  }))
  const answer = answered({ ...caseNamed('C2'), nationalities: ['NOR'] }, json)
  assert.deepEqual([answer.rule, answer.law, dayOf(answer.lastLawfulDay!)],
    ['a', 's. 1', '2025-09-27'])
})

test('a cell that is written wrongly is named by its column and character', () => {
  const wrong = (more: Record<string, string>) => {
    const columns = { nationality: 'USA', on: '2025-01-01', ...more }
    const names = Object.keys(columns)
    const read = readCase(names, columnsOf(names), Object.values(columns))
    return 'faults' in read ? read.faults.map(({ column, fault, at }) => [column, fault, at]) : []
  }
  assert.deepEqual(wrong({ on: '01/02/2025' }), [['on', 'date-form', 1]])
  assert.deepEqual(wrong({ on: '2025-02-29' }), [['on', 'day-does-not-exist', 1]])
  assert.deepEqual(wrong({ stays: '2025-01-01/2025-01-02; 1 Jan 2025/2025-02-01' }),
    [['stays', 'date-form', 24]])
  assert.deepEqual(wrong({ stays: '2025-01-01' }), [['stays', 'span-form', 1]])
  assert.deepEqual(wrong({ nationality: 'USA;Kenya' }), [['nationality', 'country-unknown', 5]])
  assert.deepEqual(wrong({ nationality: '' }), [['nationality', 'missing', 1]])
  assert.deepEqual(wrong({ visas: 'T 2025-01-01/2025-02-01 stay=3' }), [['visas', 'visa-form', 25]])
  assert.deepEqual(wrong({ force_majeure: '2025-02-02/2025-02-01' }),
    [['force_majeure', 'last-before-first', 1]])
  assert.deepEqual(wrong({ purpose: 'fun' }), [['purpose', 'code-unknown', 1]])
  assert.deepEqual(wrong({ on: '2025-01-01T25:00' }), [['on', 'time-form', 12]])
  assert.deepEqual(wrong({ stays: '2025-01-01/', 'expected': 'x' }), [])
})

test('entries and exits in two columns are the stays of one', () => {
  const columns = {
    'Nationality': 'USA', 'Entry dates': '2025-03-01; 2025-01-10', 'exit_dates': '2025-01-29',
    'date': '2025-03-02', 'note': 'kept',
  }
  const names = Object.keys(columns)
  const read = readCase(names, columnsOf(names), Object.values(columns))
  assert.ok('asked' in read)
  assert.deepEqual(read.asked.stays, [
    { entry: at('2025-01-10'), exit: at('2025-01-29') }, { entry: at('2025-03-01') },
  ])
  assert.deepEqual(read.kept, { note: 'kept' })
})
