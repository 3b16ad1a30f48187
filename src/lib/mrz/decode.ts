// From the characters of a zone to the fields of a person and a document.
import { countryCode, findCountry } from '../codes/country-codes.ts';
import { partialDate, type PartialDate } from '../dates/partial-date.ts';
import { LAYOUTS, longNumber, textAt, type MrzFieldName, type MrzFormat } from './layout.ts';
import { exceptionsFor } from './exceptions.ts';
import { checkZone } from './repair.ts';
import type { MrzFields, MrzFinding, MrzFindingCode } from './reading.ts';

/** The fields of a zone and what is odd about them; `today` is an ISO day. */
export function decodeFields(
  lines: readonly string[], format: MrzFormat, today: string,
): { fields: MrzFields; findings: MrzFinding[] } {
  const zone: Zone = { lines, format, today, findings: [] };
  const fields: MrzFields = {
    documentCode: bare(text(zone, 'documentCode')),
    issuer: country(zone, 'issuer'),
    ...names(zone),
    documentNumber: number(zone),
    // A French card does not print it: it is only given to citizens.
    nationality: format === 'FR-ID' ? 'FRA' : country(zone, 'nationality'),
    birthDate: birth(zone),
    sex: sex(zone),
    expiryDate: expiry(zone),
    optionalData: optional(zone),
    optionalData2: spaced(text(zone, 'optionalData2')),
  };
  examine(zone, fields);
  return { fields, findings: zone.findings };
}

interface Zone {
  lines: readonly string[]; format: MrzFormat; today: string; findings: MrzFinding[];
}

function text(zone: Zone, field: MrzFieldName): string {
  const run = LAYOUTS[zone.format].fields[field];
  return run ? textAt(zone.lines, run) : '';
}

function find(zone: Zone, code: MrzFindingCode, field: MrzFieldName) {
  zone.findings.push({ code, field, at: LAYOUTS[zone.format].fields[field]! });
}

function bare(characters: string): string {
  return characters.replace(/</g, '');
}

function spaced(characters: string): string {
  return characters.replace(/<+/g, ' ').trim();
}

function country(zone: Zone, field: 'issuer' | 'nationality'): string {
  const letters = text(zone, field);
  const known = findCountry(letters);
  if (!known) find(zone, `${field}-unknown`, field);
  if (known?.kind === 'former') find(zone, `${field}-former`, field);
  if (known?.kind === 'specimen' && field === 'issuer') find(zone, 'specimen', field);
  return countryCode(letters) ?? bare(letters);
}

// ICAO 9303-3 §4.6: two fillers part surname from given names, one parts the components.
function names(zone: Zone): Pick<MrzFields,
  'surname' | 'givenNames' | 'nameParts' | 'nameAsMrz' | 'nameLength'> {
  const field = text(zone, 'name');
  const nameAsMrz = field.replace(/<+$/, '');
  const french = zone.format === 'FR-ID';
  const [first = '', ...rest] = french
    ? [nameAsMrz, text(zone, 'givenNames')] : nameAsMrz.split('<<');
  const [surname, givenNames] = first === ''
    ? [spaced(rest.join('<')), ''] : [spaced(first), spaced(rest.join('<'))];
  if (surname === '') find(zone, 'name-missing', 'name');
  else if (!french && (first === '' || rest.length > 1)) find(zone, 'name-structure', 'name');
  const full = !field.endsWith('<') || (french && !text(zone, 'givenNames').endsWith('<'));
  if (full) find(zone, 'name-possibly-truncated', 'name');
  return {
    surname, givenNames, nameAsMrz,
    nameParts: `${surname} ${givenNames}`.split(' ').filter((part) => part !== ''),
    nameLength: full ? 'possibly-truncated' : 'complete',
  };
}

function number(zone: Zone): string {
  const long = longNumber(zone.lines, zone.format);
  const digits = bare(long ? long.number : text(zone, 'documentNumber'));
  if (digits === '') find(zone, 'number-missing', 'documentNumber');
  return digits;
}

function optional(zone: Zone): string {
  const long = longNumber(zone.lines, zone.format);
  return spaced(long ? textAt(zone.lines, long.rest) : text(zone, 'optionalData'));
}

function sex(zone: Zone): MrzFields['sex'] {
  const letter = text(zone, 'sex');
  if (letter === 'M' || letter === 'F') return letter;
  // `<` is the standard's unspecified; X is what many states print for it.
  if (letter !== '<' && letter !== 'X') find(zone, 'sex-unknown', 'sex');
  return 'X';
}

// Unknown parts of a date are fillers (ICAO 9303-3 §4.8); some issuers print zeros instead.
function date(zone: Zone, field: 'birthDate' | 'expiryDate', century: number): PartialDate {
  const unknown: PartialDate = { value: '', precision: 'unknown' };
  const six = text(zone, field);
  const parts = [six.slice(0, 2), six.slice(2, 4), six.slice(4)];
  if (six === '' || six === '<<<<<<') return unknown;
  if (parts.slice(1).includes('00')) find(zone, 'date-part-zero', field);
  const [year, month, day] = parts.map((part, i) => i > 0 && part === '00' ? '<<' : part) as
    [string, string, string];
  const written = month === '<<' ? [year] : day === '<<' ? [year, month] : [year, month, day];
  const made = partialDate(String(century / 100) + written.join('-'));
  const usual = /^\d\d/.test(six) && (month !== '<<' || day === '<<');
  if (usual && 'value' in made) return made;
  find(zone, 'date-does-not-exist', field);
  return unknown;
}

// The two digits are the latest year that is not in the future (ICAO 9303-3 §4.8 leaves the
// century open); where the person may as well be a hundred years older, that is said.
function birth(zone: Zone): MrzFields['birthDate'] {
  const six = text(zone, 'birthDate');
  const pivot = zone.today.slice(2, 4) + zone.today.slice(5, 7) + zone.today.slice(8, 10);
  const thisCentury = Number(zone.today.slice(0, 2)) * 100;
  const past = six.replace(/(<<|00)/g, '00') <= pivot;
  const born = date(zone, 'birthDate', past ? thisCentury : thisCentury - 100);
  const older = past && born.value !== '' && partialDate(
    String(Number(born.value.slice(0, 4)) - 100) + born.value.slice(4));
  const age = Number(zone.today.slice(0, 4)) - Number(born.value.slice(0, 4)) + 100;
  return older && 'value' in older && age <= 120
    ? { ...born, otherCentury: older.value } : born;
}

// A document is valid for far less than 50 years, so the nearest century is meant.
function expiry(zone: Zone): PartialDate {
  const year = Number(text(zone, 'expiryDate').slice(0, 2));
  const thisYear = Number(zone.today.slice(0, 4));
  const century = Math.round((thisYear - (year || 0)) / 100) * 100;
  return date(zone, 'expiryDate', century);
}

const opening: Record<MrzFormat, RegExp> = {
  TD1: /^[AIC]/, TD2: /^[AIC]/, TD3: /^P/, 'MRV-A': /^V/, 'MRV-B': /^V/, 'FR-ID': /^ID/,
};

function examine(zone: Zone, fields: MrzFields) {
  const { expiryDate, birthDate, documentCode, issuer, documentNumber } = fields;
  if (!opening[zone.format].test(documentCode)) {
    find(zone, 'document-code-unexpected', 'documentCode');
  }
  if (expiryDate.precision === 'day' && expiryDate.value < zone.today) {
    find(zone, 'expired', 'expiryDate');
  }
  if (expiryDate.value !== '' && birthDate.value !== ''
    && expiryDate.value < birthDate.value.slice(0, expiryDate.value.length)) {
    find(zone, 'expiry-before-birth', 'expiryDate');
  }
  // Specimens break the issuers' own rules, with check digits that are right: say it of others.
  const strange = !checkZone(zone.lines, zone.format)[0]!.ok
    && exceptionsFor({ issuer, documentCode, format: zone.format })
      .some((one) => one.numberAlphabet && !one.numberAlphabet.test(documentNumber));
  if (strange) find(zone, 'number-has-impossible-character', 'documentNumber');
}
