// Invented histories of travel, each answered by the rules and counted on fingers: no difference.

import { readFileSync } from 'node:fs'
import { askStay } from '../src/lib/stay-rules/ask-stay.ts'
import { onFingers } from '../src/lib/stay-rules/day-by-day-on-trial.ts'
import { historyOf, luckOf, rulesOf } from '../src/lib/stay-rules/histories-on-trial.ts'
import { readRules } from '../src/lib/stay-rules/read-rules.ts'
import { keep, quantile } from './results.ts'

/** `SAFAR_HISTORIES`: how many. */
const count = Number(process.env['SAFAR_HISTORIES'] ?? 100_000)
const read = readRules(readFileSync(new URL('../testdata/stays/law.yaml', import.meta.url), 'utf8'))
if (!('rules' in read)) throw new Error(JSON.stringify(read.faults))

const luck = luckOf(20_261_124)
const spent: number[] = []
let [answers, refusals, differences] = [0, 0, 0]
for (let turn = 0; turn < count; turn++) {
  const said = historyOf(luck)
  const rules = luck() < 0.5 ? read.rules : rulesOf(luck)
  const before = process.cpuUsage()
  const answer = askStay(rules, said)
  spent.push(process.cpuUsage(before).user / 1000)
  const counted = onFingers(rules, said)
  const { refused } = counted
  const same = 'refused' in answer ? refused
    : answer.rule === counted.rule && answer.openEnded === counted.openEnded
      && answer.daysLeft === counted.daysLeft && answer.lastLawfulDay === counted.lastLawfulDay
      && answer.overstayDays === counted.overstayDays
  if (refused) refusals += 1
  else answers += 1
  if (same) continue
  differences += 1
  process.stderr.write(`${turn}: ${JSON.stringify({ said, answer, counted })}\n`)
}
keep('stays', [
  { what: 'histories answered', value: answers, unit: '' },
  { what: 'histories refused: no rule, or an exit before its entry', value: refusals, unit: '' },
  { what: 'differences from days counted on fingers', value: differences, unit: '', goal: '0' },
  { what: 'one answer, median', value: quantile(spent, 0.5), unit: 'ms of CPU' },
  { what: 'one answer, 99 of 100', value: quantile(spent, 0.99), unit: 'ms of CPU' },
])
