// The house keeps its own rules: this reads every source and names each place that breaks one.

import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  anyOf, codeOf, everything, importsOf, isTest, places, product, programs, read, root, roomOf,
  type Source,
} from './house/sources.ts'
import { layers, within } from './layers.ts'
import { capabilities } from './nodes/capabilities.ts'

/** Nothing may be found; what is found is said line by line. */
function none(found: readonly string[], rule: string) {
  assert.equal(found.length, 0, `${rule}:\n  ${[...new Set(found)].sort().join('\n  ')}\n`)
}

/** Findings known and listed; a new one fails, and so does a line of the list that is mended. */
function onlyListed(found: readonly string[], list: string, rule: string) {
  const known = linesOf(list)
  none(found.filter((each) => !known.includes(each)), rule)
  none(known.filter((each) => !found.includes(each)), `mended: take it off src/house/${list}`)
}

function linesOf(list: string): string[] {
  const text = readFileSync(join(root, 'src/house', list), 'utf8')
  return text.split('\n').filter((line) => line && !line.startsWith('#'))
}

const layerOf = (path: string) => layers.findIndex(
  ({ folder }) => path.startsWith(`src/${folder}/`)
)
const inLayers = product.filter((source) => layerOf(source.path) >= 0 && !isTest(source))
const inRooms = inLayers.filter((source) => roomOf(source.path))
const facts = new Set(capabilities.flatMap((each) => each.facts.map(({ name }) => name)))
const queries = new Set(capabilities.flatMap((each) => each.queries.map(({ name }) => name)))
const nameOf = (path: string) => path.split('/').at(-1)!.replace(/\.tsx?$/, '')

test('a folder imports from earlier layers or its own, never from later ones', () => {
  const found = inLayers.flatMap((source) => importsOf(source)
    .filter(({ path }) => path.startsWith('src/') && layerOf(path) > layerOf(source.path))
    .map(({ path, line }) => `${source.path}:${line}: ${path}`))
  none(found, 'imports against the order of src/layers.ts')
})

test('inside a layer, rooms stand in the order that is listed, and every room is listed', () => {
  const found = inRooms.flatMap((source) => {
    const { layer, room } = roomOf(source.path)!
    const order: readonly string[] = within[layer]
    if (!order.includes(room)) return [`${source.path}: ${room} is not in src/layers.ts`]
    return importsOf(source).filter(({ path, typeOnly }) => {
      const other = roomOf(path)
      // A screen stands in the room of what it shows, and may know the shape of a later answer.
      const ofScreen = typeOnly && source.path.endsWith('.tsx')
      return other?.layer === layer && order.indexOf(other.room) > order.indexOf(room) && !ofScreen
    }).map(({ path, line }) => `${source.path}:${line}: ${path}`)
  })
  none(found, 'imports against the order inside a layer')
})

test('no file imports itself round a corner', () => {
  const graph = new Map(product.map((source) => [source.path, importsOf(source)
    .filter(({ typeOnly, later }) => !typeOnly && !later).map(({ path }) => path)]))
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (path: string, way: string[]): void => {
    const at = way.indexOf(path)
    if (at >= 0) cycles.push([...way.slice(at), path].join(' → '))
    if (at >= 0 || done.has(path)) return
    for (const next of graph.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  onlyListed(cycles, 'cycles.txt', 'cycles')
})

test('the journal imports lib and node:crypto only, so that a verifier stays small', () => {
  const may = /^node:crypto$|^src\/(lib|kernel\/journal)\//
  none(inLayers.filter(({ path }) => path.startsWith('src/kernel/journal/')).flatMap((source) =>
    importsOf(source, 'libraries too').filter(({ path }) => !may.test(path))
      .map(({ path }) => `${source.path}: ${path}`)), 'imports of the journal')
})

test('a capability shows another its terms, registers and facts, and the types of the rest', () => {
  const shown = (path: string) => /(^|-)(terms|register)$/.test(nameOf(path))
    || facts.has(nameOf(path)) || declaresRegister(path)
  const found = inRooms.filter(({ path }) => !path.endsWith('.tsx')).flatMap((source) =>
    importsOf(source).filter(({ path, typeOnly }) => {
      const other = roomOf(path)
      return other && other.room !== roomOf(source.path)!.room && !typeOnly && !shown(path)
    }).map(({ path }) => `${source.path} ${path}`))
  onlyListed([...new Set(found)], 'shown.txt', 'what another capability does not show')
})

/** Whether a file declares a register, where a capability has several. */
function declaresRegister(path: string): boolean {
  return existsSync(join(root, path)) && /= register\('/.test(read(path).text)
}

test('nothing is named common, shared, utils, helpers, core, base, manager and their kin', () => {
  const banned = anyOf([
    /^(commons?|shared|utils?|helpers?|core|base|managers?|services?)$/,
    /^(repositor(y|ies)|dtos?|entit(y|ies)|impl)$/,
  ], 'i')
  const says = (word: string) => word.search(banned) < 0
  const place = /^(src|faults|bench|journeys|bin|testdata)\//
  const ours = everything.filter(({ path }) => place.test(path))
  none(ours.filter(({ path }) => !path.split(/[/.-]/).every(says)).map(({ path }) => path),
    'words that say nothing, in names of files')
  const types = /\b(?:class|interface|type)\s+([A-Z]\w*)/g
  none(programs.flatMap((source) => [...codeOf(source.text).matchAll(types)]
    .filter(([, name]) => !name!.split(/(?=[A-Z])/).every(says))
    .map(([, name]) => `${source.path}: ${name}`)), 'words that say nothing, in names of types')
})

test('a line has at most 100 columns', () => {
  const code = everything.filter(({ path }) => /\.(ts|tsx|js|css|c|h)$/.test(path))
  const found = code.flatMap(({ path, lines }) => lines.flatMap((line, index) => {
    const columns = [...line].length
    return columns > 100 ? [`${path}:${index + 1}: ${columns} columns`] : []
  }))
  none(found, 'too wide')
})

test('a file fits a reading: 300 lines, 500 for the kernel and tests, 80 for a fact', () => {
  const most = (source: Source) => {
    if (roomOf(source.path) && facts.has(nameOf(source.path))) return 80
    return isTest(source) || /^(src\/kernel|testdata)\//.test(source.path) ? 500 : 300
  }
  none(programs.filter((source) => source.lines.length - 1 > most(source))
    .map((source) => `${source.path}: ${source.lines.length - 1} of ${most(source)}`), 'too long')
})

test('a function fits a screen of 50 lines, and the old longer ones do not grow', () => {
  const known = new Map(linesOf('long-functions.txt').map((line) => {
    const [path, name, lines] = line.split(/\s+/)
    return [`${path} ${name}`, Number(lines)]
  }))
  const long = longFunctions()
  none(long.filter(({ key, lines }) => lines > (known.get(key) ?? 50))
    .map(({ key, lines }) => `${key} ${lines}`), 'functions longer than a screen')
  const left = new Set(long.map(({ key }) => key))
  none([...known.keys()].filter((key) => !left.has(key)), 'mended: take it off long-functions.txt')
})

/** Functions of more than 50 lines, blank lines and comments not counted. */
function longFunctions(): { key: string; lines: number }[] {
  const { stdout } = spawnSync(process.execPath, [
    'node_modules/oxlint/bin/oxlint', '-c', 'src/house/functions.json', '--format', 'json',
    'src', 'bin', 'faults', 'bench',
  ], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { message: string; filename: string; code: string }[]
  }
  return diagnostics
    .filter(
      ({ code, filename }) => /max-lines-per-function/.test(code) && !/\.test\./.test(filename)
    )
    .map(({ message, filename }) => {
      const [, name = 'unnamed', lines] = /(?:`(\w+)` )?has too many lines \((\d+)\)/.exec(message)!
      return { key: `${filename} ${name}`, lines: Number(lines) }
    })
}

test('time, luck and timers are handed in, but for the programs, the screens and tests', () => {
  const taken = anyOf([
    /\bDate\.now\b/, /\bnew Date\(\s*\)/, /\bMath\.random\b/, /\bperformance\.now\b/,
    /\bset(Timeout|Interval|Immediate)\b/, /\brandom(Bytes|UUID)\b/,
  ])
  const bound = inLayers.filter(({ path }) => !/^src\/(nodes|ui)\//.test(path))
  const found = bound.flatMap((source) => [...codeOf(source.text).matchAll(taken)]
    .map(([what]) => `${source.path} ${what.replaceAll(/\s/g, '')}`))
  onlyListed([...new Set(found)], 'taken.txt', 'taken and not handed in')
})

test('a fact is in a file of its name, and its export is that name in PascalCase', () => {
  none(capabilities.flatMap((each) => each.facts.flatMap(({ name }) => {
    const path = ['country', 'border'].map((layer) => `src/${layer}/${each.name}/${name}.ts`)
      .find((file) => existsSync(join(root, file)))
    if (!path) return [`${name}: no file of its name in ${each.name}`]
    const words = name.split('-').map((word) => word[0]!.toUpperCase() + word.slice(1))
    const wanted = `export const ${words.join('')} = event('${name}'`
    return read(path).text.includes(wanted) ? [] : [`${path}: no ${wanted}`]
  })), 'facts and their files')
  const declared = (kind: 'event' | 'query', listed: ReadonlySet<string>) =>
    inRooms.flatMap((source) => [
      ...source.text.matchAll(new RegExp(`= ${kind}\\('([\\w-]+)'`, 'g'))
    ]
      .filter(([, name]) => !listed.has(name!)).map(([, name]) => `${source.path}: ${name}`))
  none(
    [...declared('event', facts), ...declared('query', queries)], 'declared and in no capability',
  )
})

test('a file begins with a sentence of the field that says what it is for', () => {
  none(programs.filter(({ path }) => !path.endsWith('.d.ts')).filter(({ lines }) => {
    const [first = '', second = ''] = lines
    return !/^\/\/ \S.*\S$/.test(first.startsWith('#!') ? second : first)
  }).map(({ path, lines }) => `${path}: ${lines[0]}`), 'no sentence at its head')
  const signed = /licen[cs]e|copyright|@author|spdx/i
  none(programs.filter(({ lines }) => signed.test(lines.slice(0, 3).join(' ')))
    .map(({ path }) => path), 'a licence or an author at its head')
})

test('no code is commented out, and nothing is to do without a number in the tracker', () => {
  const wish = /\b(TODO|FIXME|HACK)\b(?!.*#\d)/g
  const code = anyOf([
    /^\s*\/\/\s*(const |let |import |export |return\b.*[;)]$|if \(|for \(|await |\})/,
    /^\s*\/\/.*(\{|[)\]}'"`];)\s*$/,
  ], 'm')
  const ours = programs.filter(({ path }) => path !== 'src/house.test.ts')
  none(ours.flatMap((source) => places(source, source.text, wish)), 'to do')
  none(ours.flatMap((source) => places(source, source.text, code)), 'commented-out code')
})

test('nothing on a screen is left or right: it has a start and an end', () => {
  const inSheet = anyOf([
    /(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right)\b/,
    /(?<![-\w])(left|right)\s*:/, /(text-align|float|clear)\s*:\s*(left|right)\b/,
    /border-(top|bottom)-(left|right)-radius/,
  ])
  none(everything.filter(({ path }) => path.endsWith('.css'))
    .flatMap((source) => places(source, codeOf(source.text), inSheet)), 'in a style sheet')
  const inScreen = /\b(margin|padding|border)(Left|Right)\b|className="[^"]*\b(left|right)\b/g
  none(product.filter(({ path }) => path.endsWith('.tsx')).flatMap((source) =>
    places(source, codeOf(source.text, 'with strings'), inScreen)), 'in a screen')
})

test('the kernel knows no noun of the border', () => {
  const noun = anyOf([
    /\b(crossings?|passports?|visas?|travell?ers?|alerts?(?!-owner)|watch-?lists?)\b/,
    /\b(mrz|booth|refugees?|asylum|smuggl\w*)\b/,
  ], 'i')
  none(product.filter(({ path }) => path.startsWith('src/kernel/') && !/\.test\.ts$/.test(path))
    .flatMap((source) => places(source, source.text, noun)), 'nouns of the border in the kernel')
})

test('every exported function says what it is for', () => {
  const found = inLayers.filter(({ path }) => path.endsWith('.ts')).flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      const [, name] = /^export (?:async )?function\*? (\w+)/.exec(line) ?? []
      const above = lines.slice(0, index).filter((each) => !each.startsWith('//')).at(-1) ?? ''
      return name && !above.trimEnd().endsWith('*/') ? [`${path} ${name}`] : []
    }))
  none(found, 'exported functions without a word')
})

test('versions are pinned exactly, and neither a registry nor a machine is named anywhere', () => {
  const { dependencies, devDependencies, optionalDependencies } =
    JSON.parse(read('package.json').text) as Record<string, Record<string, string>>
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  none(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`), 'not pinned')
  const named = anyOf([
    /registry\.[\w.-]*(npm|yarn)[\w.-]*/, /npm\.pkg\.|artifactory|verdaccio|nexus\./,
    /(?<![\w.])\/(root|home\/\w+|Users\/\w+|work)\/\w+/,
  ])
  none(everything.filter(({ path }) => path !== 'src/house.test.ts')
    .flatMap((source) => places(source, source.text, named)), 'hosts and paths of a machine')
})

test('no secret and no standing credential is in the tree', () => {
  const secret = anyOf([
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/, /\bAKIA[0-9A-Z]{16}\b/, /\bgh[pousr]_\w{36}\b/,
    /\beyJ[\w-]{20,}\.[\w-]{20,}/,
    /\b(password|passwd|secret|apiKey|api_key|token)\b['"]?\s*[:=]\s*['"][^'"\s]{6,}['"]/,
  ], 'i')
  const kept = everything.filter(
    (source) => !isTest(source) && !source.path.startsWith('testdata/')
  )
  none(kept.flatMap((source) => places(source, source.text, secret)), 'secrets')
  const standing = /\b(code|pin|password)\s*[:=]\s*['"](?=[^'"]*\d)[\w-]{4,}['"]/gi
  none(inLayers.filter(({ path }) => /^src\/(nodes|simulation|country\/officers)\//.test(path))
    .flatMap((source) => places(source, codeOf(source.text, 'with strings'), standing)),
  'standing credentials')
})
