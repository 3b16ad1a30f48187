// From what a reader sends, a person types or a clipboard holds, to the lines of one zone.
import { countryCode } from '../codes/country-codes.ts';
import { LAYOUTS, MRZ_FORMATS, checkDigit, checksOf, textAt, type MrzFormat } from './layout.ts';

/** More than this is no zone with noise around it: five zones of 90 characters fit ten times. */
export const MRZ_TEXT_LIMIT = 4096;

export interface MrzRefusal {
  refused: 'empty' | 'too-long' | 'no-mrz' | 'line-length' | 'lines-missing';
  /** For a person at the desk to act on: which line, how many characters, how many it needs. */
  detail: { line?: number; found?: number; expected?: number; limit?: number };
}

/** Lines of one zone as read, before any repair; in `mended` lines the fillers were recounted. */
export interface Gathered { format: MrzFormat; lines: string[]; mended: number[] }

/**
 * The lines of the zone in a text: any case, with or without line breaks, with spaces, stray
 * characters, guillemets for fillers and other text around. Where several could be meant, the one
 * whose check digits agree best.
 */
export function gather(text: string): Gathered | MrzRefusal {
  if (text.length > MRZ_TEXT_LIMIT) {
    return { refused: 'too-long', detail: { found: text.length, limit: MRZ_TEXT_LIMIT } };
  }
  const rows = rowsOf(text);
  if (rows.length === 0) return { refused: 'empty', detail: {} };
  return bestOf([...fromRows(rows), ...fromRun(rows)]) ?? bestOf(mendedRows(rows))
    ?? refusalFor(rows);
}

/** Agreeing check digits of a zone, for choosing between readings of a text. */
export function agreement(lines: readonly string[], format: MrzFormat): number {
  let agreeing = 0;
  for (const { at, over } of checksOf(lines, format)) {
    const found = textAt(lines, at);
    const data = over.map((run) => textAt(lines, run)).join('');
    if (found === checkDigit(data) && /[^<]/.test(data)) agreeing++;
  }
  return agreeing;
}

// A row keeps its fillers; what a reader's wrong keyboard layout makes of a filler is put right.
function rowsOf(text: string): string[] {
  let upper = text.normalize('NFKC').toUpperCase()
    .replace(/&LT;/g, '<').replace(/[«≪]/g, '<<').replace(/[‹〈＜≤]/g, '<');
  if (!upper.includes('<')) {
    const stand = [';', ',', '>', '\\', '|', '*', '_'].find((c) => upper.split(c).length > 8);
    if (stand) upper = upper.replaceAll(stand, '<');
  }
  return upper.split(/[\r\n\t\v\f\u2028\u2029]+/).map((row) => clean(row))
    .filter((row) => row !== '');
}

const widths = new Set(MRZ_FORMATS.map((format) => LAYOUTS[format].width));
const lengths = new Set(MRZ_FORMATS.map((f) => LAYOUTS[f].width * LAYOUTS[f].lines));

// Spaces are noise when leaving them out gives a line of the right length, or words around the
// zone; otherwise they stand for fillers.
function clean(row: string): string {
  const tight = row.replace(/[^A-Z0-9<]/g, '');
  if (widths.has(tight.length) || lengths.has(tight.length)) return tight;
  const word = row.split(/[^A-Z0-9<]+/)
    .find((part) => widths.has(part.length) || lengths.has(part.length));
  if (word) return word;
  const filled = row.trim().replace(/\s/g, '<').replace(/[^A-Z0-9<]/g, '');
  return widths.has(filled.length) ? filled : tight;
}

function formatsFor(lines: readonly string[]): MrzFormat[] {
  return MRZ_FORMATS.filter((format) => {
    const { lines: count, width } = LAYOUTS[format];
    if (lines.length !== count || lines.some((line) => line.length !== width)) return false;
    const visa = lines[0]!.startsWith('V');
    if (format === 'FR-ID') return lines[0]!.startsWith('IDFRA');
    return format.startsWith('MRV') ? visa : format === 'TD1' || !visa;
  });
}

function candidates(lines: string[], mended: number[] = []): Gathered[] {
  return /^[A-Z1][A-Z0-9<]{4}/.test(lines[0] ?? '')
    ? formatsFor(lines).map((format) => ({ format, lines, mended })) : [];
}

function fromRows(rows: string[]): Gathered[] {
  return rows.flatMap((_, i) =>
    [...candidates(rows.slice(i, i + 2)), ...candidates(rows.slice(i, i + 3))]);
}

/** Windows looked at in noise: real noise has a few, a hostile text as many as it has letters. */
const WINDOW_LIMIT = 40;

// A zone without line breaks, perhaps with noise before and after it: every window of the text
// that begins like a zone and has a sex where a zone has it.
function fromRun(rows: string[]): Gathered[] {
  const run = rows.join('');
  const found: Gathered[] = [];
  for (const [count, width, sex] of [[2, 44, 64], [3, 30, 37], [2, 36, 56]] as const) {
    let looked = 0;
    for (let at = 0; at + count * width <= run.length && looked < WINDOW_LIMIT; at++) {
      const whole = run.length === count * width;
      if (!whole && !(/[PVIAC]/.test(run[at]!) && /[MFX<]/.test(run[at + sex]!))) continue;
      const window = run.slice(at, at + count * width);
      if (!window.includes('<') || (!whole && !/^.[A-Z<][A-Z<]{3}/.test(window))) continue;
      looked++;
      const lines = Array.from({ length: count }, (_, i) =>
        window.slice(i * width, (i + 1) * width));
      // Among noise anything looks like a zone, unless its check digits say so themselves.
      found.push(...candidates(lines).filter((one) => whole
        || (countryCode(lines[0]!.slice(2, 5)) && agreement(one.lines, one.format) >= 2)));
    }
  }
  return found;
}

// People miscount the fillers after the name; they cannot be meant otherwise, so count them anew.
function mendedRows(rows: string[]): Gathered[] {
  const found: Gathered[] = [];
  for (const [count, width, name] of [[2, 44, 0], [3, 30, 2], [2, 36, 0]] as const) {
    for (let i = 0; i + count <= rows.length; i++) {
      const lines = rows.slice(i, i + count);
      const row = lines[name]!;
      const bare = row.replace(/<+$/, '');
      const others = lines.every((line, j) => j === name || line.length === width);
      if (!others || bare.length > width || !bare.includes('<')) continue;
      lines[name] = bare.padEnd(width, '<');
      found.push(...candidates(lines, [name]));
    }
  }
  return found;
}

function bestOf(found: Gathered[]): Gathered | undefined {
  let best: Gathered | undefined;
  let most = -1;
  for (const one of found) {
    const agreeing = agreement(one.lines, one.format) + (startsLikeZone(one) ? 0.5 : 0);
    if (agreeing > most) [best, most] = [one, agreeing];
  }
  return best;
}

function startsLikeZone({ format, lines }: Gathered): boolean {
  if (format === 'TD3') return lines[0]!.startsWith('P');
  return format.startsWith('MRV') || /^[IAC]/.test(lines[0]!);
}

function refusalFor(rows: string[]): MrzRefusal {
  const start = rows.findIndex((row) => /^[PVIAC][A-Z<][A-Z0-9<]{3}/.test(row)
    && row.includes('<') && row.length >= 24);
  if (start < 0) return { refused: 'no-mrz', detail: {} };
  const zone = rows.slice(start, start + 3).filter((row) => row.length >= 24);
  const whole = zone[0]!.length > 60
    && nearest([...lengths], zone[0]!.length);
  if (whole) {
    return { refused: 'line-length', detail: { found: zone[0]!.length, expected: whole } };
  }
  const expected = nearest([30, 36, 44], zone[0]!.length);
  const wanted = expected === 30 ? 3 : 2;
  const wrong = zone.slice(0, wanted).findIndex((row) => row.length !== expected);
  if (wrong >= 0) {
    const found = zone[wrong]!.length;
    return { refused: 'line-length', detail: { line: wrong, found, expected } };
  }
  return { refused: 'lines-missing', detail: { found: zone.length, expected: wanted } };
}

function nearest(numbers: number[], to: number): number {
  return numbers.reduce((best, one) => Math.abs(one - to) < Math.abs(best - to) ? one : best);
}
