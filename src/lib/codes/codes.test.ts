// The codes an officer reads and chooses are valid, named in four languages, and none is missing.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import * as lists from './lists.ts';
import * as country from './country-codes.ts';
import { COUNTRY_ROWS } from './countries.ts';
import { SPECIAL_WORDS } from './special-words.ts';

const rows = (file: string) =>
  parse(readFileSync(new URL(file, import.meta.url)), { columns: true }) as
    Record<string, string>[];
const words = rows('words.csv');

test('every code of every list has its words, and every word is of a code', () => {
  const keys = new Set(words.map((word) => word['key']!));
  const wanted = [
    ...lists.SEXES.map((code) => `sex.${code}`),
    ...lists.DOCUMENT_TYPES.map((code) => `documentType.${code}`),
    ...lists.TRIP_PURPOSES.map((code) => `purpose.${code}`),
    ...lists.TRANSPORT_MODES.map((code) => `mode.${code}`),
    ...lists.REFUSAL_REASONS.map((code) => `refusalReason.${code}`),
  ];
  assert.deepEqual(wanted.filter((key) => !keys.has(key)), []);
  const others = [...keys].filter((key) => !wanted.includes(key));
  assert.deepEqual(others.filter((key) => !country.countryCode(key.slice(8))), []);
  for (const word of words) {
    for (const cell of Object.values(word)) assert.ok(cell.trim(), word['key']);
  }
});

test('the country tables in code are those in the sheets', () => {
  assert.equal(COUNTRY_ROWS, rows('countries.csv')
    .map((row) => `${row['alpha3']} ${row['alpha2']} ${row['numeric']} ${row['so']}`).join('|'));
  assert.deepEqual(SPECIAL_WORDS, Object.fromEntries(words
    .filter((word) => word['key']!.startsWith('country.'))
    .map((word) => [word['key']!.slice(8), [word['en'], word['fr'], word['ar'], word['so']]])));
});

test('every code has a name in every language', () => {
  for (const code of country.COUNTRY_CODES) {
    for (const language of lists.LANGUAGES) {
      const name = country.countryName(code, language);
      assert.ok(name && name !== code || code === 'XXX', `${code} ${language} ${name}`);
    }
  }
  assert.equal(country.countryName('SOM', 'so'), 'Soomaaliya');
  assert.equal(country.countryName('XXA', 'fr'), 'Apatride');
  assert.equal(country.countryName('DJI', 'ar'), 'جيبوتي');
  assert.equal(country.countryName('QQQ', 'en'), 'QQQ');
});

test('Germany, Kosovo and the stateless are known under each spelling they are met with', () => {
  for (const text of ['D', 'D<<', 'DEU', 'd', 'BDR']) assert.equal(country.countryCode(text), 'D');
  for (const text of ['RKS', 'XKX', 'XXK']) assert.equal(country.countryCode(text), 'RKS');
  assert.equal(country.findCountry('XXB')?.kind, 'status');
  assert.equal(country.findCountry('UTO')?.kind, 'specimen');
  assert.equal(country.countryOfAlpha2('de'), 'D');
  assert.equal(country.countryCode('ZZZ'), undefined);
  assert.equal(country.countryCode(''), undefined);
  assert.equal(country.COUNTRY_CODES.filter((c) => country.findCountry(c)?.kind === 'state').length,
    250);
});

test('a list serves a form as it stands', () => {
  assert.equal(z.enum(lists.REFUSAL_REASONS).parse('H'), 'H');
  assert.equal(lists.documentTypeOf('PD'), 'PD');
  assert.equal(lists.documentTypeOf('ID'), 'I');
  assert.equal(lists.documentTypeOf('VC'), 'V');
  assert.equal(lists.documentTypeOf('X'), 'other');
});
