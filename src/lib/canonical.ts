// One text for one value: JSON Canonicalization Scheme (RFC 8785), so that a digest means the
// same at every node and for a stranger's verifier.
import canonicalize from 'canonicalize';

/** What can be sealed: JSON without surprises. */
export type Plain = null | boolean | number | string | readonly Plain[] | PlainObject;
/** A plain object of sealable values. */
export interface PlainObject { readonly [key: string]: Plain }

/** Why a value has no canonical text; `at` is the path to the spot, like `/name/0`. */
export interface CanonicalRefusal {
  refused: 'not-plain' | 'undefined' | 'number-not-finite' | 'integer-not-safe'
    | 'lone-surrogate' | 'nul' | 'too-deep' | 'too-large';
  at: string;
}

/** Nesting beyond this is an attack or a defect: our deepest form has six levels. */
export const CANONICAL_DEPTH = 32;
/** Characters of canonical text; a leaf is limited to far less by the journal itself. */
export const CANONICAL_CHARACTERS = 1_048_576;

/**
 * The canonical text of a value (RFC 8785), or a refusal. Unlike JSON.stringify nothing is dropped
 * in silence: undefined members, NaN, class instances and lone surrogates are refused, and so are
 * integers beyond 2^53, which two languages would read differently.
 */
export function tryCanonical(value: unknown): string | CanonicalRefusal {
  const budget = { characters: CANONICAL_CHARACTERS };
  const refusal = examine(value, '', 0, budget);
  if (refusal) return refusal;
  const text = canonicalize(value)!;
  return text.length > CANONICAL_CHARACTERS ? { refused: 'too-large', at: '' } : text;
}

/** The canonical text of a value known to be plain; throws when it is not (a defect). */
export function canonical(value: unknown): string {
  const text = tryCanonical(value);
  if (typeof text !== 'string') {
    throw new TypeError(`no canonical form: ${text.refused} at ${text.at || '/'}`);
  }
  return text;
}

/** The bytes (UTF-8) of the canonical text; throws like `canonical`. */
export function canonicalBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonical(value));
}

type Budget = { characters: number };

function examine(
  value: unknown, at: string, depth: number, budget: Budget,
): CanonicalRefusal | undefined {
  if ((budget.characters -= 1) < 0) return { refused: 'too-large', at };
  switch (typeof value) {
    case 'boolean': return undefined;
    case 'undefined': return { refused: 'undefined', at };
    case 'string': return examineText(value, at, budget);
    case 'number':
      if (!Number.isFinite(value)) return { refused: 'number-not-finite', at };
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        return { refused: 'integer-not-safe', at };
      }
      return undefined;
    case 'object': return value === null ? undefined : examineInside(value, at, depth, budget);
    default: return { refused: 'not-plain', at };
  }
}

function examineText(text: string, at: string, budget: Budget): CanonicalRefusal | undefined {
  if ((budget.characters -= text.length) < 0) return { refused: 'too-large', at };
  if (!text.isWellFormed()) return { refused: 'lone-surrogate', at };
  // A database of C strings does not keep it, and nobody writes it.
  return text.includes('\0') ? { refused: 'nul', at } : undefined;
}

function examineInside(
  value: object, at: string, depth: number, budget: Budget,
): CanonicalRefusal | undefined {
  // The depth limit also ends a value that contains itself.
  if (depth >= CANONICAL_DEPTH) return { refused: 'too-deep', at };
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const refusal = examine(value[i], `${at}/${i}`, depth + 1, budget);
      if (refusal) return refusal;
    }
    return undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) {
    return { refused: 'not-plain', at };
  }
  for (const [key, member] of Object.entries(value)) {
    const refusal = examineText(key, `${at}/${key}`, budget)
      ?? examine(member, `${at}/${key}`, depth + 1, budget);
    if (refusal) return refusal;
  }
  return undefined;
}
