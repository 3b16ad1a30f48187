// Changes one spot of a source at a time, runs its tests, and counts the changes that no test saw.
// Run: node faults/mutate.ts [part of a path] [changes of each file, or all]

import { spawn } from 'node:child_process'
import {
  cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAst } from 'vite'

/** Each source and the tests that must see its changes, quickest first. */
const tested: Record<string, readonly string[]> = {
  'journal/checkpoint': ['journal/cosignature', 'journal/leaf', 'sync/mirror'],
  'journal/cosignature': ['journal/cosignature', 'journal/policy'],
  'journal/note': ['journal/leaf', 'journal/cosignature', 'journal/docs'],
  'journal/policy': ['journal/policy'],
  'journal/receipt': ['journal/docs', 'journal/verify'],
  'journal/subtree': ['journal/subtree'],
  'journal/tiles': ['journal/tree'],
  'journal/tree': ['journal/two-histories', 'journal/tree', 'journal/subtree'],
  'journal/two-histories': ['journal/two-histories'],
  'sync/attachments': ['sync/entries', 'sync/mirroring'],
  'sync/contents': ['sync/contents', 'sync/second-mirror'],
  'sync/copies': ['sync/copies'],
  'sync/door': ['sync/mirror'],
  'sync/encodings': ['sync/entries', 'sync/mirror'],
  'sync/entries': ['sync/entries'],
  'sync/judging': ['sync/mirror'],
  'sync/leaf-coding': ['sync/contents', 'sync/second-mirror'],
  'sync/mirror': ['sync/mirror'],
  'sync/mirroring': ['sync/second-mirror', 'sync/mirroring'],
  'sync/squeezing': ['sync/contents'],
  'sync/taking-contents': ['sync/entries', 'sync/second-mirror', 'sync/mirroring'],
  'sync/witness': ['sync/witnessing', 'sync/mirror'],
  'sync/witnessing': ['sync/witnessing'],
  'sync/cosigned': ['sync/witnessing'],
}
/** A change that makes a test run on and on is seen by it. */
const longestMs = 120_000
const operators: Record<string, string> = {
  '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===', '+': '-', '-': '+',
  '*': '/', '/': '*', '%': '*', '&&': '||', '||': '&&', '??': '&&',
}

interface Change { start: number; end: number; text: string; what: string }
interface Tree { type?: string; start?: number; end?: number; [name: string]: unknown }

/** Every change that is made of a source: operators, constants, conditions, left-out statements. */
function changesOf(source: string): Change[] {
  const changes: Change[] = []
  const change = (node: Tree, text: string, what: string) =>
    changes.push({ start: node.start!, end: node.end!, text, what })
  const visit = (node: Tree): void => {
    // Types say nothing at run time, and messages are for people.
    if (/^TS|^ImportDeclaration$/.test(node.type ?? '') && node.type !== 'TSNonNullExpression'
      && node.type !== 'TSAsExpression') return
    if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') {
      const [left, right, operator] = [node['left'] as Tree, node['right'] as Tree,
        node['operator'] as string]
      const at = source.indexOf(operator, left.end)
      if (operators[operator] && at < right.start!) {
        changes.push({
          start: at, end: at + operator.length, text: operators[operator],
          what: `${operator} becomes ${operators[operator]}`,
        })
      }
    }
    const test = node['test'] as Tree | null | undefined
    if (/^(If|While|Conditional)/.test(node.type ?? '') && test) {
      change(test, 'false', 'a condition never holds')
      if (node.type !== 'WhileStatement') change(test, 'true', 'a condition always holds')
    }
    if (node.type === 'Literal' && typeof node['value'] === 'number') {
      change(node, String(node['value'] + 1), 'a number is one more')
    }
    if (node.type === 'Literal' && typeof node['value'] === 'boolean') {
      change(node, String(!node['value']), 'a truth is turned')
    }
    if (node.type === 'UnaryExpression' && node['operator'] === '!') {
      const inner = node['argument'] as Tree
      change(node, source.slice(inner.start, inner.end), 'a not is left out')
    }
    if (node.type === 'ExpressionStatement' || node.type === 'ThrowStatement') {
      change(node, ';', 'a statement is left out')
    }
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) value.forEach((each) => isTree(each) && visit(each))
      else if (isTree(value)) visit(value)
    }
  }
  visit(parseAst(source, { lang: 'ts' }) as unknown as Tree)
  return changes
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && typeof (value as Tree).type === 'string'

/** A fair choice that is the same every time: every so-manieth, beginning in the middle. */
function chosen<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all]
  return Array.from({ length: most }, (_, at) => all[Math.floor((at + 0.5) * all.length / most)]!)
}

/** Whether all tests of a file pass in the copy; a hanging or broken run is a failed one. */
async function passes(root: string, tests: readonly string[]): Promise<boolean> {
  for (const test of tests) {
    const child = spawn('nice', [process.execPath, '--import', './bin/seed.js',
      '--test-reporter', './faults/first-failure.js', `src/kernel/${test}.test.ts`],
    { cwd: root, stdio: 'ignore' })
    const late = setTimeout(() => child.kill('SIGKILL'), longestMs)
    const code = await new Promise<number | null>((ended) => child.on('close', ended))
    clearTimeout(late)
    if (code !== 0) return false
  }
  return true
}

const [part = '', most = '10'] = process.argv.slice(2)
const home = join(import.meta.dirname, '..')
const root = mkdtempSync(join(tmpdir(), 'safar-mutants-'))
for (const each of ['src', 'testdata', 'bin', 'faults', 'package.json']) {
  cpSync(join(home, each), join(root, each), { recursive: true })
}
symlinkSync(join(home, 'node_modules'), join(root, 'node_modules'))
const resultFile = join(import.meta.dirname, 'results', 'mutants.csv')
const names = Object.keys(tested).filter((each) => each.includes(part))
// What other runs found of other files stays.
const lines = existsSync(resultFile) ? readFileSync(resultFile, 'utf8').split('\n').slice(1)
  .filter((line) => line && !names.includes(line.split(',', 1)[0]!)) : []
for (const name of names) {
  const tests = tested[name]!
  const path = join(root, `src/kernel/${name}.ts`)
  const source = readFileSync(path, 'utf8')
  const all = changesOf(source)
  const some = chosen(all, most === 'all' ? Infinity : Number(most))
  let seen = 0
  for (const { start, end, text, what } of some) {
    writeFileSync(path, source.slice(0, start) + text + source.slice(end))
    if (!await passes(root, tests)) seen += 1
    else {
      const line = source.slice(0, start).split('\n').length
      const spot = source.split('\n')[line - 1]!.trim().replaceAll('"', '\'')
      lines.push(`${name},${line},survived,"${what}","${spot}"`)
      console.log(lines.at(-1))
    }
  }
  writeFileSync(path, source)
  lines.push(`${name},,${seen} of ${some.length} seen,"${all.length} changes in all",`)
  console.log(lines.at(-1))
  writeFileSync(resultFile, `file,line,what,change,source\n${lines.join('\n')}\n`)
}
rmSync(root, { recursive: true })
