// The words of one language, said with their values: plurals, numbers and names in their place.

import { IntlMessageFormat } from 'intl-messageformat'

export const languages = ['en', 'fr', 'ar', 'so'] as const
export type Language = (typeof languages)[number]

/** Each language by its own name, as it stands in the language switch. */
export const ownNames: Record<Language, string> = {
  en: 'English', fr: 'Français', ar: 'العربية', so: 'Soomaali',
}

// Browsers carry no Somali: its plurals and figures are those of English. Digits are Latin always.
const locales: Record<Language, string> = {
  en: 'en-GB', fr: 'fr-FR-u-nu-latn', ar: 'ar-u-nu-latn', so: 'en-GB',
}

/** The locale that Intl is asked for when figures or plurals of a language are formatted. */
export function localeOf(language: Language): string {
  return locales[language]
}

/** The direction in which a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** Messages by key: plain text, or the parts of an ICU message read when the client was built. */
export type Sheet = Record<string, string | unknown[]>
export type Values<T = never> = Record<string, string | number | undefined | T>

/** Says words by their key. */
export interface Say {
  (key: string, values?: Values): string
  /** Whether there are words for the key (help under a question is optional). */
  has(key: string): boolean
  /** The same words with elements for values (`<Ltr>`, `<Sign>`), in the order of the language. */
  parts<T>(key: string, values: Values<T>): (string | T)[]
}

// First strong isolate … pop: a name in another script does not turn the sentence around it.
const isolate = (text: string) => `\u2068${text}\u2069`

/**
 * Makes the voice of one language from its sheet. A key without words is shown in double brackets,
 * so that it is seen in the first look at a screen; the build refuses missing cells.
 */
export function voice(sheet: Sheet, language: Language): Say {
  const made = new Map<string, IntlMessageFormat>()
  const formatOf = (key: string, parts: unknown[]) => {
    let format = made.get(key)
    if (!format) made.set(key, format = new IntlMessageFormat(parts as never, locales[language]))
    return format
  }
  const isolated = (values: Values) => directionOf(language) === 'ltr' ? values
    : Object.fromEntries(Object.entries(values).map(([name, value]) => (
      [name, typeof value === 'string' ? isolate(value) : value]
    )))
  const say = (key: string, values: Values = {}) => {
    const message = sheet[key]
    if (message === undefined) return `⟦${key}⟧`
    if (typeof message === 'string') return message
    return String(formatOf(key, message).format(isolated(values) as never))
  }
  return Object.assign(say, {
    has: (key: string) => key in sheet,
    parts<T>(key: string, values: Values<T>) {
      const message = sheet[key]
      if (message === undefined || typeof message === 'string') return [message ?? `⟦${key}⟧`]
      return formatOf(key, message).formatToParts(values as never)
        .map((part) => part.value as string | T)
    },
  })
}
