// Where everything stands in a machine-readable zone: ICAO 9303-4 (TD3), -5 (TD1), -6 (TD2),
// -7 (MRV-A, MRV-B), and the French identity card of 1988–2021, which is like none of them.

export const MRZ_FORMATS = ['TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B', 'FR-ID'] as const;
export type MrzFormat = typeof MRZ_FORMATS[number];

export type MrzFieldName =
  | 'documentCode' | 'issuer' | 'name' | 'givenNames' | 'documentNumber' | 'nationality'
  | 'birthDate' | 'sex' | 'expiryDate' | 'optionalData' | 'optionalData2';
export type MrzCheckName =
  | 'documentNumber' | 'birthDate' | 'expiryDate' | 'optionalData' | 'composite';

/** A run of characters: line and first column from 0, and how many. */
export interface Run { line: number; from: number; length: number }

/** One check digit: where it is printed, and what it is computed over. */
export interface CheckLayout { name: MrzCheckName; at: Run; over: Run[] }

export interface MrzLayout {
  lines: number;
  width: number;
  fields: Partial<Record<MrzFieldName, Run>>;
  checks: CheckLayout[];
}

const run = (line: number, from: number, length: number): Run => ({ line, from, length });

// Columns here count from 0; the paragraphs count from 1.
const twoLines = (width: number, check: 'TD3' | 'TD2' | 'visa'): MrzLayout => ({
  lines: 2, width,
  fields: {
    documentCode: run(0, 0, 2), issuer: run(0, 2, 3), name: run(0, 5, width - 5),
    documentNumber: run(1, 0, 9), nationality: run(1, 10, 3), birthDate: run(1, 13, 6),
    sex: run(1, 20, 1), expiryDate: run(1, 21, 6),
    optionalData: run(1, 28, check === 'visa' ? width - 28 : check === 'TD3' ? 14 : 7),
  },
  checks: [
    { name: 'documentNumber', at: run(1, 9, 1), over: [run(1, 0, 9)] },
    { name: 'birthDate', at: run(1, 19, 1), over: [run(1, 13, 6)] },
    { name: 'expiryDate', at: run(1, 27, 1), over: [run(1, 21, 6)] },
    ...(check === 'TD3'
      ? [{ name: 'optionalData' as const, at: run(1, 42, 1), over: [run(1, 28, 14)] }] : []),
    ...(check === 'visa' ? [] : [{
      name: 'composite' as const, at: run(1, width - 1, 1),
      over: [run(1, 0, 10), run(1, 13, 7), run(1, 21, width - 22)],
    }]),
  ],
});

export const LAYOUTS: Readonly<Record<MrzFormat, MrzLayout>> = {
  TD1: {
    lines: 3, width: 30,
    fields: {
      documentCode: run(0, 0, 2), issuer: run(0, 2, 3), documentNumber: run(0, 5, 9),
      optionalData: run(0, 15, 15), birthDate: run(1, 0, 6), sex: run(1, 7, 1),
      expiryDate: run(1, 8, 6), nationality: run(1, 15, 3), optionalData2: run(1, 18, 11),
      name: run(2, 0, 30),
    },
    checks: [
      { name: 'documentNumber', at: run(0, 14, 1), over: [run(0, 5, 9)] },
      { name: 'birthDate', at: run(1, 6, 1), over: [run(1, 0, 6)] },
      { name: 'expiryDate', at: run(1, 14, 1), over: [run(1, 8, 6)] },
      {
        name: 'composite', at: run(1, 29, 1),
        over: [run(0, 5, 25), run(1, 0, 7), run(1, 8, 7), run(1, 18, 11)],
      },
    ],
  },
  TD2: twoLines(36, 'TD2'),
  TD3: twoLines(44, 'TD3'),
  'MRV-A': twoLines(44, 'visa'),
  'MRV-B': twoLines(36, 'visa'),
  'FR-ID': {
    lines: 2, width: 36,
    fields: {
      documentCode: run(0, 0, 2), issuer: run(0, 2, 3), name: run(0, 5, 25),
      optionalData: run(0, 30, 6), documentNumber: run(1, 0, 12), givenNames: run(1, 13, 14),
      birthDate: run(1, 27, 6), sex: run(1, 34, 1),
    },
    checks: [
      { name: 'documentNumber', at: run(1, 12, 1), over: [run(1, 0, 12)] },
      { name: 'birthDate', at: run(1, 33, 1), over: [run(1, 27, 6)] },
      { name: 'composite', at: run(1, 35, 1), over: [run(0, 0, 36), run(1, 0, 35)] },
    ],
  },
};

/** The field or check digit in which a place of a zone lies; the composite where in none. */
export function fieldAt(
  format: MrzFormat, { line, column }: { line: number; column: number },
): MrzFieldName | MrzCheckName {
  const { fields, checks } = LAYOUTS[format];
  const holds = (run: Run) => run.line === line && column >= run.from
    && column < run.from + run.length;
  const field = (Object.keys(fields) as MrzFieldName[]).find((name) => holds(fields[name]!));
  return field ?? checks.find(({ at }) => holds(at))?.name ?? 'composite';
}

/** The characters of a run. */
export function textAt(lines: readonly string[], where: Run): string {
  return lines[where.line]!.slice(where.from, where.from + where.length);
}

/**
 * The check digit of a run of characters, '0' to '9' (ICAO 9303-3 §4.9): weights 7, 3, 1; A is 10,
 * Z is 35, the filler is 0.
 */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += valueOf(text.charCodeAt(i)) * weightAt(i);
  return String(sum % 10);
}

/** What a character counts in a check digit. */
export function valueOf(code: number): number {
  if (code >= 65 && code <= 90) return code - 55;
  return code >= 48 && code <= 57 ? code - 48 : 0;
}

/** The weight of the character at an index: 7, 3, 1, 7, 3, 1 … */
export function weightAt(index: number): number {
  return index % 3 === 0 ? 7 : index % 3 === 1 ? 3 : 1;
}

/**
 * The document number where it is too long for its nine places (ICAO 9303-5 §4.2.2 note j, 9303-6
 * §4.2.2 note j): a filler stands for the check digit, and the rest of the number with its check
 * digit, then a filler, open the optional data. Undefined for a number of the usual length.
 */
export function longNumber(
  lines: readonly string[], format: MrzFormat,
): { number: string; at: Run; over: Run[]; rest: Run } | undefined {
  if (format !== 'TD1' && format !== 'TD2') return undefined;
  const { fields, checks } = LAYOUTS[format];
  if (textAt(lines, checks[0]!.at) !== '<') return undefined;
  const first = textAt(lines, fields.documentNumber!);
  const optional = textAt(lines, fields.optionalData!);
  const end = optional.indexOf('<') < 0 ? optional.length : optional.indexOf('<');
  if (end < 2 || first.includes('<')) return undefined;
  const { line, from, length } = fields.optionalData!;
  return {
    number: first + optional.slice(0, end - 1),
    at: run(line, from + end - 1, 1),
    over: [fields.documentNumber!, run(line, from, end - 1)],
    rest: run(line, from + Math.min(end + 1, length), Math.max(0, length - end - 1)),
  };
}

/** The check digits of this zone, with the one of a long number where it really stands. */
export function checksOf(lines: readonly string[], format: MrzFormat): CheckLayout[] {
  const long = longNumber(lines, format);
  if (!long) return LAYOUTS[format].checks;
  return LAYOUTS[format].checks.map((check) => check.name === 'documentNumber'
    ? { name: check.name, at: long.at, over: long.over } : check);
}
