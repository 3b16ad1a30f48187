// Telling a document reader from a person's fingers: a keyboard-wedge reader types a zone in a
// burst no hand can match, so a scan anywhere on the screen can start the next person.

import { longestSealText, looksLikeSeal } from '../seals/seal-text.ts';

/** One key as the browser names it, and when, in milliseconds of any steady clock. */
export interface WedgeKey { key: string; at: number }

/** Keys further apart than this are a hand's: readers send one every 1 to 20 ms. */
export const WEDGE_GAP_MS = 45;
/** So many keys in one burst are a reader's; the fastest typists manage short runs of three. */
export const WEDGE_CLAIM_KEYS = 8;
/** With no key for so long, what has come is all there is. */
export const WEDGE_SETTLE_MS = 150;
/** A burst longer than any zone is something else: a bar code of another kind, or a paste. */
const longest = 512;

export interface WedgeState { text: string; keys: number; lastAt: number; done: boolean }

export interface WedgeStep {
  state: WedgeState;
  /** `typed`: a hand's key, leave it. `claimed`: the reader's, keep it from the page. */
  verdict: 'typed' | 'claimed';
  /** Set when the burst turned out to be a reader's: keys that already went to the page. */
  leaked?: number;
  /** A whole zone, one line to a row, for `readMrz`; or the text of a digital seal. */
  scan?: string;
}

export const IDLE_WEDGE: WedgeState = { text: '', keys: 0, lastAt: -Infinity, done: false };

/** Takes the next key. Keys that write nothing (Shift, arrows) change nothing. */
export function feedWedge(state: WedgeState, { key, at }: WedgeKey): WedgeStep {
  const ends = key === 'Enter' || key === 'Tab';
  const inBurst = at - state.lastAt <= WEDGE_GAP_MS;
  if (!ends && [...key].length !== 1) {
    const claimed = inBurst && state.keys >= WEDGE_CLAIM_KEYS;
    return { state, verdict: claimed ? 'claimed' : 'typed' };
  }
  // Readers close a zone with Enter; it must not press the button that has the focus.
  if (inBurst && state.done && ends) {
    return { state: { ...state, lastAt: at }, verdict: 'claimed' };
  }
  const going = inBurst && !state.done ? state : IDLE_WEDGE;
  if (ends && going.keys < WEDGE_CLAIM_KEYS) return { state: IDLE_WEDGE, verdict: 'typed' };
  const next: WedgeState = {
    text: going.text + (ends ? '\n' : key), keys: going.keys + 1, lastAt: at, done: false,
  };
  const seal = looksLikeSeal(next.text);
  if (next.text.length > (seal ? longestSealText : longest)) {
    return { state: IDLE_WEDGE, verdict: 'typed' };
  }
  if (next.keys < WEDGE_CLAIM_KEYS) return { state: next, verdict: 'typed' };
  const leaked = next.keys === WEDGE_CLAIM_KEYS ? { leaked: WEDGE_CLAIM_KEYS - 1 } : {};
  if (!(seal ? ends : isWhole(next.text))) return { state: next, verdict: 'claimed', ...leaked };
  return {
    state: { ...IDLE_WEDGE, lastAt: at, keys: next.keys, done: true },
    verdict: 'claimed', scan: next.text, ...leaked,
  };
}

/**
 * What a silence means; ask WEDGE_SETTLE_MS after the last key. A reader that sends no Enter, or
 * lines of an unusual length, is understood here: anything with two thirds of the smallest zone.
 */
export function settleWedge(state: WedgeState, at: number): WedgeStep {
  if (at - state.lastAt < WEDGE_SETTLE_MS) return { state, verdict: 'typed' };
  const long = state.text.replace(/[^A-Za-z0-9<]/g, '').length >= 48;
  return long && state.keys >= WEDGE_CLAIM_KEYS
    ? { state: IDLE_WEDGE, verdict: 'claimed', scan: state.text }
    : { state: IDLE_WEDGE, verdict: 'typed' };
}

// Whole when the lines are complete: 2 of 44, 2 of 36, 3 of 30; or, without line breaks, 88 from a
// passport or visa and 90 from a card. 72 without a break waits for Enter, since more may come.
function isWhole(text: string): boolean {
  const rows = text.split('\n').map((row) => row.replace(/[^A-Za-z0-9<]/g, ''))
    .filter((row) => row !== '');
  const [first = '', second = '', third = ''] = rows;
  if (rows.length === 1) {
    if (first.length === 88) return /^[PV]/i.test(first);
    return first.length === 90 || (first.length === 72 && text.endsWith('\n'));
  }
  if (first.length === 30) return third.length === 30;
  return (first.length === 44 || first.length === 36) && second.length === first.length;
}
