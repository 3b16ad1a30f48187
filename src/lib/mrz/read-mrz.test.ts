// A zone is read as its document means it, and never wrong in silence.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { isClean, readMrz, readMrzAsIs } from './read-mrz.ts';
import { writeMrz } from './write-mrz.ts';
import type { MrzReading } from './reading.ts';

const TODAY = '2024-06-01';
const read = (...lines: string[]) => {
  const reading = readMrz(lines.join('\n'), TODAY);
  assert.ok('fields' in reading, JSON.stringify(reading));
  return reading;
};
const codes = (reading: MrzReading) =>
  reading.findings.map(({ code, field }) => `${code} ${field}`);

const td3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10'] as const;
const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<',
  'D231458907UTO7408122F1204159<<<<<<<6'] as const;
const td1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'] as const;
const visa = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'] as const;

test('the specimens of Doc 9303 are read whole in every format', () => {
  for (const [lines, format] of [[td3, 'TD3'], [td2, 'TD2'], [td1, 'TD1']] as const) {
    const reading = read(...lines);
    assert.equal(reading.format, format);
    assert.ok(isClean(reading));
    assert.equal(reading.fields.surname, 'ERIKSSON');
    assert.equal(reading.fields.givenNames, 'ANNA MARIA');
    assert.deepEqual(reading.fields.birthDate, { value: '1974-08-12', precision: 'day' });
    assert.equal(reading.fields.expiryDate.value, '2012-04-15');
    assert.deepEqual(codes(reading), ['specimen issuer', 'expired expiryDate']);
  }
  const entry = read(...visa);
  assert.equal(entry.format, 'MRV-A');
  assert.equal(entry.fields.documentNumber, 'L8988901C');
  assert.equal(entry.fields.nationality, 'XXX');
  assert.equal(entry.fields.optionalData, '6ZE184226B');
  assert.equal(entry.fields.expiryDate.value, '1996-12-10');
  assert.ok(entry.checks.every(({ ok, name }) => ok && name !== 'composite'));
  const polish = read('VCPOLKOWALSKA<KWIATKOWSKA<<BEATA<<<<',
    'PL00000008POL6002084F0505011<<<<<<<0');
  assert.equal(polish.format, 'MRV-B');
  assert.equal(polish.fields.surname, 'KOWALSKA KWIATKOWSKA');
});

test('a zone is found however it is typed, pasted or sent', () => {
  const plain = td3.join('\n');
  const ways = [td3.join(''), td3.join('\r'), td3.join('\r\n'), td3.join('\t'), plain.toLowerCase(),
    plain.replaceAll('<<', '«'), `\u0002${plain}\u0003\r`, plain.replaceAll('<', ';'),
    `From: desk 4\nMRZ: ${plain}\n\nBest regards`, plain.replace(/(.{7})/g, '$1 '),
    plain.replaceAll('<', ' < '), `noise ${td3.join('')} noise`, plain.replaceAll('<', '&lt;')];
  for (const way of ways) {
    const reading = readMrz(way, TODAY);
    assert.ok('fields' in reading, way);
    assert.deepEqual(reading.lines, [...td3], way);
  }
  const miscounted = read(`${td3[0]}<<<`, td3[1]);
  assert.ok(codes(miscounted).includes('fillers-recounted name'));
});

test('text without a zone is refused with what is wrong with it', () => {
  const refusal = (text: string) => readMrz(text, TODAY);
  assert.deepEqual(refusal(''), { refused: 'empty', detail: {} });
  assert.deepEqual(refusal('good morning'), { refused: 'no-mrz', detail: {} });
  assert.deepEqual(refusal(td3[0]),
    { refused: 'lines-missing', detail: { found: 1, expected: 2 } });
  assert.deepEqual(refusal(`${td3[0]}\n${td3[1].slice(1)}`),
    { refused: 'line-length', detail: { line: 1, found: 43, expected: 44 } });
  assert.deepEqual(refusal(td3.join('').slice(1)), { refused: 'no-mrz', detail: {} });
  assert.deepEqual(refusal(td3.join('').slice(0, 87)),
    { refused: 'line-length', detail: { found: 87, expected: 88 } });
});

test('a paste of 200 kB is refused before it is looked at', () => {
  assert.deepEqual(readMrz('P<UTO'.repeat(40_000), TODAY),
    { refused: 'too-long', detail: { found: 200_000, limit: 4096 } });
});

test('letters read for digits and digits for letters are proposed, not taken', () => {
  const reading = read(td3[0].replace('UTO', 'UT0').replace('MARIA', 'MAR1A'),
    td3[1].replace('1204159', 'I2O4I59').replace('898902', '8989O2'));
  const proposed = reading.repairs.map(({ line, column, from, to, why }) =>
    [line, column, from, to, why]);
  assert.deepEqual(proposed, [
    [0, 23, '1', 'I', 'letter-expected'], [1, 21, 'I', '1', 'digit-expected'],
    [1, 23, 'O', '0', 'digit-expected'], [1, 25, 'I', '1', 'digit-expected'],
    [0, 4, '0', 'O', 'country-code'], [1, 5, 'O', '0', 'check-digit'],
  ]);
  assert.equal(reading.repairs[0]!.others, 'L');
  assert.ok(reading.repairs.every(({ confirmed }) => confirmed === false));
  assert.deepEqual(reading.lines, [...td3]);
  assert.notDeepEqual(reading.linesAsRead, reading.lines);
  assert.equal(isClean(reading), false);
  const asIs = readMrzAsIs(reading.linesAsRead.join('\n'), TODAY);
  assert.ok('fields' in asIs && asIs.repairs.length === 0 && asIs.fields.issuer === 'UT0');
});

test('where two repairs would do, none is made and both are said', () => {
  // The number is 012O45678; its first and fourth place have the same weight.
  const [name, data] = writeMrz({
    documentCode: 'P', issuer: 'KEN', nationality: 'KEN', surname: 'WANJIRU', givenNames: 'GRACE',
    documentNumber: '012O45678', birthDate: '1990-01-02', sex: 'F', expiryDate: '2030-01-02',
  }, 'TD3') as [string, string];
  const reading = read(name, `O${data.slice(1)}`);
  assert.deepEqual(reading.ambiguities,
    [{ field: 'documentNumber', candidates: ['012O45678', 'O12045678'] }]);
  assert.ok(codes(reading).includes('repair-ambiguous documentNumber'));
  assert.ok(codes(reading).includes('check-digit-wrong documentNumber'));
  assert.deepEqual(reading.lines, reading.linesAsRead);
});

test('a wrong check digit is said with what it should be', () => {
  const reading = read(td3[0], td3[1].replace('7408122', '7408132'));
  const birth = reading.checks.find(({ name }) => name === 'birthDate')!;
  assert.deepEqual([birth.expected, birth.found, birth.ok], ['3', '2', false]);
  assert.deepEqual(codes(reading).slice(0, 2),
    ['check-digit-wrong birthDate', 'composite-wrong composite']);
});

test('numbers too long for their field are put together (9303-5 §4.2.2)', () => {
  const british = read('I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<2',
    'STEVENSON<<PETER<JOHN<<<<<<<<<');
  assert.ok(isClean(british));
  assert.equal(british.fields.documentNumber, 'D23145890734');
  assert.equal(british.fields.optionalData, '');
  const belgian = read('IDBEL000590696<1015<<<<<<<<<<<', '9401013F2710017BEL000101123453',
    'SPECIMEN<<SPECIMEN<<<<<<<<<<<<');
  assert.equal(belgian.fields.documentNumber, '000590696101');
  assert.deepEqual(belgian.exceptions, ['long-number']);
});

test('people with one name, unknown birth days and no nationality are read', () => {
  const one = read('PTD<<MUSTAFA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<',
    'CFHK9VP720XXB74<<<<2M3006014<<<<<<<<<<<<<<<0'.replace('74<<<<2', '74<<<<4'));
  assert.equal(one.fields.surname, 'MUSTAFA');
  assert.equal(one.fields.givenNames, '');
  assert.deepEqual(one.fields.birthDate, { value: '1974', precision: 'year' });
  assert.equal(one.fields.nationality, 'XXB');
  assert.equal(one.fields.issuer, 'D');
  const unknown = read(td3[0], 'L898902C36XXA<<<<<<0<1204159ZE184226B<<<<<16');
  assert.deepEqual(unknown.fields.birthDate, { value: '', precision: 'unknown' });
  assert.equal(unknown.fields.sex, 'X');
});

test('the century is the latest that is not in the future, and the other one is named', () => {
  const born = (six: string, digit: string) =>
    read(td3[0], `L898902C36UTO${six}${digit}F3004153ZE184226B<<<<<10`).fields.birthDate;
  assert.deepEqual(born('240601', '4'),
    { value: '2024-06-01', precision: 'day', otherCentury: '1924-06-01' });
  assert.equal(born('240602', '7').value, '1924-06-02');
  assert.equal(born('040101', '6').otherCentury, '1904-01-01');
  assert.equal(born('030101', '9').otherCentury, undefined);
});

test('dates that do not exist are said to, and are not guessed', () => {
  const reading = read(td3[0], 'L898902C36UTO7402308F1213459ZE184226B<<<<<10');
  assert.deepEqual(reading.fields.birthDate, { value: '', precision: 'unknown' });
  assert.ok(codes(reading).includes('date-does-not-exist birthDate'));
  assert.ok(codes(reading).includes('date-does-not-exist expiryDate'));
  const zeros = read(td3[0], 'L898902C36UTO7400001F1204159ZE184226B<<<<<10');
  assert.deepEqual(zeros.fields.birthDate, { value: '1974', precision: 'year' });
  assert.ok(codes(zeros).includes('date-part-zero birthDate'));
});

test('documents that print otherwise than the standard are known', () => {
  const german = read('IDD<<T220001293<<<<<<<<<<<<<<<', '6408125<2010315D<<<<<<<<<<<<<4',
    'MUSTERMANN<<ERIKA<<<<<<<<<<<<<');
  assert.ok(isClean(german) && german.fields.nationality === 'D' && german.fields.sex === 'X');
  const french = read('IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<',
    '8806923102858CORINNE<<<<<<<6512068F6');
  assert.equal(french.format, 'FR-ID');
  assert.ok(isClean(french));
  assert.deepEqual([french.fields.surname, french.fields.givenNames, french.fields.documentNumber],
    ['BERTHIER', 'CORINNE', '880692310285']);
  const unused = read('P<BDRMUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<',
    'CA000000<4D<<6408125F1802212<<<<<<<<<<<<<<<6');
  assert.ok(isClean(unused) && unused.fields.issuer === 'D');
  const slovene = read('I<SI<09999100180706966505468<<', '6606079F0807276SI<<<<<<<<<<<<0',
    'VZOREC<<TINA<<<<<<<<<<<<<<<<<<');
  assert.ok(isClean(slovene) && slovene.fields.issuer === 'SVN');
  const tunisian = read('P<TUNSAYARI<<MOHAMED<MEHDI<<<<<<<<<<<<<<<<<<',
    'W807543<<7TUN5301012M170115302640846<1601<68');
  assert.ok(isClean(tunisian) && tunisian.fields.optionalData === '02640846 1601');
});

test('a name that fills its field may be cut, and fillers misread at its end are cleared', () => {
  const cut = read('P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K', td3[1]);
  assert.equal(cut.fields.nameLength, 'possibly-truncated');
  const noisy = read(td3[0].replace('MARIA<<<<<', 'MARIA<<<K<'), td3[1]);
  assert.deepEqual(noisy.lines, [...td3]);
  assert.equal(noisy.repairs[0]!.why, 'filler-expected');
});

test('a character whose misreading no check digit notices is named', () => {
  const spots = read(td3[0], 'L898902G94UTO7408122F1204159ZE184226B<<<<<14').blindSpots;
  assert.ok(spots.some(({ column, mayBe }) => column === 7 && mayBe === '6'));
});
