// One person's name in other spellings and scripts is near, and another person's is not.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NAMES_VERSION, foldName } from './fold-name.ts';
import { nameKey, skeleton, skeletons } from './skeleton.ts';
import { compareNames, compareWords } from './compare-names.ts';

const score = (a: string, b: string) => compareNames(foldName(a), foldName(b)).score;

test('a name is folded to plain words, whatever its script', () => {
  const folded: [string, string][] = [
    ['محمد عبد الرحمن علي', 'mhmd abdrhmn aly'],
    ['Cabdiraxmaan Maxamed Cali', 'abdrahmaan mahamed ali'],
    ['Abdul Rahman Mohamed Ali', 'abdrahman mohamed ali'], ['مُحَمَّـــد', 'mhmd'],
    ['ABDULRAHMAN<<MOHAMMED<ALI', 'abdrahman mohammed ali'], ['O’Brien-Müller', 'obrien mueller'],
    ['\u202Bعلي\u202C', 'aly'], ['MXHMWD<EBDALRXHYM', 'mhmwd abdrhym'], ['پروین گل', 'prwyn gl'],
    ['አበበ ቢቂላ', 'abebe bikila'], ['Владимир', 'vladimir'], ['Usama bin Ladin', 'usama ladin'],
    ['al-Hassan', 'hassan'], ['Abu Bakr', 'abubakr'], ['FNU Zahir', 'zahir'], ['Al', 'al'],
    ['Alexander Carlos', 'alexander carlos'], ['Ｊｏｈｎ', 'john'], ['', ''], ['—', ''],
  ];
  for (const [name, words] of folded) assert.equal(foldName(name).join(' '), words, name);
});

test('spellings of one word share their bones', () => {
  const families = [
    ['mohamed', 'mohammed', 'muhammad', 'mahamed', 'mhmd', 'mehmet'],
    ['gaddafi', 'qadhafi', 'qdhafy'],
    ['jama', 'jaama', 'gamaa'], ['yusuf', 'youssouf', 'ywsf'],
    ['hassan', 'hasan', 'hsn'], ['shukri', 'chukri', 'shwkry'], ['ibrahim', 'abrahym', 'ibraahiim'],
  ];
  for (const family of families) {
    assert.deepEqual(new Set(family.map(skeleton)).size, 1, family.join());
  }
  assert.equal(skeleton('ooyo'), 'O');
  assert.ok(skeletons('mukhamed').includes(skeleton('muhamed')));
  assert.ok(skeletons('alhassan').includes(skeleton('hassan')));
});

test('a key does not depend on the order of the parts', () => {
  assert.equal(nameKey(['Cali', 'Maxamed Cabdi']), nameKey('Abdi Mohamed Ali'));
  assert.ok(nameKey('Ali').startsWith(`${NAMES_VERSION}:`));
  assert.notEqual(nameKey('Anna Eriksson'), nameKey('Anna Larsson'));
});

test('one person in two spellings, scripts or lengths scores high', () => {
  const pairs: [string, string, number][] = [
    ['محمد عبد الرحمن علي', 'Mohamed Abdirahman Ali', 0.9],
    ['معمر القذافي', 'Muammar al-Gaddafi', 0.85],
    ['Cabdiraxmaan Maxamed Cali', 'Abdul Rahman Mohamed Ali', 0.93],
    ['Faarax Jaamac', 'Farah Jama', 0.9], ['Cismaan Ciise', 'Osman Isse', 0.88],
    ['ERIKSSON<<ANNA<MARIA', 'Anna Eriksson', 0.84], ['Владимир Путин', 'Vladimir Poutine', 0.9],
    ['Mohamed Ali Hassan Omar', 'Mohamed Ali Hassan', 0.9], ['Jonh Smith', 'John Smith', 0.85],
    ['GHAFUR, Barzan Abd', 'Barzan Abdul Ghafur', 0.9],
  ];
  for (const [a, b, least] of pairs) {
    assert.ok(score(a, b) >= least, `${a} ~ ${b}: ${score(a, b)}`);
    assert.equal(score(a, b), score(b, a));
  }
});

test('different people score low', () => {
  const pairs: [string, string, number][] = [
    ['Maria Lopez', 'Peter Johnson', 0.1], ['Mohamed Ali Hassan', 'Mohamed Yusuf Osman', 0.6],
    ['Anna Eriksson', 'Anna Larsson', 0.6], ['Ali Farah', 'Omar Farah', 0.6], ['', 'Ali', 0],
  ];
  for (const [a, b, most] of pairs) assert.ok(score(a, b) <= most, `${a} ~ ${b}: ${score(a, b)}`);
});

test('each pair of words says why it stands together', () => {
  const why = (a: string, b: string) => compareNames(foldName(a), foldName(b)).aligned
    .map((pair) => `${pair.a}/${pair.b} ${pair.why}`);
  assert.deepEqual(why('Anna Maria Eriksson', 'Eriksson Anna'),
    ['anna/anna order', 'eriksson/eriksson order', 'maria/ missing']);
  assert.deepEqual(why('A Eriksson', 'Anna Erikson'),
    ['a/anna initial', 'eriksson/erikson spelling']);
  assert.deepEqual(why('محمد', 'Mohamed'), ['mhmd/mohamed script']);
  assert.deepEqual(why('Johnson', 'Johndon'), ['johnson/johndon typo']);
  assert.equal(compareWords('ali', 'omar'), undefined);
});

test('any two texts are compared, alike both ways, and a name is like itself', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({
    unit: fc.constantFrom(...'abcdhiklmnorstuxyz -ابدحرعلمهوي<'), maxLength: 30 }));
  fc.assert(fc.property(text, text, (a, b) => {
    const [one, other] = [foldName(a), foldName(b)];
    const there = compareNames(one, other).score;
    assert.ok(there >= 0 && there <= 1);
    assert.ok(Math.abs(there - compareNames(other, one).score) < 0.12);
    if (one.length > 0) assert.equal(compareNames(one, one).score, 1);
    for (const word of one) assert.match(word, /^[a-z]+$/);
  }), { numRuns: 1000 });
});

test('a paste of thousands of names is cut to sixteen words', () => {
  assert.ok(foldName('Mohamed '.repeat(30_000)).length <= 16);
});
