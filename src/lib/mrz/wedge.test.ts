// A reader's burst is told from a person typing, wherever the focus is.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  IDLE_WEDGE, WEDGE_CLAIM_KEYS, WEDGE_SETTLE_MS, feedWedge, settleWedge, type WedgeStep,
} from './wedge.ts';
import { readMrz } from './read-mrz.ts';

const td3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n'
  + 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
const td1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n'
  + '7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';

function send(text: string, gap: number, start = 0) {
  let state = IDLE_WEDGE;
  const steps: WedgeStep[] = [];
  let at = start;
  for (const character of text) {
    at += gap;
    const step = feedWedge(state, { key: character === '\n' ? 'Enter' : character, at });
    steps.push(step);
    state = step.state;
  }
  return { steps, state, at, scans: steps.flatMap(({ scan }) => scan ?? []) };
}

test('a passport and a card sent by a reader are one scan each, with or without Enter', () => {
  for (const text of [td3, td1, td3.replace('\n', ''), td1.replaceAll('\n', '')]) {
    for (const end of ['', '\n', '\n\n']) {
      const { scans } = send(text + end, 5);
      assert.equal(scans.length, 1, JSON.stringify(text + end));
      const reading = readMrz(scans[0]!, '2024-06-01');
      assert.ok('fields' in reading && reading.fields.surname === 'ERIKSSON');
    }
  }
});

test('the Enter that closes a scan never reaches the page', () => {
  const { steps } = send(`${td3}\n`, 5);
  assert.ok(steps.slice(WEDGE_CLAIM_KEYS).every(({ verdict }) => verdict === 'claimed'));
  assert.deepEqual(steps.flatMap(({ leaked }) => leaked ?? []), [WEDGE_CLAIM_KEYS - 1]);
});

test('what a person types stays theirs, Enter included', () => {
  for (const gap of [60, 120]) {
    const { steps, scans } = send(`${td3}\n`, gap);
    assert.ok(steps.every(({ verdict }) => verdict === 'typed'));
    assert.deepEqual(scans, []);
  }
  const shift = feedWedge(IDLE_WEDGE, { key: 'Shift', at: 1 });
  assert.deepEqual(shift, { state: IDLE_WEDGE, verdict: 'typed' });
});

test('a card of two lines without a break is understood when the reader falls silent', () => {
  const text = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6';
  const { state, scans, at } = send(text, 5);
  assert.deepEqual(scans, []);
  assert.equal(settleWedge(state, at + 10).scan, undefined);
  assert.equal(settleWedge(state, at + WEDGE_SETTLE_MS).scan, text);
  const short = send('ABCDEFGHIJKL', 5);
  assert.equal(settleWedge(short.state, short.at + WEDGE_SETTLE_MS).scan, undefined);
});

test('a second person may be scanned at once, and shift keys do not break a burst', () => {
  const { scans } = send(`${td3}\n${td1}\n`, 5);
  assert.equal(scans.length, 2);
  let state = IDLE_WEDGE;
  let scanned = 0;
  [...td3.replace('\n', '')].forEach((key, i) => {
    state = feedWedge(state, { key: 'Shift', at: i * 10 }).state;
    const step = feedWedge(state, { key, at: i * 10 + 5 });
    if (step.scan) scanned++;
    state = step.state;
  });
  assert.equal(scanned, 1);
});

test('a digital seal that a scanner types is one scan, closed by its Enter', () => {
  const data = { hdr: { is: 'UTO', t: 'icao.dta', v: 1 }, msg: { n: 'A'.repeat(900) } };
  const seal = JSON.stringify({ data });
  const { scans, steps } = send(`${seal}\n`, 5);
  assert.deepEqual(scans.map((scan) => scan.trim()), [seal]);
  assert.ok(steps.slice(WEDGE_CLAIM_KEYS).every(({ verdict }) => verdict === 'claimed'));
});
