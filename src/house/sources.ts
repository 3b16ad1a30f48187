// The sources of the house as the house's own test reads them.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Source {
  /** From the root of the repository, with slashes. */
  path: string
  text: string
  lines: string[]
}

const notOurs = new Set(['node_modules', 'dist', '.git', 'coverage', '.safar'])
const written = /\.(ts|tsx|js|css|c|h|html|md|csv|json|sql|yml)$|^\.(ci|npmrc|gitignore)|^[A-Z]+$/

/** Every file of the repository that a person or a script of ours wrote, but for built things. */
export function filesOf(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((each) => {
    const path = folder ? `${folder}/${each.name}` : each.name
    if (each.isDirectory()) return notOurs.has(each.name) ? [] : filesOf(path)
    return each.isFile() && written.test(path) && !/\/\./.test(path) ? [path] : []
  })
}

/** Reads a file of the repository. */
export function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text, lines: text.split('\n') }
}

export const everything: readonly Source[] = filesOf().map(read)
/** Programs: TypeScript and JavaScript. */
export const programs = everything.filter(({ path }) => /\.(ts|tsx|js)$/.test(path))
/** Programs of the product itself, under src. */
export const product = programs.filter(({ path }) => path.startsWith('src/'))

/** Tests and the ground they stand on, which the rules for dependencies leave alone. */
export const isTest = ({ path }: Source) => /\.test\.tsx?$|-on-trial\.ts$|^src\/house/.test(path)

export interface Import {
  from: Source
  line: number
  path: string
  typeOnly: boolean
  /** Imported when it is first needed, not when the importing file is. */
  later: boolean
}

/** What a program imports of ours, by path; libraries are left out unless asked for. */
export function importsOf(source: Source, libraries?: 'libraries too'): Import[] {
  const found: Import[] = []
  const pattern = anyOf([
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'/,
    /\bimport\(\s*'([^']+)'\s*\)/, /(?:^|\n)import\s+'([^']+)'/,
  ])
  for (const match of codeOf(source.text, 'with strings').matchAll(pattern)) {
    const named = match[2] ?? match[3] ?? match[4] ?? ''
    const line = source.text.slice(0, match.index + match[0].length).split('\n').length
    const typeOnly = Boolean(match[1])
    const later = match[3] !== undefined
    if (named.startsWith('.')) {
      const path = normalize(join(dirname(source.path), named))
      found.push({ from: source, line, typeOnly, later, path })
    } else if (libraries) found.push({ from: source, line, typeOnly, later, path: named })
  }
  return found
}

/**
 * The code of a program with its comments blanked out, and its strings too unless they are asked
 * for; line breaks stay, so that a line is still the same line.
 */
export function codeOf(text: string, strings?: 'with strings'): string {
  const blank = (part: string) => part.replaceAll(/[^\n]/g, ' ')
  const token = anyOf([
    /\/\*[\s\S]*?\*\//, /\/\/[^\n]*/, /'(?:\\.|[^'\\\n])*'/, /"(?:\\.|[^"\\\n])*"/,
    /`(?:\\[\s\S]|[^`\\])*`/,
    // A regular expression stands where a value may stand, and not where one is divided.
    /(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/,
  ])
  return text.replaceAll(token, (part) =>
    part.startsWith('//') || part.startsWith('/*') || !strings ? blank(part) : part)
}

/** Places where a pattern occurs, as `path:line: the text`. */
export function places(source: Source, text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length
    return `${source.path}:${line}: ${match[0].trim().slice(0, 60)}`
  })
}

/** One pattern out of several, each an alternative; found everywhere in a text. */
export function anyOf(patterns: readonly RegExp[], flags = ''): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), `g${flags}`)
}

/** The layer and the room (capability) that a file stands in, where rooms have an order. */
export function roomOf(path: string): { layer: 'country' | 'border'; room: string } | undefined {
  const [, layer, room] = /^src\/(country|border)\/([^/]+)\//.exec(path) ?? []
  return layer && room ? { layer: layer as 'country' | 'border', room } : undefined
}
