// A policy: whose cosignatures are enough to believe a checkpoint (C2SP tlog-policy).
import { cosignatureVerifier } from './cosignature.ts';
import { Unreadable, verifier, type Verifier } from './note.ts';

/** Three times what must be supported (tlog-policy, Implementation limits). */
export const MAX_POLICY_NAMES = 100;
const MAX_POLICY_BYTES = 1_000_000;

export type Policy = {
  /** Logs that are accepted; empty where another source says which. */
  logs: Verifier[];
  /** Witnesses by the names that the policy gives them. */
  witnesses: ReadonlyMap<string, Verifier>;
  /** Whether the cosignatures of these keys are a quorum. */
  quorum(cosigned: readonly Verifier[]): boolean;
};

/** A text that is not a policy; the message names its line. */
export class UnreadablePolicy extends Unreadable<'policy'> {}

/** Whether those who cosigned have witnessed, for a witness or a group. */
type Rule = (cosigned: ReadonlySet<string>) => boolean;

/** Reads a policy file. Throws UnreadablePolicy, which names the first line that is wrong. */
export function readPolicy(bytes: Uint8Array): Policy {
  // Octets with the high bit set are opaque: latin1 keeps each as one character.
  const text = Buffer.from(bytes).toString('latin1');
  if (bytes.length > MAX_POLICY_BYTES) throw new UnreadablePolicy('policy', 'too long');
  if (text !== '' && !text.endsWith('\n')) {
    throw new UnreadablePolicy('policy', 'the last line does not end in a newline');
  }
  const reading = new Reading();
  text.split('\n').slice(0, -1).forEach((line, index) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    try {
      // oxlint-disable-next-line no-control-regex
      if (/[\x00-\x08\x0a-\x1f\x7f]/.test(line)) throw wrong('a control character');
      if (words.length > 0 && !words[0]!.startsWith('#')) reading.line(words);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      throw new UnreadablePolicy('policy', `line ${index + 1}: ${error.message}`);
    }
  });
  return reading.end();
}

const wrong = (message: string) => new UnreadablePolicy('policy', message);

class Reading {
  readonly #logs: Verifier[] = [];
  readonly #witnesses = new Map<string, Verifier>();
  readonly #rules = new Map<string, Rule>();
  readonly #members = new Set<string>();
  #quorum: Rule | undefined;

  line([what, ...words]: readonly string[]): void {
    switch (what) {
      case 'log': return this.#log(words);
      case 'witness': return this.#witness(words);
      case 'group': return this.#group(words);
      case 'quorum': return this.#setQuorum(words);
    }
    throw wrong(`"${what}" is none of log, witness, group, quorum`);
  }

  end(): Policy {
    const quorum = this.#quorum;
    if (!quorum) throw wrong('no quorum line');
    return {
      logs: this.#logs, witnesses: this.#witnesses,
      quorum: (cosigned) => quorum(new Set(cosigned.map(({ vkey }) => vkey))),
    };
  }

  #log(words: readonly string[]): void {
    if (words.length < 1 || words.length > 2) throw wrong('log <vkey> [<url>]');
    const key = verifier(utf8(words[0]!));
    if (this.#logs.some((each) => sameKey(each, key))) throw wrong('this log is there already');
    this.#logs.push(key);
    if (this.#logs.length > MAX_POLICY_NAMES) throw wrong('too many logs');
  }

  #witness(words: readonly string[]): void {
    if (words.length < 2 || words.length > 3) throw wrong('witness <name> <vkey> [<url>]');
    const key = cosignatureVerifier(utf8(words[1]!));
    for (const each of this.#witnesses.values()) {
      if (sameKey(each, key)) throw wrong('this key is a witness already');
    }
    this.#define(words[0]!, (cosigned) => cosigned.has(key.vkey));
    this.#witnesses.set(words[0]!, key);
  }

  #group([name, threshold, ...members]: readonly string[]): void {
    if (name === undefined || threshold === undefined || members.length === 0) {
      throw wrong('group <name> all|any|<k> <name>...');
    }
    const rules = members.map((member) => this.#member(member));
    const least = threshold === 'all' ? members.length : threshold === 'any' ? 1
      : /^[1-9]\d{0,3}$/.test(threshold) ? Number(threshold) : 0;
    if (least < 1 || least > members.length) throw wrong(`"${threshold}" of ${members.length}`);
    this.#define(name, (cosigned) => rules.filter((rule) => rule(cosigned)).length >= least);
  }

  /** A name can be a member once only, so that a witness counts in one way only. */
  #member(name: string): Rule {
    if (this.#members.has(name)) throw wrong(`"${name}" is a member already`);
    this.#members.add(name);
    const rule = this.#rules.get(name);
    if (!rule) throw wrong(`"${name}" is not defined on a line before`);
    return rule;
  }

  #setQuorum(words: readonly string[]): void {
    if (words.length !== 1) throw wrong('quorum <name>');
    if (this.#quorum) throw wrong('a second quorum line');
    const rule = words[0] === 'none' ? () => true : this.#rules.get(words[0]!);
    if (!rule) throw wrong(`"${words[0]}" is not defined on a line before`);
    this.#quorum = rule;
  }

  #define(name: string, rule: Rule): void {
    if (name === 'none' || this.#rules.has(name)) throw wrong(`"${name}" is defined already`);
    if (this.#rules.size >= 2 * MAX_POLICY_NAMES) throw wrong('too many names');
    this.#rules.set(name, rule);
  }
}

const utf8 = (word: string): string => Buffer.from(word, 'latin1').toString('utf8');
const sameKey = (a: Verifier, b: Verifier): boolean => a.publicKey.equals(b.publicKey);
