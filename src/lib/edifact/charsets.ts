// The character sets of UN/EDIFACT (ISO 9735, syntax identifiers) and how their bytes are read.

/** A set: what its bytes are, and whether letters beyond ASCII belong to it. */
export interface Charset { name: string; label: string; ascii: boolean }

const labels: Readonly<Record<string, string>> = {
  UNOA: 'ascii', UNOB: 'ascii', UNOC: 'iso-8859-1', UNOD: 'iso-8859-2', UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7', UNOG: 'iso-8859-3', UNOH: 'iso-8859-4', UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8', UNOK: 'windows-1254', UNOW: 'utf-8', UNOX: 'iso-2022-jp', UNOY: 'utf-8',
  // Air transport writes these (IATA, PADIS).
  IATA: 'ascii', IATB: 'ascii', ICAO: 'ascii',
}

/** The set of a syntax identifier; undefined where there is none of that name. */
export function charsetOf(name: string): Charset | undefined {
  const label = Object.hasOwn(labels, name) ? labels[name] : undefined
  return label === undefined ? undefined : { name, label, ascii: label === 'ascii' }
}

const decoders = new Map<string, TextDecoder>()

/**
 * The text of bytes that stand one in each character. Bytes beyond ASCII in an ASCII set, and bytes
 * that are no UTF-8, are read as what they most likely are, and `outside` says so.
 */
export function textIn(
  latin: string, { label, ascii }: Charset,
): { text: string; outside: boolean } {
  if (!/[\x80-\xff]/.test(latin)) return { text: latin, outside: false }
  const bytes = Buffer.from(latin, 'latin1')
  if (!ascii && label !== 'utf-8') return { text: decoder(label).decode(bytes), outside: false }
  try {
    return { text: decoder('utf-8').decode(bytes), outside: ascii }
  } catch {
    return { text: decoder('windows-1252').decode(bytes), outside: true }
  }
}

function decoder(label: string): TextDecoder {
  const known = decoders.get(label)
  if (known) return known
  const made = new TextDecoder(label, { fatal: label === 'utf-8' })
  decoders.set(label, made)
  return made
}
