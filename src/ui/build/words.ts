// Turns the word sheets of all capabilities into one file per language, read by the browser.

import { parse as parseCsv } from 'csv-parse/sync'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { readMessage } from './messages.ts'

const languages = ['en', 'fr', 'ar', 'so'] as const
type Language = (typeof languages)[number]
type Row = { key: string } & Record<Language, string>

/** A message as it is kept: plain text, or the parsed parts of an ICU message. */
export type Message = string | unknown[]

/** All words of one language, by key. */
export type Sheet = Record<string, Message>

/**
 * Reads word sheets (`key,en,fr,ar,so`) into one sheet per language. Throws, naming the file and
 * the key, for a missing cell, a key that is there twice, or a message that cannot be read.
 */
export function sheetsOf(files: readonly { path: string; text: string }[]) {
  const sheets: Record<Language, Sheet> = { en: {}, fr: {}, ar: {}, so: {} }
  const seen = new Map<string, string>()
  const wrong: string[] = []
  for (const { path, text } of files) {
    for (const row of parseCsv(text, { columns: true, bom: true, trim: true }) as Row[]) {
      const before = seen.get(row.key)
      if (before) wrong.push(`${path}: ${row.key} is already in ${before}`)
      seen.set(row.key, path)
      for (const language of languages) {
        if (!row[language]) wrong.push(`${path}: ${row.key} has no words in ${language}`)
        else sheets[language][row.key] = message(row[language], `${path}: ${row.key} (${language})`)
      }
      wrong.push(...unequalValues(row, path))
    }
  }
  if (wrong.length > 0) throw new Error(`Words to mend:\n  ${wrong.join('\n  ')}`)
  return sheets
}

function message(text: string, where: string): Message {
  if (!/[{}]/.test(text)) return text
  try {
    return readMessage(text).parts
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : String(reason)
    throw new Error(`${where}: ${why}`, { cause: reason })
  }
}

// A translation that forgets a value, or invents one, would show a hole to the officer.
function unequalValues(row: Row, path: string): string[] {
  const named = (language: Language) => {
    try {
      return [...readMessage(row[language] ?? '').values].sort().join(' ')
    } catch {
      return ''
    }
  }
  const expected = named('en')
  return languages
    .filter((language) => row[language] && named(language) !== expected)
    .map((language) => `${path}: ${row.key} names other values in ${language} than in en`)
}

/** Serves `virtual:words/<language>`: the words of every `words.csv` under the source folder. */
export function wordsOfCapabilities(source: string): Plugin {
  const asked = /^virtual:words\/(en|fr|ar|so)$/
  let sheets: Record<Language, Sheet> | undefined
  const read = () => sheetsOf(globSync('**/words.csv', { cwd: source }).sort().map((path) => (
    { path, text: readFileSync(join(source, path), 'utf8') }
  )))
  return {
    name: 'words-of-capabilities',
    resolveId: (id) => (asked.test(id) ? `\0${id}` : undefined),
    load(id) {
      const language = asked.exec(id.slice(1))?.[1] as Language | undefined
      if (!id.startsWith('\0') || !language) return
      sheets ??= read()
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(sheets[language]))})`
    },
  }
}
