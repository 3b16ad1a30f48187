// Writing a machine-readable zone: for demo travellers, tests, and papers a state prints itself.
import { LAYOUTS, checkDigit, textAt, type MrzFieldName, type MrzFormat } from './layout.ts';
import { transliterate } from './transliterate.ts';
import { countryCode } from '../codes/country-codes.ts';
import { partialDate } from '../dates/partial-date.ts';

/** What is to be printed; dates are ISO as far as known ('' unknown), names in any script. */
export interface MrzContents {
  documentCode: string;
  issuer: string;
  surname: string;
  givenNames: string;
  documentNumber: string;
  nationality: string;
  birthDate: string;
  sex: 'M' | 'F' | 'X' | 'U';
  expiryDate: string;
  optionalData?: string;
  optionalData2?: string;
}

export interface MrzWritingRefusal {
  refused: 'country-unknown' | 'date-does-not-exist' | 'too-long' | 'impossible-character'
    | 'name-missing' | 'format-not-written';
  field: MrzFieldName;
}

/**
 * The lines of a zone, with check digits, or a refusal naming the field. Numbers of more than nine
 * characters take the long form of 9303-5 §4.2.2 in TD1 and TD2; names that do not fit are cut by
 * 9303-4 §4.2.3. The French card is read but not written: it is no longer issued.
 */
export function writeMrz(
  contents: MrzContents, format: MrzFormat,
): string[] | MrzWritingRefusal {
  if (format === 'FR-ID') return { refused: 'format-not-written', field: 'documentCode' };
  const texts = textsOf(contents, format);
  if ('refused' in texts) return texts;
  const { lines: count, width, fields, checks } = LAYOUTS[format];
  const grid = Array.from({ length: count }, () => Array<string>(width).fill('<'));
  const lines = () => grid.map((line) => line.join(''));
  for (const [field, text] of Object.entries(texts) as [MrzFieldName, string][]) {
    const run = fields[field];
    if (!run) continue;
    if (text.length > run.length) return { refused: 'too-long', field };
    [...text].forEach((character, i) => { grid[run.line]![run.from + i] = character; });
  }
  for (const { name, at, over } of checks) {
    // The long form has its check digit in the optional data, and a filler here.
    if (name === 'documentNumber' && bare(contents.documentNumber).length > 9) continue;
    const data = over.map((run) => textAt(lines(), run)).join('');
    grid[at.line]![at.from] = checkDigit(data);
  }
  return lines();
}

/**
 * The name field of a width, padded or cut (9303-4 §4.2.3): the surname is kept whole while at
 * least one letter of the given names fits after it, and a cut name ends in a letter.
 */
export function writeName(surname: string, givenNames: string, width: number): string {
  const whole = givenNames === '' ? surname : `${surname}<<${givenNames}`;
  if (whole.length <= width) return whole.padEnd(width, '<');
  if (givenNames === '') return endInLetter(surname, width);
  const first = surname.length + 3 <= width ? surname : endInLetter(surname, width - 3);
  return endInLetter(`${first}<<${givenNames}`, width);
}

// Where the cut would fall on a filler, the last component before it that has two letters or more
// gives one up.
function endInLetter(name: string, width: number): string {
  let text = name;
  while (text.charAt(width - 1) === '<') {
    let at = width - 2;
    while (at > 0 && (text.charAt(at) === '<' || text.charAt(at - 1) === '<')) at--;
    if (at <= 0) break;
    text = text.slice(0, at) + text.slice(at + 1);
  }
  return text.slice(0, width);
}

function textsOf(
  said: MrzContents, format: MrzFormat,
): Partial<Record<MrzFieldName, string>> | MrzWritingRefusal {
  const issuer = countryCode(said.issuer);
  if (!issuer) return { refused: 'country-unknown', field: 'issuer' };
  const nationality = countryCode(said.nationality);
  if (!nationality) return { refused: 'country-unknown', field: 'nationality' };
  const birthDate = sixDigits(said.birthDate);
  if (birthDate === undefined) return { refused: 'date-does-not-exist', field: 'birthDate' };
  const expiryDate = sixDigits(said.expiryDate);
  if (expiryDate === undefined) return { refused: 'date-does-not-exist', field: 'expiryDate' };
  const surname = transliterate(said.surname, issuer);
  const givenNames = transliterate(said.givenNames, issuer);
  if (surname === '') return { refused: 'name-missing', field: 'name' };
  for (const field of ['documentCode', 'documentNumber', 'optionalData'] as const) {
    if (/[^A-Z0-9 <-]/i.test(said[field] ?? '')) return { refused: 'impossible-character', field };
  }
  const number = bare(said.documentNumber);
  const long = number.length > 9 && (format === 'TD1' || format === 'TD2');
  const rest = long ? number.slice(9) + checkDigit(number) : '';
  const optional = filled(said.optionalData ?? '');
  return {
    documentCode: bare(said.documentCode), issuer, nationality, birthDate, expiryDate,
    name: writeName(surname, givenNames, LAYOUTS[format].fields.name!.length),
    documentNumber: long ? number.slice(0, 9) : number,
    sex: said.sex === 'M' || said.sex === 'F' ? said.sex : '<',
    optionalData: long && optional !== '' ? `${rest}<${optional}` : rest + optional,
    optionalData2: filled(said.optionalData2 ?? ''),
  };
}

function sixDigits(iso: string): string | undefined {
  const date = partialDate(iso);
  if ('refused' in date) return undefined;
  const [year = '', month = '', day = ''] = iso.split('-');
  return year.slice(2).padEnd(2, '<') + month.padEnd(2, '<') + day.padEnd(2, '<');
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

function filled(text: string): string {
  return text.toUpperCase().replace(/[ -]/g, '<');
}
