// Reads a State's rules of stay from their file: all that is wrong is named, with line and column.

import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { countryCode, countryOfAlpha2 } from '../codes/country-codes.ts'
import { dayNumber, dayOf } from '../dates/days.ts'
import { RuleFile, type LaidDown, type Rule, type RuleFault, type StayRules } from './terms.ts'

/** A law of more characters than this is none that a person reads. */
export const longestRules = 2_000_000
/** So many faults are named; whoever mends them sees the rest. */
const mostFaults = 50

export type ReadRules =
  | { rules: StayRules; warnings: RuleFault[] }
  | { faults: RuleFault[] }

type Path = readonly (string | number)[]
type Say = (fault: string, path: Path, hint: string) => void

/**
 * Reads rules (YAML 1.2, of which JSON is a part; `docs/stay-rules.md` has the form). A file with a
 * fault is no law: nothing of it is applied. Gaps in time are warnings, since a law may have them.
 */
export function readRules(text: string): ReadRules {
  if (text.length > longestRules) {
    return { faults: [{ fault: 'too-long', line: 1, column: 1, at: '',
      hint: `a rule file has at most ${longestRules} characters` }] }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', schema: 'core' })
  const faults: RuleFault[] = []
  const warnings: RuleFault[] = []
  const into = (list: RuleFault[]): Say => (fault, path, hint) => {
    const { line, col } = lines.linePos(offsetOf(document, path))
    if (list.length < mostFaults) list.push({ fault, line, column: col, at: path.join('.'), hint })
  }
  for (const { message, pos: [at] } of document.errors.slice(0, mostFaults)) {
    const { line, col } = lines.linePos(at)
    faults.push({ fault: 'syntax', line, column: col, at: '', hint: message.split('\n', 1)[0]! })
  }
  if (faults.length > 0) return { faults }
  const say = into(faults)
  const file = shapeOf(document, say)
  if (!file) return { faults }
  const groups = groupsOf(file, say)
  const rules = file.rules.map((rule, index) => laidDown({ file, groups, rule, index }, say))
  versionsOf(file.rules, say, into(warnings))
  if (faults.length > 0) return { faults }
  return { rules: { country: file.country, version: file.version, rules }, warnings }
}

function shapeOf(document: Document, say: Say): RuleFile | undefined {
  let plain: unknown
  try {
    plain = document.toJS({ maxAliasCount: 100 })
  } catch (failure) {
    say('syntax', [], (failure as Error).message)
    return undefined
  }
  const read = RuleFile.safeParse(plain)
  if (read.success) return read.data
  for (const issue of read.error.issues) say('form', issue.path as Path, hintOf(issue))
  return undefined
}

const hints: Readonly<Record<string, string>> = {
  'day': 'write a day that exists as YYYY-MM-DD',
  'window': 'write a number of days, "180 days" or "12 months"',
  'days-or-months': 'give days or months, and not both',
  'month-day': 'write the day on which the year begins as "07-01"',
  'country': 'write the three-letter code of the State',
  'name': 'a name has letters, digits, dots and dashes, and at most 60 of them',
}

function hintOf(issue: z.core.$ZodIssue): string {
  return hints[issue.message] ?? issue.message
}

/** The characters that a place in the file begins at; its nearest parent where it is not there. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => `${isScalar(key) ? key.value : key}` === `${step}`)
      if (!pair) break
      offset = (pair.key as { range?: [number] }).range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') node = node.items[step]
    else break
    if (isScalar(node) || isMap(node) || isSeq(node)) offset = node.range?.[0] ?? offset
    else break
  }
  return offset
}

/** Each group's nationalities; a group that contains itself is named with the way round. */
function groupsOf(file: RuleFile, say: Say): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = file.groups ?? {}
  const done = new Map<string, ReadonlySet<string>>()
  const spelt = (name: string, way: readonly string[]): ReadonlySet<string> => {
    const known = done.get(name)
    if (known) return known
    const all = new Set<string>()
    for (const [at, member] of groups[name]!.entries()) {
      const path = ['groups', name, at]
      if (way.includes(member) || member === name) {
        const round = [...way, name, member].join(' → ')
        say('group-cycle', path, `a group cannot contain itself: ${round}`)
      } else if (Object.hasOwn(groups, member)) {
        for (const each of spelt(member, [...way, name])) all.add(each)
      } else all.add(nationalityOf(member, path, say))
    }
    done.set(name, all)
    return all
  }
  for (const name of Object.keys(groups)) spelt(name, [])
  return done
}

function nationalityOf(text: string, path: Path, say: Say): string {
  const country = countryCode(text) ?? countryOfAlpha2(text)
  if (!country) {
    say('nationality-unknown', path,
      `${text} is neither a three-letter code nor a group of this file`)
  }
  return country ?? text
}

interface OfFile {
  file: RuleFile
  groups: ReadonlyMap<string, ReadonlySet<string>>
  rule: Rule
  index: number
}

function laidDown(of: OfFile, say: Say): LaidDown {
  const { groups, rule, index } = of
  const path = ['rules', index]
  const set = (list: readonly string[] | undefined, where: string) => list && new Set(
    list.flatMap((name, at) => groups.has(name) ? [...groups.get(name)!]
      : [nationalityOf(name, [...path, 'appliesTo', where, at], say)]),
  )
  const { appliesTo = {} } = rule
  const from = rule.inForce?.from ? dayNumber(rule.inForce.from) : -Infinity
  const until = rule.inForce?.until ? dayNumber(rule.inForce.until) : Infinity
  if (until < from) {
    say('in-force', [...path, 'inForce'], 'the last day in force is before the first')
  }
  const taken = takenOver(of, say)
  if (!taken.limits) {
    say('limits-missing', path, 'say the limits, [] for none, or the rule it is like')
  }
  for (const kind of ['visa', 'permit'] as const) {
    const asked = appliesTo[kind]
    if (taken.limits?.some((limit) => limit.kind === kind) && (!asked || asked === 'none')) {
      say(`${kind}-not-asked`, path, `a limit by the ${kind} needs appliesTo.${kind}: its classes`)
    }
  }
  return {
    id: rule.id, law: rule.law, from, until, keeps: rule.onChange !== 'apply',
    title: typeof rule.title === 'string' ? { en: rule.title } : rule.title,
    appliesTo: {
      ...appliesTo, nationality: set(appliesTo.nationality, 'nationality'),
      notNationality: set(appliesTo.notNationality, 'notNationality'),
      residence: set(appliesTo.residence, 'residence'),
    },
    limits: taken.limits ?? [],
    leavesOut: new Set(taken.leavesOut ?? ['force-majeure']),
    ...(rule.extensionLaw && { extensionLaw: rule.extensionLaw }),
    conditions: rule.conditions ?? [],
  }
}

/** The limits of a rule, its own or those of the rule it is like; a ring of such rules is named. */
function takenOver({ file, rule, index }: OfFile, say: Say): Pick<Rule, 'limits' | 'leavesOut'> {
  const path = ['rules', index, 'like']
  const way = [rule.id]
  let at: Rule = rule
  let { limits, leavesOut } = rule
  while (at.like !== undefined && (limits === undefined || leavesOut === undefined)) {
    const name = at.like
    if (way.includes(name)) {
      say('rule-cycle', path, `a rule cannot be like itself: ${[...way, name].join(' → ')}`)
      return { limits: [] }
    }
    // Of a rule that was changed, the version that is in force with this one, else the last.
    const versions = file.rules.filter(({ id }) => id === name)
    const next = versions.find((each) => overlap(each, rule)) ?? versions.at(-1)
    if (!next) {
      say('rule-unknown', path, `there is no rule ${name} in this file`)
      return { limits: [] }
    }
    way.push(name)
    at = next
    limits ??= at.limits
    leavesOut ??= at.leavesOut
  }
  return { limits, leavesOut }
}

const firstDay = ({ inForce }: Rule) => inForce?.from ?? '0000-01-01'
const lastDay = ({ inForce }: Rule) => inForce?.until ?? '9999-12-31'
const overlap = (a: Rule, b: Rule) => firstDay(a) <= lastDay(b) && firstDay(b) <= lastDay(a)

/** Versions of one rule may not be in force together; days between them without one are told. */
function versionsOf(rules: readonly Rule[], say: Say, warn: Say): void {
  const byName = new Map<string, { rule: Rule; index: number }[]>()
  for (const [index, rule] of rules.entries()) {
    byName.set(rule.id, [...(byName.get(rule.id) ?? []), { rule, index }])
  }
  for (const versions of byName.values()) {
    versions.sort((a, b) => (firstDay(a.rule) < firstDay(b.rule) ? -1 : 1))
    for (const [at, { rule, index }] of versions.entries()) {
      const before = versions[at - 1]?.rule
      if (!before) continue
      if (overlap(before, rule)) {
        say('in-force-twice', ['rules', index],
          `two versions of ${rule.id} are in force on ${firstDay(rule)}`)
      } else if (dayNumber(firstDay(rule)) > dayNumber(lastDay(before)) + 1) {
        warn('gap', ['rules', index, 'inForce'], `no version of ${rule.id} is in force from ${
          dayOf(dayNumber(lastDay(before)) + 1)} to ${dayOf(dayNumber(firstDay(rule)) - 1)}`)
      }
    }
  }
}
