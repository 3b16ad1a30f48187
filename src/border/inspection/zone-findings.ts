// What a machine-readable zone gives reason to look at, in the words of the counter.

import type { MrzFinding, MrzFindingCode, MrzReading } from '../../lib/mrz/reading.ts'
import type { Finding, FindingReason, InspectedDocument } from './inspect-answer.ts'

/** Findings that only inform: a long name is cut by the rules, a reader loses fillers. */
const onlyNoted: readonly MrzFindingCode[] = [
  'name-possibly-truncated', 'fillers-recounted', 'expired',
]

/** More repaired characters than this are one finding: the zone is to be read again. */
const mostRepairsListed = 6

/** Findings of a zone; a repair is one until the officer has confirmed it. */
export function zoneFindings(
  reading: MrzReading, repairs: InspectedDocument['repairs'],
): Finding[] {
  const wrong = reading.checks.filter((check) => !check.ok && check.name !== 'composite')
  const about = (finding: MrzFinding) => ({ field: finding.field, ...evidenceOf(reading, finding) })
  const codes = reading.findings.filter(({ code }) => !onlyNoted.includes(code)
    && (code !== 'composite-wrong' || wrong.length === 0)
    && (code !== 'check-digit-wrong' || wrong.length === 1))
  const unconfirmed = repairs.filter(({ confirmed }) => !confirmed).slice(0, mostRepairsListed)
  return [
    ...(wrong.length > 1 ? [several(wrong.map(({ name }) => name))] : []),
    ...codes.map((finding): Finding => ({
      state: finding.code === 'specimen' ? 'stop' : 'look',
      reason: finding.code as FindingReason,
      about: personal.includes(finding.field) ? 'person' : 'document',
      evidence: about(finding),
      ...ruleOf(finding.code),
    })),
    ...unconfirmed.map((repair): Finding => ({
      state: 'look', reason: 'repair-unconfirmed', about: 'document', rule: 'ICAO 9303-3 §4.9',
      evidence: {
        line: repair.line + 1, column: repair.column + 1, from: repair.from, to: repair.to,
      },
    })),
  ]
}

const personal: readonly string[] = ['name', 'givenNames', 'birthDate', 'sex', 'nationality']

// One digit is misread every day; two that disagree are a zone that nobody's machine printed.
function several(fields: readonly string[]): Finding {
  return {
    state: 'stop', reason: 'check-digits-wrong', about: 'document', rule: 'B',
    evidence: { fields: fields.join(', '), count: fields.length },
  }
}

function evidenceOf(reading: MrzReading, finding: MrzFinding): Record<string, string | number> {
  const check = reading.checks.find(({ name, ok }) => name === finding.field && !ok)
  if (finding.code.endsWith('wrong') && check) {
    return { expected: check.expected, found: check.found }
  }
  const ambiguous = reading.ambiguities.find(({ field }) => field === finding.field)
  if (finding.code === 'repair-ambiguous' && ambiguous) {
    return { candidates: ambiguous.candidates.slice(0, 4).join(', ') }
  }
  const { line, from, length } = finding.at
  return { read: (reading.lines[line] ?? '').slice(from, from + length).replace(/<+$/, '') }
}

function ruleOf(code: MrzFindingCode): { rule?: string } {
  if (code === 'specimen') return { rule: 'B' }
  return code.endsWith('wrong') ? { rule: 'ICAO 9303-3 §4.9' } : {}
}
