// What is read from a zone: fields, check digits, proposed repairs, and what to look at closer.
import type { PartialDate } from '../dates/partial-date.ts';
import type { MrzCheckName, MrzFieldName, MrzFormat, Run } from './layout.ts';

export interface MrzFields {
  /** P, PD, I, V … without fillers. */
  documentCode: string;
  /** ICAO code; a code nobody knows stands as read. */
  issuer: string;
  nationality: string;
  /** One-name persons: the whole name is the surname and there are no given names. */
  surname: string;
  givenNames: string;
  /** All parts in the order printed: surname first. */
  nameParts: string[];
  /** The name field as printed, without the fillers after it; never edited. */
  nameAsMrz: string;
  /** A name that fills its field to the end may have been cut (ICAO 9303-3 §4.6). */
  nameLength: 'complete' | 'possibly-truncated';
  /** Without fillers, leading zeros kept; the long form of 9303-5 put together. */
  documentNumber: string;
  /** `otherCentury` where the two digits may as well be a hundred years earlier. */
  birthDate: PartialDate & { otherCentury?: string };
  sex: 'M' | 'F' | 'X';
  expiryDate: PartialDate;
  optionalData: string;
  optionalData2: string;
}

/** One check digit: where printed, what it covers, what it should be and what is there. */
export interface MrzCheck {
  name: MrzCheckName;
  at: Run;
  over: Run[];
  expected: string;
  found: string;
  ok: boolean;
}

/** A character proposed in place of the one read; an officer confirms it against the document. */
export interface MrzRepair {
  line: number;
  column: number;
  from: string;
  to: string;
  field: MrzFieldName | MrzCheckName;
  why: 'digit-expected' | 'letter-expected' | 'country-code' | 'check-digit' | 'filler-expected';
  /** Other characters it may be, likeliest first; often none. */
  others: string;
  confirmed: false;
}

/** A field whose check digit several repairs would make right: none is made. */
export interface MrzAmbiguity { field: MrzFieldName | MrzCheckName; candidates: string[] }

export const MRZ_FINDINGS = [
  'check-digit-wrong', 'composite-wrong', 'repair-ambiguous', 'date-does-not-exist',
  'date-part-zero', 'expired', 'expiry-before-birth', 'issuer-unknown', 'nationality-unknown',
  'issuer-former', 'nationality-former', 'specimen', 'document-code-unexpected',
  'number-missing', 'number-has-impossible-character', 'name-missing', 'name-structure',
  'name-possibly-truncated', 'sex-unknown', 'fillers-recounted',
] as const;
export type MrzFindingCode = typeof MRZ_FINDINGS[number];

/** A reason to look closer, and where in the zone (line and column from 0). */
export interface MrzFinding { code: MrzFindingCode; field: MrzFieldName | MrzCheckName; at: Run }

/** A character whose usual misreading no check digit can notice (6 for G, 1 for L). */
export interface MrzBlindSpot { line: number; column: number; character: string; mayBe: string }

export interface MrzReading {
  format: MrzFormat;
  /** The zone with the proposed repairs in it. */
  lines: string[];
  /** The zone as it was read. */
  linesAsRead: string[];
  fields: MrzFields;
  checks: MrzCheck[];
  repairs: MrzRepair[];
  ambiguities: MrzAmbiguity[];
  findings: MrzFinding[];
  blindSpots: MrzBlindSpot[];
  /** Codes of the country exceptions that apply. */
  exceptions: string[];
}
