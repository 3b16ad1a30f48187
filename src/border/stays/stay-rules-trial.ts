// Rules of stay that are being written are tried on cases, before anybody lays them down.

import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import { askStay } from '../../lib/stay-rules/ask-stay.ts'
import { columnsOf, neededColumns, readCase } from '../../lib/stay-rules/read-case.ts'
import { readRules } from '../../lib/stay-rules/read-rules.ts'
import type { RuleFault, StayRules } from '../../lib/stay-rules/terms.ts'
import { told, type ToldStay } from '../../lib/stay-rules/told.ts'
import { longestLaw } from './stay-rules-laid-down.ts'

/** More cases than a person reads at once are a file for `safar stay`. */
const mostCases = 300
const longestCases = 60_000

/** One case of the table: answered, or why it was not. */
export interface TriedCase {
  case: string
  line: number
  answer?: Pick<ToldStay, 'rule' | 'law' | 'lawful' | 'daysUsed' | 'daysLeft' | 'lastLawfulDay'
    | 'overstayDays' | 'openEnded'>
  not?: string
}

export const StayRulesTrial = query('stay-rules-trial', {
  about: 'Reads rules of stay that are being written, and answers a table of cases by them.',
  seenBy: ['supervisor', 'administrator'],
  asks: { text: z.string().min(1).max(longestLaw), cases: z.string().max(longestCases) },
  method: 'POST',
  async answer(_, { text, cases }) {
    const read = readRules(text)
    if ('faults' in read) return { faults: read.faults, warnings: none, tried: [] }
    const rows = rowsOf(cases)
    if (!rows) return refuse('cases-not-a-table')
    return { faults: none, warnings: read.warnings, tried: triedOn(read.rules, rows) }
  },
})

const none: RuleFault[] = []

/** Rows of the table with its heading first; nothing where it has none, or quotes do not pair. */
function rowsOf(cases: string): string[][] | undefined {
  try {
    const rows = parse(cases, {
      bom: true, relax_column_count: true, skip_empty_lines: true, comment: '#', to: mostCases + 1,
    }) as string[][]
    const columns = columnsOf(rows[0] ?? [])
    return rows.length === 0 || neededColumns.every((each) => columns.includes(each))
      ? rows : undefined
  } catch (failure) {
    if (failure instanceof CsvError) return undefined
    throw failure
  }
}

function triedOn(rules: StayRules, [head = [], ...rows]: string[][]): TriedCase[] {
  const columns = columnsOf(head)
  return rows.map((fields, index) => {
    const read = readCase(head, columns, fields)
    const about = { case: read.name ?? String(index + 1), line: index + 2 }
    if ('faults' in read) {
      const not = read.faults.map(({ column, hint }) => `${column}: ${hint}`).join(' ')
      return { ...about, not }
    }
    const answer = askStay(rules, read.asked)
    if ('refused' in answer) return { ...about, not: answer.refused }
    const { rule, law, lawful, daysUsed, daysLeft, lastLawfulDay, overstayDays, openEnded } =
      told(answer)
    return {
      ...about,
      answer: { rule, law, lawful, daysUsed, daysLeft, lastLawfulDay, overstayDays, openEnded },
    }
  })
}
