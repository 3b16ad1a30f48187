// The product's words, as the node itself needs them: what to do about a refusal, in four
// languages.

import { readFileSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

/** The source folder, in which every capability keeps its words. */
export const sourceFolder = dirname(dirname(fileURLToPath(import.meta.url)))

export const languages = ['en', 'fr', 'ar', 'so'] as const
export type Language = (typeof languages)[number]

/** All words by key, from every `words.csv`. */
export function readWords(folder = sourceFolder): Map<string, Record<Language, string>> {
  const words = new Map<string, Record<Language, string>>()
  for (const file of globSync('**/words.csv', { cwd: folder })) {
    const rows = parse(readFileSync(join(folder, file)), { columns: true, bom: true }) as
      ({ key: string } & Record<Language, string>)[]
    for (const { key, ...cells } of rows) words.set(key, cells)
  }
  return words
}

/** Says what to do about a reason: the words under `refusal.<reason>.hint`, or what it is. */
export function hintsFrom(words: ReadonlyMap<string, Record<Language, string>>) {
  return (reason: string, language: string): string | undefined =>
    (words.get(`refusal.${reason}.hint`) ?? words.get(`refusal.${reason}`))?.[language as Language]
}
