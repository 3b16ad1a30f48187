// Reading a machine-readable zone (ICAO Doc 9303): what a passport says about its holder, what its
// check digits say about the reading, and what an officer must look at.
import { confusedWith } from './confusions.ts';
import { decodeFields } from './decode.ts';
import { exceptionsFor } from './exceptions.ts';
import { gather, type Gathered, type MrzRefusal } from './gather.ts';
import {
  LAYOUTS, checksOf, textAt, valueOf, weightAt, type MrzFieldName, type Run,
} from './layout.ts';
import { checkZone, proposeRepairs } from './repair.ts';
import type { MrzBlindSpot, MrzFinding, MrzReading } from './reading.ts';

/**
 * Reads the zone in a text from a reader, a keyboard or a clipboard. `today` is an ISO day: it
 * decides the century of two-digit years and what has expired. Misread characters are repaired as
 * proposals; see `repairs`. Refuses text without a zone, and text beyond 4,096 characters unread.
 */
export function readMrz(text: string, today: string): MrzReading | MrzRefusal {
  const gathered = gather(text);
  return 'refused' in gathered ? gathered : readZone(gathered, today);
}

/**
 * Reads a zone exactly as given, proposing nothing: for an officer who rejected a repair or
 * corrected characters by hand, and for zones from a chip.
 */
export function readMrzAsIs(text: string, today: string): MrzReading | MrzRefusal {
  const gathered = gather(text);
  if ('refused' in gathered) return gathered;
  return assess(gathered, { lines: gathered.lines, repairs: [], ambiguities: [] }, today);
}

/** Whether everything in the reading agrees: nothing repaired, no check digit wrong. */
export function isClean(reading: MrzReading): boolean {
  return reading.repairs.length === 0 && reading.ambiguities.length === 0
    && reading.checks.every((check) => check.ok);
}

function readZone(gathered: Gathered, today: string): MrzReading {
  return assess(gathered, proposeRepairs(gathered.lines, gathered.format), today);
}

function assess(
  gathered: Gathered, repaired: ReturnType<typeof proposeRepairs>, today: string,
): MrzReading {
  const { format, mended } = gathered;
  const { lines, repairs, ambiguities } = repaired;
  const checks = checkZone(lines, format);
  const { fields, findings } = decodeFields(lines, format, today);
  const fieldRun = (name: string) => LAYOUTS[format].fields[name as MrzFieldName];
  const all: MrzFinding[] = [
    ...checks.filter((check) => !check.ok).map((check): MrzFinding => ({
      code: check.name === 'composite' ? 'composite-wrong' : 'check-digit-wrong',
      field: check.name, at: check.at,
    })),
    ...ambiguities.map(({ field }): MrzFinding =>
      ({ code: 'repair-ambiguous', field, at: fieldRun(field)! })),
    ...mended.map((line): MrzFinding => ({
      code: 'fillers-recounted', field: 'name', at: { line, from: 0, length: lines[line]!.length },
    })),
    ...findings,
  ];
  return {
    format, lines, linesAsRead: gathered.lines, fields, checks, repairs, ambiguities,
    findings: all, blindSpots: blindSpots(lines, gathered),
    exceptions: exceptionsFor({ ...fields, format }).map((one) => one.code),
  };
}

/**
 * Characters of the number and the optional data whose usual misreading leaves every check digit
 * right: their difference times each weight is a multiple of ten (ICAO 9303-3 §4.9).
 */
function blindSpots(lines: readonly string[], { format }: Gathered): MrzBlindSpot[] {
  const spots: MrzBlindSpot[] = [];
  const { documentNumber, optionalData, optionalData2 } = LAYOUTS[format].fields;
  for (const run of [documentNumber, optionalData, optionalData2]) {
    if (!run) continue;
    for (let column = run.from; column < run.from + run.length; column++) {
      const character = lines[run.line]!.charAt(column);
      const mayBe = [...confusedWith(character)]
        .filter((other) => unnoticed(lines, { format, line: run.line, column, other })).join('');
      if (mayBe) spots.push({ line: run.line, column, character, mayBe });
    }
  }
  return spots;
}

function unnoticed(
  lines: readonly string[],
  { format, line, column, other }:
    { format: Gathered['format']; line: number; column: number; other: string },
): boolean {
  const difference = valueOf(other.charCodeAt(0))
    - valueOf(textAt(lines, { line, from: column, length: 1 }).charCodeAt(0));
  return checksOf(lines, format).every(({ over }) => {
    const index = indexIn(over, line, column);
    return index < 0 || (difference * weightAt(index)) % 10 === 0;
  });
}

function indexIn(over: Run[], line: number, column: number): number {
  let before = 0;
  for (const run of over) {
    if (run.line === line && column >= run.from && column < run.from + run.length) {
      return before + column - run.from;
    }
    before += run.length;
  }
  return -1;
}
