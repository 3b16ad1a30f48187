// Proposing the characters that were meant where a machine or a person misread them.
// Nothing is repaired in silence: each change is a proposal that an officer confirms.
import { countryCode } from '../codes/country-codes.ts';
import { confusedWith, digitFor, lettersFor } from './confusions.ts';
import { exceptionsFor } from './exceptions.ts';
import {
  LAYOUTS, checkDigit, checksOf, textAt, type CheckLayout, type MrzFieldName, type MrzFormat,
  type Run,
} from './layout.ts';
import type { MrzAmbiguity, MrzCheck, MrzRepair } from './reading.ts';

/** The zone with what is proposed, and where several proposals would do. */
export interface Repaired { lines: string[]; repairs: MrzRepair[]; ambiguities: MrzAmbiguity[] }

/** Proposes repairs: by what may stand where, by country codes, then by check digits. */
export function proposeRepairs(lines: readonly string[], format: MrzFormat): Repaired {
  const zone: Zone = { format, lines: [...lines], repairs: [], ambiguities: [] };
  repairFillers(zone);
  repairLetters(zone);
  repairDigits(zone);
  for (const field of ['issuer', 'nationality'] as const) repairCountry(zone, field);
  for (const check of checksOf(zone.lines, format)) repairByCheck(zone, check);
  return { lines: zone.lines, repairs: zone.repairs, ambiguities: zone.ambiguities };
}

/** Every check digit of a zone with what it should be. `<` is right where nothing is covered. */
export function checkZone(lines: readonly string[], format: MrzFormat): MrzCheck[] {
  return checksOf(lines, format).map((check) => ({ ...check, ...judge(lines, check) }));
}

interface Zone extends Repaired { format: MrzFormat }

function judge(lines: readonly string[], check: CheckLayout) {
  const data = check.over.map((run) => textAt(lines, run)).join('');
  const expected = checkDigit(data);
  const found = textAt(lines, check.at);
  // ICAO 9303-4 §4.2.2: an unused optional field may have a filler for its check digit.
  const unused = check.name === 'optionalData' && found === '<' && /^<*$/.test(data);
  return { expected, found, ok: found === expected || unused };
}

function put(zone: Zone, repair: Omit<MrzRepair, 'from' | 'confirmed' | 'others'>, others = '') {
  const line = zone.lines[repair.line]!;
  const from = line.charAt(repair.column);
  zone.lines[repair.line] =
    line.slice(0, repair.column) + repair.to + line.slice(repair.column + 1);
  zone.repairs.push({ ...repair, from, others, confirmed: false });
}

function columns(run: Run): number[] {
  return Array.from({ length: run.length }, (_, i) => run.from + i);
}

// After the name there are only fillers; a machine reads some of them as K, C, E, L or S.
function repairFillers(zone: Zone) {
  const run = LAYOUTS[zone.format].fields.name!;
  const name = textAt(zone.lines, run);
  const end = /^[^<]+(?:<[^<]+)*(?:<<[^<]+(?:<[^<]+)*)?<{2,}/.exec(name)?.[0].length ?? name.length;
  const tail = name.slice(end);
  const noise = tail.replace(/</g, '');
  if (noise === '' || !/^[KCELS]+$/.test(noise) || noise.length * 2 > tail.length + 2) return;
  for (let i = end; i < name.length; i++) {
    if (name.charAt(i) === '<') continue;
    put(zone, { line: run.line, column: run.from + i, to: '<', field: 'name',
      why: 'filler-expected' });
  }
}

function repairLetters(zone: Zone) {
  for (const field of ['documentCode', 'name', 'givenNames'] as const) {
    const run = LAYOUTS[zone.format].fields[field];
    if (!run) continue;
    for (const column of columns(run)) {
      const letters = lettersFor(zone.lines[run.line]!.charAt(column));
      if (!isDigit(zone.lines[run.line]!.charAt(column)) || letters === '') continue;
      put(zone, { line: run.line, column, to: letters.charAt(0), field, why: 'letter-expected' },
        letters.slice(1));
    }
  }
}

function repairDigits(zone: Zone) {
  const { fields } = LAYOUTS[zone.format];
  const runs: [MrzFieldName | CheckLayout['name'], Run | undefined][] = [
    ['birthDate', fields.birthDate], ['expiryDate', fields.expiryDate],
    ...LAYOUTS[zone.format].checks.map(({ name, at }) => [name, at] as [typeof name, Run]),
  ];
  for (const [field, run] of runs) {
    for (const column of run ? columns(run) : []) {
      const to = digitFor(zone.lines[run!.line]!.charAt(column));
      if (isDigit(zone.lines[run!.line]!.charAt(column)) || to === '') continue;
      put(zone, { line: run!.line, column, to, field, why: 'digit-expected' });
    }
  }
}

// A country code that nobody knows, when exactly one known code looks like it.
function repairCountry(zone: Zone, field: 'issuer' | 'nationality') {
  const run = LAYOUTS[zone.format].fields[field];
  if (!run) return;
  const read = textAt(zone.lines, run);
  if (countryCode(read) !== undefined) return;
  let readings = [''];
  for (const character of read) {
    const may = isDigit(character) ? lettersFor(character)
      : character + lettersFor(character);
    readings = readings.flatMap((start) => [...may].map((next) => start + next));
  }
  const known = readings.filter((code) => countryCode(code) !== undefined);
  if (known.length > 1) zone.ambiguities.push({ field, candidates: known });
  if (known.length !== 1) return;
  for (let i = 0; i < read.length; i++) {
    if (known[0]!.charAt(i) === read.charAt(i)) continue;
    put(zone, { line: run.line, column: run.from + i, to: known[0]!.charAt(i), field,
      why: 'country-code' });
  }
}

// One character changed, or one character changed wherever it occurs, as a machine errs. Two
// independent errors are not guessed at: among so many pairs one fits nearly always.
function repairByCheck(zone: Zone, check: CheckLayout) {
  if (judge(zone.lines, check).ok) return;
  const fields = searchable(zone, check);
  const places = fields.flatMap(([field, run]) => columns(run).map((column) =>
    ({ field, line: run.line, column })));
  const changes = places.flatMap((place) =>
    [...confusedWith(charAt(zone, place))].map((to) => [{ ...place, to }]));
  const fitting = distinct(zone, changes, check);
  const all = fitting.length > 0 ? fitting : distinct(zone, places.flatMap((place) =>
    [...confusedWith(charAt(zone, place))].map((to) => places
      .filter((other) => charAt(zone, other) === charAt(zone, place))
      .map((other) => ({ ...other, to })))), check);
  if (all.length > 1) {
    const run = fields[0]![1];
    zone.ambiguities.push({ field: fields[0]![0],
      candidates: all.map((change) => textAt(changed(zone, change), run)) });
  }
  if (all.length === 1) for (const one of all[0]!) put(zone, { ...one, why: 'check-digit' });
}

interface Change { field: MrzFieldName; line: number; column: number; to: string }

// A field's own check digit speaks for the field. The composite alone, when all others are right,
// speaks for the optional data of TD1 and TD2, which have no check digit of their own.
function searchable(zone: Zone, check: CheckLayout): [MrzFieldName, Run][] {
  const { fields } = LAYOUTS[zone.format];
  if (check.name === 'documentNumber') {
    return check.over.map((run) => ['documentNumber', run]);
  }
  if (check.name === 'optionalData') return [['optionalData', fields.optionalData!]];
  const others = checkZone(zone.lines, zone.format).filter((one) => one.name !== 'composite');
  if (check.name !== 'composite' || others.some((one) => !one.ok)) return [];
  if (zone.format !== 'TD1' && zone.format !== 'TD2') return [];
  return (['optionalData', 'optionalData2'] as const).flatMap((field) =>
    fields[field] ? [[field, fields[field]] as [MrzFieldName, Run]] : []);
}

function distinct(zone: Zone, changes: Change[][], check: CheckLayout): Change[][] {
  const seen = new Set<string>();
  const fitting = changes.filter((change) => {
    const lines = changed(zone, change);
    if (seen.has(lines.join('\n')) || !fits(zone, lines, check)) return false;
    seen.add(lines.join('\n'));
    return true;
  });
  const { fields } = LAYOUTS[zone.format];
  const alphabet = exceptionsFor({
    issuer: countryCode(textAt(zone.lines, fields.issuer!)) ?? '', format: zone.format,
    documentCode: textAt(zone.lines, fields.documentCode!).replace(/</g, ''),
  }).find((one) => one.numberAlphabet)?.numberAlphabet;
  if (!alphabet || check.name !== 'documentNumber') return fitting;
  return fitting.filter((change) =>
    alphabet.test(textAt(changed(zone, change), fields.documentNumber!).replace(/<+$/, '')));
}

// The composite decides too, once every other check digit is right.
function fits(zone: Zone, lines: string[], check: CheckLayout): boolean {
  const checks = checkZone(lines, zone.format);
  if (!checks.find((one) => one.name === check.name)!.ok) return false;
  const composite = checks.find((one) => one.name === 'composite');
  const others = checks.filter((one) => one.name !== 'composite');
  return composite === undefined || composite.ok || others.some((one) => !one.ok);
}

function changed(zone: Zone, change: Change[]): string[] {
  const lines = [...zone.lines];
  for (const { line, column, to } of change) {
    lines[line] = lines[line]!.slice(0, column) + to + lines[line]!.slice(column + 1);
  }
  return lines;
}

function charAt(zone: Zone, { line, column }: { line: number; column: number }): string {
  return zone.lines[line]!.charAt(column);
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
