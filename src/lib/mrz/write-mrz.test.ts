// Names in every script go into a zone as Doc 9303 writes them, and Arabic ones come back out.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { writeMrz, type MrzContents } from './write-mrz.ts';
import { decodeArabicEscapes, hasArabicEscapes, transliterate } from './transliterate.ts';

const contents: MrzContents = {
  documentCode: 'P', issuer: 'SOM', nationality: 'SOM', surname: 'Cabdi',
  givenNames: 'Xaliimo Cali', documentNumber: 'P00123456', birthDate: '1990',
  sex: 'F', expiryDate: '2031-02-03',
};

test('names are written as 9303-3 §6 says, whatever their script', () => {
  const names: [string, string, string?][] = [
    ['O’Brien-Müller', 'OBRIEN<MUELLER'], ['Ångström', 'AANGSTROEM'],
    ['Łukasz Šimůnek', 'LUKASZ<SIMUNEK'],
    ['Þórunn', 'THORUNN'], ['Groß', 'GROSS'], ['Nguyễn Thị', 'NGUYEN<THI'],
    ['Щукин Юрий', 'SHCHUKIN<IURII'], ['Юрій Їжак', 'YURII<YIZHAK', 'UKR'],
    ['Ћирић', 'CIRIC', 'SRB'], ['محمود عبدالرحيم', 'MXHMWD<EBDALRXHYM'], ['فاطمة', 'FAXTTMXAH'],
    ['محمّد', 'MXHMMD'], ['ኃይለ ሥላሴ', 'HAYLE<SLASE'],
  ];
  for (const [name, zone, issuer] of names) assert.equal(transliterate(name, issuer), zone, name);
});

test('an Arabic name spelled with escapes is read as Arabic', () => {
  assert.equal(decodeArabicEscapes('MXHMWD<EBDALRXHYM'), 'محمود عبدالرحيم');
  assert.equal(decodeArabicEscapes('FAXTTMXAH'), 'فاطمة');
  assert.deepEqual(decodeArabicEscapes('ALEXANDER'), { refused: 'not-arabic-escapes', at: 3 });
  assert.ok(hasArabicEscapes('MXHMWD<EBDALRXHYM'));
  for (const name of ['ALEXANDER<MAXIM', 'XHOSA', 'ERIKSSON<<ANNA', 'FELIX', 'XAVIER']) {
    assert.equal(hasArabicEscapes(name), false, name);
  }
});

test('a zone that cannot be printed is refused with the field that is in the way', () => {
  const refused = (change: Partial<MrzContents>, format: 'TD3' | 'TD1' = 'TD3') =>
    writeMrz({ ...contents, ...change }, format);
  assert.deepEqual(refused({ issuer: 'ZZZ' }), { refused: 'country-unknown', field: 'issuer' });
  assert.deepEqual(refused({ birthDate: '1990-02-30' }),
    { refused: 'date-does-not-exist', field: 'birthDate' });
  assert.deepEqual(refused({ documentNumber: 'P001234567' }),
    { refused: 'too-long', field: 'documentNumber' });
  assert.deepEqual(refused({ surname: '—' }), { refused: 'name-missing', field: 'name' });
  assert.deepEqual(refused({ documentNumber: 'P00É' }),
    { refused: 'impossible-character', field: 'documentNumber' });
  assert.deepEqual(writeMrz(contents, 'FR-ID'),
    { refused: 'format-not-written', field: 'documentCode' });
  assert.deepEqual(writeMrz(contents, 'TD3'), ['P<SOMCABDI<<XALIIMO<CALI<<<<<<<<<<<<<<<<<<<<',
    'P001234560SOM90<<<<3F3102031<<<<<<<<<<<<<<08']);
});
